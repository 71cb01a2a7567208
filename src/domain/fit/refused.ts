import { isOfScheduler, type SchedulingEvent } from '../cluster/scheduling-event.ts'
import { SECOND_MS } from '../duration.ts'
import type { Unschedulable } from '../target/placeholders.ts'

/** Before, an autoscaler may have looked at the pod in passing, and boots a node at its next look. */
export const HEARD_AFTER_MS = 20 * SECOND_MS

/** Why no node comes, in the words of who would know. */
export interface Refusal {
  readonly by: string
  readonly message: string
  /** By who boots nodes; otherwise by the scheduler, which only knows that none is there. */
  readonly isFinal: boolean
}

export interface Refused {
  readonly refusal?: Refusal
  /** When time alone changes that. Epoch ms; infinity: never. */
  readonly revisitAt: number
}

/** What was said of pods that wait. */
export interface Heard {
  readonly events: Iterable<SchedulingEvent>
  /** That placeholders ask for; empty: Kubernetes' own. */
  readonly scheduler: string
}

/**
 * What is said of the placeholder that has found no node for the longest: the last word of who boots nodes, else that of
 * the scheduler. None while a node is on its way for it.
 */
export function refusedOf(waiting: readonly Unschedulable[], { events, scheduler }: Heard, nowMs: number): Refused {
  if (waiting.length === 0) return { revisitAt: Number.POSITIVE_INFINITY }
  const since = new Map(waiting.map(({ uid, sinceMs }) => [uid, sinceMs]))
  const rank = (event: SchedulingEvent): number => (isOfScheduler(event, scheduler) ? 0 : 1)
  const last = lastWords(events, since, rank)
  const refused = [...last.values()].filter(({ isRefusal }) => isRefusal)
  const heardMs = ({ podUid }: SchedulingEvent) => (since.get(podUid) ?? nowMs) + HEARD_AFTER_MS
  const heard = refused.filter((one) => heardMs(one) <= nowMs)
  const [worst] = heard.toSorted((a, b) => rank(b) - rank(a) || heardMs(a) - heardMs(b))
  const revisitAt = Math.min(...refused.map(heardMs).filter((at) => at > nowMs), Number.POSITIVE_INFINITY)
  if (!worst) return { revisitAt }
  return { revisitAt, refusal: { by: worst.by, message: worst.message, isFinal: !isOfScheduler(worst, scheduler) } }
}

/** Of each pod that waits, by its uid. */
function lastWords(
  events: Iterable<SchedulingEvent>,
  of: ReadonlyMap<string, unknown>,
  rank: (event: SchedulingEvent) => number,
): Map<string, SchedulingEvent> {
  const last = new Map<string, SchedulingEvent>()
  for (const event of events) {
    if (!of.has(event.podUid)) continue
    const before = last.get(event.podUid)
    if (!before || rank(event) > rank(before) || (rank(event) === rank(before) && event.atMs >= before.atMs))
      last.set(event.podUid, event)
  }
  return last
}

export const sayRefusal = ({ by, message }: Refusal): string => `${by} says "${message}"`
