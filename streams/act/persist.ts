import {
  asyncScheduler,
  connect,
  defer,
  distinctUntilChanged,
  EMPTY,
  endWith,
  filter,
  from,
  map,
  merge,
  type ObservableInput,
  type OperatorFunction,
  retry,
  type SchedulerLike,
  takeUntil,
  tap,
  throttleTime,
  timer,
} from 'rxjs'
import type { Step } from '../../src/domain/act/step.ts'
import { type KeptMemory, keptMemory } from '../../src/domain/decide/memory-kept.ts'
import { givesBackSame } from '../../src/domain/lent/memory.ts'
import { exhaustLatest } from '../operators/exhaust-latest.ts'

/** At most one write in so long: what is lost in between, the API's own times make good. */
export const PERSIST_EVERY_MS = 10_000

/**
 * Keeps the leader's memory in the state ConfigMap: on change only, so an unchanged world writes nothing; what is to be given back at
 * once, since nothing is written to what is lent before. What could not
 * be saved is tried again, as long as it leads: in a quiet cluster the next change may be hours away. Each try is of the newest,
 * so that a memory which is refused for what it is keeps no other waiting.
 */
export const persist = (
  save: (kept: KeptMemory) => ObservableInput<unknown>,
  scheduler: SchedulerLike = asyncScheduler,
): OperatorFunction<Step, never> =>
  connect((steps$) =>
    defer(() => {
      let newest: KeptMemory | undefined
      let savedText: string | undefined
      const saveNewest = () => {
        const kept = newest
        if (!kept || kept.text === savedText) return EMPTY
        return from(save(kept)).pipe(
          tap({
            complete: () => {
              savedText = kept.text
            },
          }),
        )
      }
      const memories$ = steps$.pipe(
        filter((step) => step.leading && step.observed.owner !== undefined),
        map((step) => step.decision.memory),
      )
      return merge(
        // First the throttle: to write a big memory out as JSON at every decision costs more than the decision.
        memories$.pipe(throttleTime(PERSIST_EVERY_MS, scheduler, { leading: true, trailing: true })),
        memories$.pipe(distinctUntilChanged((a, b) => givesBackSame(a.lent, b.lent))),
      ).pipe(
        map((memory) => keptMemory(memory)),
        distinctUntilChanged((a, b) => a.text === b.text),
        tap((kept) => {
          newest = kept
        }),
        exhaustLatest(() =>
          defer(saveNewest).pipe(
            retry({ delay: (_, tries) => timer(tries > 1 ? PERSIST_EVERY_MS : CONFLICT_MS, scheduler) }),
            takeUntil(
              steps$.pipe(
                filter(({ leading }) => !leading),
                endWith(undefined),
              ),
            ),
          ),
        ),
        filter((_: unknown): _ is never => false),
      )
    }),
  )

/** Mostly another writer was faster, and the watch shows in a moment what it wrote. */
const CONFLICT_MS = 1000
