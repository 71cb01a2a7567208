import {
  asyncScheduler,
  defer,
  EMPTY,
  expand,
  map,
  type OperatorFunction,
  of,
  type SchedulerLike,
  switchMap,
} from 'rxjs'
import { sleepUntil } from './sleep-until.ts'

/** After a decision that asks for an instant that is not to come: a rule that is wrong must not cost a core. */
const SOONEST_MS = 1000

/**
 * Decides on every observation, and again on the same one when only time has passed: each decision says itself when
 * that is (`revisitAt`, epoch ms). What decisions remember is carried from one to the next.
 * @param decide gets the observation, the memory and now; pure
 */
export function revisit<
  Seen,
  Memory,
  Decided extends { readonly memory: Memory; readonly revisitAt?: number | undefined },
>(
  decide: (seen: Seen, memory: Memory | undefined, nowMs: number) => Decided,
  scheduler: SchedulerLike = asyncScheduler,
): OperatorFunction<Seen, Decided> {
  return (source) =>
    defer(() => {
      let memory: Memory | undefined
      let decidedMs = Number.NEGATIVE_INFINITY
      const wakeMs = (revisitAt: number) => (revisitAt > decidedMs ? revisitAt : decidedMs + SOONEST_MS)
      const decideNow = (seen: Seen): Decided => {
        decidedMs = scheduler.now()
        const decided = decide(seen, memory, decidedMs)
        memory = decided.memory
        return decided
      }
      return source.pipe(
        switchMap((seen) =>
          of(seen).pipe(
            map(decideNow),
            expand(({ revisitAt }) =>
              revisitAt === undefined
                ? EMPTY
                : sleepUntil(wakeMs(revisitAt), scheduler).pipe(map(() => decideNow(seen))),
            ),
          ),
        ),
      )
    })
}
