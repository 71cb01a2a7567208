/** Label keys and namespaces, whatever the labels' values are. */
export interface LoadRules {
  readonly preemptibleLabels: readonly string[]
  readonly omitLabels: readonly string[]
  readonly omitNamespaces: readonly string[]
}

/** `recommend` shows what it would do, `act` does it. */
export const UTILIZATION_MODES = ['recommend', 'act'] as const
export type UtilizationMode = (typeof UTILIZATION_MODES)[number]

/** Who makes and removes nodes: the cluster's own autoscaler, Google's managed instance groups, or kwok's fake nodes. */
export const NODE_GROUPS = ['autoscaler', 'gce', 'kwok'] as const
export type NodeGroupsKind = (typeof NODE_GROUPS)[number]

/**
 * Whether the policy asks for nodes above the maximum: `auto` only in pools whose room nothing else keeps, `always` as the
 * data-8 autoscaler does.
 */
export const ASKING = ['auto', 'always'] as const
export type Asking = (typeof ASKING)[number]

/** A managed instance group of Google Compute Engine, of a zone or of a region, that a person named for a pool. */
export type NamedGroup = {
  readonly pool: string
  readonly project: string
  /** `*` stands for anything, as in `gke-hub-users-*-grp`. */
  readonly name: string
} & ({ readonly zone: string } | { readonly region: string })

/** The band that utilization shall stay in: shares of memory, 0 < min < optimal < max ≤ 1. */
export interface Band {
  readonly minUtilization: number
  readonly optimalUtilization: number
  readonly maxUtilization: number
}

/** Of who comes to nodes the emptiest first, as the data-8 autoscaler has it; and of who comes to the fullest first. */
export const BANDS = {
  spreading: { minUtilization: 0.65, optimalUtilization: 0.75, maxUtilization: 0.85 },
  packing: { minUtilization: 0.3, optimalUtilization: 0.5, maxUtilization: 1 },
} as const satisfies Readonly<Record<string, Band>>

/** Bounds on the number of nodes, of all pools together. */
export interface NodeBounds {
  readonly minNodes: number
  readonly maxNodes: number
}

/** `utilization` of the config: when nodes are cordoned and given back. */
export interface UtilizationSettings extends Band, NodeBounds, LoadRules {
  readonly enabled: boolean
  /** False: nobody says a band, so it follows who places users. */
  readonly isBandGiven: boolean
  readonly mode: UtilizationMode
  readonly nodeGroups: NodeGroupsKind
  readonly askForNodes: Asking
  /** Of `gce`, where the nodes of a pool do not tell their groups. */
  readonly gceGroups: readonly NamedGroup[]
  /** From one plan to the next; what cannot wait does not. */
  readonly cycleMs: number
  /** At most so many new cordons a cycle, of all pools together. */
  readonly maxCordonsPerCycle: number
  /** At most this share of a pool's nodes is cordoned by us at a time, one node in any case. */
  readonly maxCordonedShare: number
  /** A younger node is neither cordoned nor shut down. */
  readonly minNodeAgeMs: number
  /** From the wish for a node to its being ready: so far beyond the longest lead time is looked ahead. */
  readonly bootMs: number
  /** A cordon that brings nothing for so long is taken back, and not renewed for as long. */
  readonly cordonLimitMs: number
}
