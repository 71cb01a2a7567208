import {
  asyncScheduler,
  BehaviorSubject,
  combineLatest,
  defer,
  EMPTY,
  from,
  ignoreElements,
  type Observable,
  type SchedulerLike,
  switchMap,
  tap,
} from 'rxjs'
import { NO_ROTATION, planRotation, type RotationInput, type RotationStep } from '../../src/domain/certificates/plan.ts'
import { exhaustLatest } from '../operators/exhaust-latest.ts'
import { sleepUntil } from '../operators/sleep-until.ts'

/** What stands in the cluster, read; `seen` is what the performer of a step needs of it. */
export type RotationView<S> = Omit<RotationInput, 'memory' | 'nowMs'> & { readonly seen: S }

export interface RotationDeps<S> {
  readonly perform: (step: RotationStep, view: RotationView<S>) => Promise<void>
  /** Told of each step that was made. */
  readonly onStep: (step: RotationStep) => void
  readonly onFailed: (step: RotationStep, error: unknown) => void
}

/** After a step that failed, or that the watch does not show. */
const RETRY_MS = 10_000

/** Keeps the certificate as `planRotation` says, while we lead. Emits nothing. */
export const keepCertificate = <S>(
  view$: Observable<RotationView<S>>,
  leading$: Observable<boolean>,
  { perform, onStep, onFailed }: RotationDeps<S>,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<never> =>
  defer(() => {
    let memory = NO_ROTATION
    const wakeAt$ = new BehaviorSubject(0)
    const turn = async (view: RotationView<S>): Promise<number> => {
      const plan = planRotation({ ...view, memory, nowMs: scheduler.now() })
      memory = plan.memory
      if (!plan.step) return plan.wakeAtMs
      const { step } = plan
      await perform(step, view).then(
        () => onStep(step),
        (error: unknown) => onFailed(step, error),
      )
      return scheduler.now() + RETRY_MS
    }
    const wakes$ = wakeAt$.pipe(switchMap((at) => sleepUntil(at, scheduler)))
    return combineLatest([view$, leading$, wakes$]).pipe(
      exhaustLatest(([view, leading]) => (leading ? from(turn(view)) : EMPTY)),
      tap((wakeAtMs) => wakeAt$.next(wakeAtMs)),
      ignoreElements(),
    )
  })
