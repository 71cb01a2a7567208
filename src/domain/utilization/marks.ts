import { isCordoned, type Node } from '../cluster/node.ts'
import type { Owner } from '../decide/observed.ts'
import { parseInstant, sayInstant } from '../instant.ts'
import type { Labels } from '../scheduling/selector.ts'

/**
 * What the policy writes onto nodes, and reads from them: its memory is in the cluster, so neither a restart nor a new
 * leader forgets a cordon. A cordon without these marks is a person's, and never touched.
 */
export const CORDONED_AT = 'warmseats.io/cordoned-at'
export const CORDONED_BECAUSE = 'warmseats.io/cordoned-because'
/** The release that did, `namespace/name` of its state ConfigMap: only it gives back all its cordons when it stops. */
export const CORDONED_BY = 'warmseats.io/cordoned-by'
/** On a node whose cordon was taken back: not again before this instant. */
export const NOT_BEFORE = 'warmseats.io/not-cordoned-before'
/** The kill switch: `off` on a node, on a pool's placeholder Deployment, or for all on the release's state ConfigMap. */
export const SWITCH = 'warmseats.io/utilization'

/** A release, by its state ConfigMap. */
export type Release = Pick<Owner, 'namespace' | 'name'>

export interface OwnCordon {
  readonly atMs: number
  readonly because: string
}

/**
 * The cordon that the policy put on the node, of whatever release; undefined for a person's, and for marks without an
 * instant that can be read.
 */
export function ownCordonOf(node: Node): OwnCordon | undefined {
  const atMs = parseInstant(node.annotations?.[CORDONED_AT])
  if (!isCordoned(node) || atMs === undefined) return undefined
  return { atMs, because: node.annotations?.[CORDONED_BECAUSE] ?? '' }
}

/**
 * The cordon of the policy that this release decides on: its own, or one that belongs to no release, as those of
 * `warmseats scale`. One of another release is somebody else's: where two share a pool, they would undo each other's.
 * @param by undefined: no release, so those of any are somebody else's
 */
export const cordonFor = (node: Node, by: Release | undefined): OwnCordon | undefined =>
  isOfAnother(node, by) ? undefined : ownCordonOf(node)

const isOfAnother = ({ annotations }: Node, by: Release | undefined): boolean => {
  const said = annotations?.[CORDONED_BY]
  return said !== undefined && (by === undefined || said !== nameOfRelease(by))
}

/** Whether the cordon is this release's; false for one that `warmseats scale` put on. */
export const isCordonedBy = (node: Node, by: Release | undefined): boolean =>
  by !== undefined && ownCordonOf(node) !== undefined && node.annotations?.[CORDONED_BY] === nameOfRelease(by)

const nameOfRelease = ({ namespace, name }: Release) => `${namespace}/${name}`

/** Whether it carries our marks though it is not cordoned: a person has uncordoned it, the next cordon may be theirs. */
export const hasStaleMarks = (node: Node, by: Release | undefined): boolean =>
  !isCordoned(node) && node.annotations?.[CORDONED_AT] !== undefined && !isOfAnother(node, by)

/** What to write beside `spec.unschedulable: true`. `null` removes an annotation. */
export const cordonMarks = (atMs: number, because: string, by?: Release): Readonly<Record<string, string | null>> => ({
  [CORDONED_AT]: sayInstant(atMs),
  [CORDONED_BECAUSE]: because,
  [CORDONED_BY]: by ? nameOfRelease(by) : null,
  [NOT_BEFORE]: null,
})

/** What to write beside `spec.unschedulable: null`. */
export const uncordonMarks = (notBeforeMs?: number): Readonly<Record<string, string | null>> => ({
  [CORDONED_AT]: null,
  [CORDONED_BECAUSE]: null,
  [CORDONED_BY]: null,
  [NOT_BEFORE]: notBeforeMs === undefined ? null : sayInstant(notBeforeMs),
})

/** Until when the node is not to be cordoned again. Epoch ms. */
export const notBeforeOf = (node: Node): number | undefined => parseInstant(node.annotations?.[NOT_BEFORE])

/** Whether the annotation says `off`. Anything but `on` does: who reaches for a kill switch may mistype. */
export function isSwitchedOff(annotations: Labels | undefined): boolean {
  const text = annotations?.[SWITCH]?.trim().toLowerCase()
  return text !== undefined && text !== '' && text !== 'on'
}
