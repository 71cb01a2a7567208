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
import type { Memory } from '../../src/domain/decide/memory.ts'
import { type KeptMemory, keptMemory } from '../../src/domain/decide/memory-kept.ts'
import { givesBackSame } from '../../src/domain/lent/memory.ts'
import { exhaustLatest } from '../operators/exhaust-latest.ts'

/** At most one write in so long: what is lost in between, the API's own times make good. */
export const PERSIST_EVERY_MS = 10_000

/** Keeps a memory; an error: it is to be tried again. */
export type Save = (memory: Memory) => ObservableInput<unknown>

/** Saves a memory as it is stored, unless that is the very text which was saved last. */
export function savedIfChanged(save: (kept: KeptMemory) => ObservableInput<unknown>): Save {
  let savedText: string | undefined
  return (memory) =>
    defer(() => {
      const kept = keptMemory(memory)
      if (kept.text === savedText) return EMPTY
      return from(save(kept)).pipe(
        tap({
          complete: () => {
            savedText = kept.text
          },
        }),
      )
    })
}

/**
 * Keeps the leader's memory in the state ConfigMap: on change only, so an unchanged world writes nothing; what is to be given
 * back at once, since nothing is written to what is lent before. What could not be saved is tried again, as long as it leads: in a
 * quiet cluster the next change may be hours away. Each try is of the newest, so that a memory which is refused for what it is keeps
 * no other waiting.
 */
export const persist = (save: Save, scheduler: SchedulerLike = asyncScheduler): OperatorFunction<Step, never> =>
  connect((steps$) =>
    defer(() => {
      let newest: Memory | undefined
      const memories$ = steps$.pipe(
        filter((step) => step.leading && step.observed.owner !== undefined),
        map((step) => step.decision.memory),
      )
      return merge(
        // First the throttle: to write a big memory out as JSON at every decision costs more than the decision.
        memories$.pipe(throttleTime(PERSIST_EVERY_MS, scheduler, { leading: true, trailing: true })),
        memories$.pipe(distinctUntilChanged((a, b) => givesBackSame(a.lent, b.lent))),
      ).pipe(
        distinctUntilChanged(),
        tap((memory) => {
          newest = memory
        }),
        exhaustLatest(() =>
          defer(() => (newest ? save(newest) : EMPTY)).pipe(
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
