/** `broken`: Warmseats does not do its work. `warning`: it does less than it could, or will stop to. */
export type Severity = 'broken' | 'warning'

/** What a check is about, in the order in which it is told. */
export const TOPICS = [
  'cluster',
  'access',
  'controller',
  'config',
  'pools',
  'priorities',
  'images',
  'autoscaler',
  'hub',
  'calendars',
  'week',
] as const
export type Topic = (typeof TOPICS)[number]

/** Something that keeps Warmseats from its work, and what mends it. */
export interface Finding {
  /** As a person would look for it: `nodePools.user.tolerations`, `PodDisruptionBudget`. */
  readonly where: string
  readonly what: string
  readonly severity: Severity
  /** A command, or a piece of values, ready to copy; never empty. */
  readonly mend: string
}

/** A check that could not be made: nothing is said of what it looks at. */
export interface Unchecked {
  /** `whether the ServiceAccount may do what it has to` */
  readonly what: string
  readonly because: string
}

/** What came of the checks of one topic. Whatever was looked at is in one of the three. */
export interface Examined {
  readonly topic: Topic
  readonly findings: readonly Finding[]
  readonly unchecked: readonly Unchecked[]
  /** What was looked at and is well, a sentence each. */
  readonly well: readonly string[]
}

/** @param made what there is of the three; missing: none */
export const examined = (topic: Topic, made: Partial<Omit<Examined, 'topic'>>): Examined => ({
  topic,
  findings: made.findings ?? [],
  unchecked: made.unchecked ?? [],
  well: made.well ?? [],
})

export const broken = (where: string, what: string, mend: string): Finding => ({
  where,
  what,
  severity: 'broken',
  mend,
})

export const warning = (where: string, what: string, mend: string): Finding => ({
  where,
  what,
  severity: 'warning',
  mend,
})

/** Several checks of one topic as one. */
export const together = (topic: Topic, parts: readonly Examined[]): Examined => ({
  topic,
  findings: parts.flatMap(({ findings }) => findings),
  unchecked: parts.flatMap(({ unchecked }) => unchecked),
  well: parts.flatMap(({ well }) => well),
})
