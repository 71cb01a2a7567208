import {
  asyncScheduler,
  defer,
  distinctUntilChanged,
  EMPTY,
  filter,
  map,
  type ObservableInput,
  type OperatorFunction,
  pipe,
  retry,
  type SchedulerLike,
  switchMap,
  tap,
  timer,
} from 'rxjs'
import type { Step } from '../../src/domain/act/step.ts'

/** Who uninstalls deletes the controller too, and not in every tool before what it owns. */
const SETTLES_MS = 2000
/** At most one try in so long: somebody may delete it again and again. */
const TRY_EVERY_MS = 10_000

/** The state ConfigMap, as an object that can be deleted. */
export interface StateObject {
  /** Rejects when it could not be made: it is tried again while it is gone. */
  readonly makeAnew: () => ObservableInput<unknown>
  /** Told that it is there, whoever made it. */
  readonly isThere: () => void
}

/**
 * Has the leader make the state ConfigMap anew when it is gone, or never was there. Until then nothing is written, since it
 * owns what we make.
 */
export const bringBack = (
  { makeAnew, isThere }: StateObject,
  scheduler: SchedulerLike = asyncScheduler,
): OperatorFunction<Step, never> => {
  let triedMs = Number.NEGATIVE_INFINITY
  const attempt = defer(() => timer(Math.max(SETTLES_MS, triedMs + TRY_EVERY_MS - scheduler.now()), scheduler)).pipe(
    tap(() => {
      triedMs = scheduler.now()
    }),
    switchMap(makeAnew),
    retry(),
  )
  return pipe(
    map(({ leading, observed }: Step) => (observed.owner ? 'there' : leading ? 'gone' : 'not ours to make')),
    distinctUntilChanged(),
    tap((it) => {
      if (it === 'there') isThere()
    }),
    switchMap((it) => (it === 'gone' ? attempt : EMPTY)),
    filter((_: unknown): _ is never => false),
  )
}
