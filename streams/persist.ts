import {
  asyncScheduler,
  catchError,
  distinctUntilChanged,
  EMPTY,
  filter,
  from,
  map,
  type ObservableInput,
  type OperatorFunction,
  pipe,
  type SchedulerLike,
  throttleTime,
} from 'rxjs'
import { memoryToJson } from '../src/domain/memory-json.ts'
import { exhaustLatest } from './exhaust-latest.ts'
import type { Step } from './pipeline.ts'

/** At most one write in so long: what is lost in between, the API's own times make good. */
export const PERSIST_EVERY_MS = 10_000

/**
 * Keeps the leader's memory in the state ConfigMap: on change only, so an unchanged world writes nothing.
 * @param save fails when it could not; the next change is saved anyway
 */
export const persist = (
  save: (memory: string) => ObservableInput<unknown>,
  scheduler: SchedulerLike = asyncScheduler,
): OperatorFunction<Step, never> =>
  pipe(
    filter((step: Step) => step.leading && step.observed.owner !== undefined),
    map((step) => step.decision.memory),
    // First the throttle: to write a big memory out as JSON at every decision costs more than the decision.
    throttleTime(PERSIST_EVERY_MS, scheduler, { leading: true, trailing: true }),
    map(memoryToJson),
    distinctUntilChanged(),
    exhaustLatest((memory) => from(save(memory)).pipe(catchError(() => EMPTY))),
    filter((_: unknown): _ is never => false),
  )
