import { asyncScheduler, finalize, type Observable, type SchedulerLike, Subject, Subscription } from 'rxjs'
import { MINUTE_MS, SECOND_MS } from '../../src/domain/duration.ts'
import type { RuntimeEvent } from '../../src/domain/runtime-event.ts'
import type { FailureKind } from './failure.ts'
import type { WatchFailure } from './watch.ts'

export interface WatchHealth {
  readonly events$: Observable<RuntimeEvent>
  readonly onHealth: (resource: string, failure: WatchFailure | undefined) => void
}

/** What fails for so long is an outage: single lost connections are everyday life. */
export const LOST_AFTER_MS = 5 * SECOND_MS
/** And it is over when nothing has failed for so long: a network that flaps is one outage, not a hundred. */
export const WELL_AFTER_MS = 10 * SECOND_MS
/** As long as it lasts it is said again. */
export const AGAIN_AFTER_MS = 5 * MINUTE_MS

/** Only a person can change these; each is of one resource. */
const REFUSALS: ReadonlySet<FailureKind> = new Set(['forbidden', 'unauthorized', 'missing', 'rejected'])

/**
 * Tells of each watch that begins to fail, and of the writes of the Lease, once for each cause; and of the API server as
 * a whole that it is lost and found again: an outage is two lines, not hundreds.
 */
export function watchHealth(scheduler: SchedulerLike = asyncScheduler): WatchHealth {
  const events$ = new Subject<RuntimeEvent>()
  const failing = new Map<string, WatchFailure>()
  let timer = Subscription.EMPTY
  /** Whoever was told has gone: an outage that is told later would keep the process alive. */
  let isOver = false
  /** Since when the server is lost, as far as that was told. */
  let lostMs: number | undefined
  let becauseOf: string | undefined

  const after = (ms: number, then: () => void) => {
    timer.unsubscribe()
    if (!isOver) timer = scheduler.schedule(then, ms)
  }
  const isOut = () => [...failing.values()].some(({ kind }) => !REFUSALS.has(kind))
  const lost = (sinceMs: number) => {
    lostMs = sinceMs
    const resources = [...failing.keys()]
    events$.next({ type: 'cluster lost', because: becauseOf ?? '', resources, forMs: scheduler.now() - sinceMs })
    after(AGAIN_AFTER_MS, () => lost(sinceMs))
  }
  const found = () => {
    const forMs = scheduler.now() - (lostMs ?? scheduler.now()) - WELL_AFTER_MS
    lostMs = undefined
    events$.next({ type: 'cluster found', forMs: Math.max(0, forMs) })
  }
  /** The outage begins, or begins to be over; what only flaps in between changes nothing. */
  const judge = (wasOut: boolean) => {
    if (isOut() === wasOut) return
    const nowMs = scheduler.now()
    if (isOut()) after(lostMs === undefined ? LOST_AFTER_MS : AGAIN_AFTER_MS, () => lost(lostMs ?? nowMs))
    else if (lostMs === undefined) timer.unsubscribe()
    else after(WELL_AFTER_MS, found)
  }

  const end = () => {
    isOver = true
    timer.unsubscribe()
  }
  return {
    events$: events$.pipe(finalize(end)),
    onHealth: (resource, failure) => {
      const wasOut = isOut()
      const before = failing.get(resource)
      if (failure) {
        failing.set(resource, failure)
        becauseOf = failure.because
        const { kind, because, retryInMs } = failure
        if (before?.kind !== kind) events$.next({ type: 'watch failed', resource, kind, because, retryInMs })
      } else if (failing.delete(resource)) events$.next({ type: 'watch recovered', resource })
      judge(wasOut)
    },
  }
}
