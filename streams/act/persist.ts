import {
  asyncScheduler,
  catchError,
  connect,
  defer,
  distinctUntilChanged,
  EMPTY,
  filter,
  from,
  map,
  type ObservableInput,
  type OperatorFunction,
  retry,
  type SchedulerLike,
  takeUntil,
  throttleTime,
  timer,
} from 'rxjs'
import type { Step } from '../../src/domain/act/step.ts'
import { memoryToJson } from '../../src/domain/decide/memory-json.ts'
import { exhaustLatest } from '../operators/exhaust-latest.ts'

/** At most one write in so long: what is lost in between, the API's own times make good. */
export const PERSIST_EVERY_MS = 10_000

/**
 * Keeps the leader's memory in the state ConfigMap: on change only, so an unchanged world writes nothing. What could not
 * be saved is tried again, as long as it leads: in a quiet cluster the next change may be hours away.
 */
export const persist = (
  save: (memory: string) => ObservableInput<unknown>,
  scheduler: SchedulerLike = asyncScheduler,
): OperatorFunction<Step, never> =>
  connect((steps$) =>
    steps$.pipe(
      filter((step) => step.leading && step.observed.owner !== undefined),
      map((step) => step.decision.memory),
      // First the throttle: to write a big memory out as JSON at every decision costs more than the decision.
      throttleTime(PERSIST_EVERY_MS, scheduler, { leading: true, trailing: true }),
      map(memoryToJson),
      distinctUntilChanged(),
      exhaustLatest((memory) =>
        defer(() => from(save(memory))).pipe(
          retry({
            count: TRIES_AGAIN,
            delay: (_, tries) => timer(tries > 1 ? PERSIST_EVERY_MS : CONFLICT_MS, scheduler),
          }),
          takeUntil(steps$.pipe(filter(({ leading }) => !leading))),
          catchError(() => EMPTY),
        ),
      ),
      filter((_: unknown): _ is never => false),
    ),
  )

/** Mostly another writer was faster, and the watch shows in a moment what it wrote. */
const CONFLICT_MS = 1000
/** So that a memory which is refused for what it is does not keep newer ones waiting for ever. */
const TRIES_AGAIN = 3
