import type { Resources } from './resources.ts'
import type { Labels, Selector } from './selector.ts'
import type { Toleration } from './taint.ts'

/** How the free ratio of a node is judged: by CPU, by memory, or by both. */
export const STRATEGIES = ['cpu', 'mem', 'balanced'] as const
export type Strategy = (typeof STRATEGIES)[number]

/** The rules that a pool may set for itself; the top level of the config holds the defaults. */
export interface PoolRules {
  readonly scalingStrategy: Strategy
  /** Ratios 0 to 1: a node is roomy when more than this share of it is free. */
  readonly cpuThreshold: number
  readonly memoryThreshold: number
  readonly nodeGraceMs: number
  readonly emptyNodeGraceMs: number
  /** With it a calendar's number is taken as it is: room does not lower it. */
  readonly calendarOverrideEnabled: boolean
}

/** A resource list pair as it goes into the placeholder's container, as written in the config. */
export interface ContainerResources {
  readonly requests?: Readonly<Record<string, string | number>>
  readonly limits?: Readonly<Record<string, string | number>>
}

export interface PoolConfig extends PoolRules {
  readonly name: string
  readonly nodeSelector: Labels
  /** Placeholders to keep when no event counts. */
  readonly replicas: number
  /** As written; without requests the size is derived from the pool's nodes. */
  readonly resources: ContainerResources
  /** The same requests parsed; undefined when they are to be derived. */
  readonly requests?: Resources
  readonly tolerations: readonly Toleration[]
  readonly minPlaceholders: number
  readonly maxPlaceholders: number
  /** At most one placeholder a node: true for node-sized ones. */
  readonly onePerNode: boolean
  /** undefined: the unit's default. `auto` is resolved by the demand. */
  readonly leadTimeMs?: number
  readonly trailTimeMs?: number
}

export interface CalendarConfig {
  /** An address, `file://` or a path; undefined: no calendar, config counts only. */
  readonly url?: string
  readonly timezone?: string
  readonly refreshMs: number
  /** How long a calendar that was never read may forbid falls. */
  readonly holdMs: number
}

/** How placeholder pods look, beside what follows from their pool. */
export interface PlaceholderConfig {
  readonly image: string
  readonly labels: Labels
  readonly annotations: Labels
  readonly priorityClassName: string
}

export interface Config {
  /** In the order of the config. */
  readonly pools: ReadonlyMap<string, PoolConfig>
  readonly defaultPool?: string
  readonly calendar: CalendarConfig
  readonly userPods: {
    readonly selector: Selector
    readonly labelSelector: string
    readonly namespaces: readonly string[]
  }
  /** The labels of every placeholder, of `placeholderPodLabelSelector`. */
  readonly placeholderLabels: Labels
  readonly placeholderSelector: Selector
  readonly placeholder: PlaceholderConfig
  readonly fallWindowMs: number
  readonly pendingPatienceMs: number
  readonly dryRun: boolean
  readonly logLevel: string
}
