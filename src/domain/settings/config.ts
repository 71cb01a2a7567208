import type { GivenLead } from '../calendar/ask.ts'
import type { ScheduleEntry } from '../calendar/schedule-entry.ts'
import type { Pulls } from '../images/pulls.ts'
import type { Resources } from '../scheduling/resources.ts'
import type { Labels, Selector } from '../scheduling/selector.ts'
import type { Toleration } from '../scheduling/taint.ts'
import type { CalendarConfig, CalendarEntry } from './calendars.ts'
import type { DoNotDisrupt } from './do-not-disrupt.ts'
import type { ForecastRules } from './forecast-rules.ts'
import type { Hold } from './hold.ts'
import type { HubConfig } from './hub-settings.ts'
import type { NamedClass } from './named-class.ts'
import type { NotifyTarget } from './notify-target.ts'
import type { Placement } from './placement.ts'
import type { UtilizationSettings } from './utilization-settings.ts'

/** How room is judged: by the free ratio of a node's CPU, memory, or both; or by the seats that fit on kept nodes. */
export const STRATEGIES = ['cpu', 'mem', 'balanced', 'fit'] as const
export type Strategy = (typeof STRATEGIES)[number]

/** Whether room for whoever comes (bare numbers) is held beside the seats of a class, or may be the same room. */
export const SPARE_ROOM = ['beside', 'within'] as const
export type SpareRoom = (typeof SPARE_ROOM)[number]

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
  /** A gap between two events that is shorter keeps the lower of their numbers; 0: none does. */
  readonly bridgeMs: number
  readonly spareRoom: SpareRoom
  /** What placeholders bring to their nodes: `auto` is what users run; no image at all is off. */
  readonly userImages: Pulls | 'auto'
  readonly forecast: ForecastRules
}

/** A resource list pair as it goes into the placeholder's container, as written in the config. */
export interface ContainerResources {
  readonly requests?: Readonly<Record<string, string | number>>
  readonly limits?: Readonly<Record<string, string | number>>
}

export interface PoolConfig extends PoolRules {
  readonly name: string
  readonly nodeSelector: Labels
  /** What holds its room. */
  readonly hold: Hold
  /** Placeholders to keep when no event counts. */
  readonly replicas: number
  /** As written; without requests the size is derived from the pool's nodes. */
  readonly resources: ContainerResources
  /** The same requests parsed; undefined when they are to be derived. */
  readonly requests?: Resources
  readonly tolerations: readonly Toleration[]
  readonly minPlaceholders: number
  /** undefined: by what users ever filled (target/placeholder-limits.ts). */
  readonly maxPlaceholders?: number
  /** At most one placeholder a node: true for node-sized ones. */
  readonly onePerNode: boolean
  /** `onePerNode: false` stands in the config: that several share a node is meant. */
  readonly mayShareNodes: boolean
  /** undefined: the unit's default. What `auto` stands for is known only when it is decided. */
  readonly leadTimeMs?: GivenLead
  readonly trailTimeMs?: number
  /** In whatever money; undefined: nobody says. */
  readonly pricePerNodeHour?: number
  /** Requests of one user's pod; undefined: learned from the pool's users. */
  readonly seat?: Resources
  /** One of `classes`: whom its events mean that do not say; undefined: whoever comes. */
  readonly who?: string
}

/** How placeholder pods look, beside what follows from their pool. */
export interface PlaceholderConfig {
  readonly image: string
  readonly labels: Labels
  readonly annotations: Labels
  /** An image with a static `busybox`, for users' images without a shell. */
  readonly exitImage: string
  /** The user id of its containers; undefined: the cluster gives them one, as OpenShift does, and refuses any other. */
  readonly runAsUser?: number
  /** `imagePullSecrets`, beside those that users have. */
  readonly pullSecrets: readonly string[]
  readonly priorityClassName: string
  readonly placement: Placement
  /** Of that class; undefined where it is not of our making. */
  readonly priority?: number
}

export const FAILURE_POLICIES = ['Ignore', 'Fail'] as const

/** A kind of objects that templates of services may make. */
export interface AllowedKind {
  /** Empty: core. */
  readonly apiGroup: string
  /** The plural. */
  readonly resource: string
}

/** A ServiceAccount that may ask the API for hubs. */
export interface AllowedCaller {
  /** `name` in the release's namespace, or `namespace/name`. */
  readonly name: string
  /** For whose pods, beside those of its own namespace; `*`: everybody's. */
  readonly namespaces: readonly string[]
}

/** What the controller reads of `profiles`; the chart reads the rest. */
export interface ProfilesConfig {
  readonly enabled: boolean
  /** Beside the release's own. */
  readonly namespaces: readonly string[]
  /** As written, in the format of profiles. */
  readonly static: Readonly<Record<string, unknown>>
  /** What profiles out of ConfigMaps may reach: names, or patterns in which `*` stands for anything. */
  readonly allowedSecrets: readonly string[]
  readonly allowedClaims: readonly string[]
  /** Images that they may give: repositories, with a tag or a digest, or patterns. */
  readonly allowedImages: readonly string[]
  /** Variables that they may not set, likewise. */
  readonly reservedEnv: readonly string[]
  readonly mountPath: string
  /** Whose nodes autoscalers leave alone. */
  readonly doNotDisrupt: DoNotDisrupt
  /** Pods of users prefer nodes where users are. */
  readonly sitTogether: boolean
  /** The scheduler of users' pods that name none; empty: Kubernetes' own. */
  readonly schedulerName: string
  readonly webhook: {
    readonly enabled: boolean
    /** How long the API server waits for an answer. */
    readonly timeoutMs: number
    /** Whether cert-manager makes the certificate, or we do. */
    readonly certManager: boolean
    /** Of the certificate that we make. */
    readonly certificateLifetimeMs: number
  }
  readonly services: { readonly allowedKinds: readonly AllowedKind[] }
  readonly api: { readonly enabled: boolean; readonly serviceAccounts: readonly AllowedCaller[] }
  readonly images: readonly { readonly image: string; readonly title: string }[]
}

export interface Config {
  /** In the order of the config. */
  readonly pools: ReadonlyMap<string, PoolConfig>
  readonly defaultPool?: string
  readonly calendar: CalendarConfig
  readonly calendars: readonly CalendarEntry[]
  /** By name; of two that a pod fits the first counts. */
  readonly classes: ReadonlyMap<string, NamedClass>
  /** Events that stand in the config itself. */
  readonly schedule: readonly ScheduleEntry[]
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
  /** `auto`: by how long nodes take. */
  readonly pendingPatienceMs: number | 'auto'
  readonly profiles: ProfilesConfig
  readonly utilization: UtilizationSettings
  /** Whether the status page is for whoever reaches the port, not for `kubectl port-forward` alone. */
  readonly statusPageInCluster: boolean
  /** Whom the program tells; empty: nobody. */
  readonly notify: readonly NotifyTarget[]
  /** undefined: nobody says anything of a hub. */
  readonly hub?: HubConfig
  readonly dryRun: boolean
  readonly logLevel: string
}
