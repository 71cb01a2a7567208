import type { Pod } from '../cluster/pod.ts'
import type { Rank } from '../cluster/sums.ts'
import { type Problem, problem } from '../problem.ts'

export interface GivingWay {
  readonly pool: string
  /** Of the pool's placeholders; undefined when nothing tells it. */
  readonly priority: number | undefined
  /** Of all users of the cluster: few, so that an ordinary one is told from them alone. */
  readonly ranks: Iterable<Rank>
  /** The pool's user pods; costs a pass over all users, so it is asked for only where some cannot take a place. */
  readonly users: () => readonly Taking[]
}

/** What of a pod says whose place it takes. */
export type Taking = Pick<Pod, 'priority' | 'neverPreempts'>

/**
 * A placeholder holds room only for who can take its place: a pod of higher priority that preempts. Others wait for a
 * new node beside warm ones. One problem for each cause, in the same words while pods come and go.
 */
export function givingWayProblems({ pool, priority, ranks, users }: GivingWay): Problem[] {
  const all = [...ranks]
  const blocked = all.some((rank) => rank.neverPreempts || !isAbove(rank, priority))
  const own = blocked || (priority ?? -1) >= NO_CLASS ? users() : []
  const low = own.filter((pod) => !isAbove(pod, priority))
  const texts = [
    ...(own.some((pod) => pod.neverPreempts) ? [NEVER] : []),
    ...(priority !== undefined && low.length > 0 ? [tooLow(low, priority)] : []),
    ...(priority !== undefined && priority >= NO_CLASS && own.length === 0 ? [tooHigh(priority)] : []),
  ]
  return texts.map((text) => problem(`nodePools.${pool}`, text))
}

/** The priority of a pod without a PriorityClass. */
const NO_CLASS = 0

/** Whether it takes the place of placeholders of this priority. */
export const mayTakePlaces = (pod: Taking, placeholders: number | undefined): boolean =>
  pod.neverPreempts === undefined && isAbove(pod, placeholders)

const isAbove = ({ priority = NO_CLASS }: Pick<Taking, 'priority'>, placeholders: number | undefined): boolean =>
  placeholders === undefined || priority > placeholders

const NEVER =
  'users of it have `preemptionPolicy: Never`: they do not take the place of placeholders, and wait for a new node beside warm ones; let the PriorityClass of user pods preempt (PreemptLowerPriority), or give them that of zero-to-jupyterhub (`scheduling.podPriority`)'

const MEND =
  'give user pods a PriorityClass above that (zero-to-jupyterhub: `scheduling.podPriority`), or placeholders one below (`priorityClass.value`, -10 unless said)'

function tooLow(low: readonly Taking[], priority: number): string {
  const lowest = low.reduce((least, pod) => Math.min(least, pod.priority ?? NO_CLASS), Number.POSITIVE_INFINITY)
  return `users of it have the priority ${lowest}, which is not above the ${priority} of placeholders: they do not take their place, and wait for a new node beside warm ones; ${MEND}`
}

const tooHigh = (priority: number) =>
  `its placeholders have the priority ${priority}: users, who have ${NO_CLASS} unless their PriorityClass says more, do not take their place, and wait for a new node beside warm ones; ${MEND}`
