import {
  asyncScheduler,
  catchError,
  concat,
  defer,
  EMPTY,
  from,
  ignoreElements,
  type Observable,
  type ObservableInput,
  type SchedulerLike,
  Subject,
  tap,
  timer,
} from 'rxjs'
import { MINUTE_MS, SECOND_MS } from '../../src/domain/duration.ts'
import type { Message } from '../../src/domain/notify/message.ts'
import { NotDelivered } from '../../src/domain/notify/not-delivered.ts'
import { EMPTY_QUEUE, nextOf, type Queue, queued, sent } from '../../src/domain/notify/queue.ts'
import type { RuntimeEvent } from '../../src/domain/runtime-event.ts'
import type { NotifyTarget } from '../../src/domain/settings/notify-target.ts'
import { type BackoffOptions, backoffMs } from '../operators/backoff.ts'
import { exhaustLatest } from '../operators/exhaust-latest.ts'

export interface LaneDeps {
  /** One try; what goes wrong is an error. */
  readonly send: (target: NotifyTarget, message: Message) => ObservableInput<unknown>
  readonly tell: (event: RuntimeEvent) => void
  /** Uniform in [0, 1). */
  readonly random?: () => number
}

export interface Lane {
  push(messages: readonly Message[]): void
  /** Sends while it is subscribed to. Never errors. */
  readonly work$: Observable<never>
}

const AGAIN: BackoffOptions = { firstMs: 2 * SECOND_MS, capMs: 5 * MINUTE_MS, healthyMs: 0 }

/**
 * One target: one message in flight, the others in their order. One that is not taken is tried again with backoff, until it is
 * no news any more; a failure is told once, and that it is over.
 */
export function lane(
  target: NotifyTarget,
  { send, tell, random = Math.random }: LaneDeps,
  scheduler: SchedulerLike = asyncScheduler,
): Lane {
  const { name, perHour } = target
  const pushed$ = new Subject<void>()
  let queue: Queue = EMPTY_QUEUE
  let failures = 0

  const take = (): Message | undefined => {
    const wasHeldBack = queue.isHeldBack
    const next = nextOf(queue, perHour, scheduler.now())
    queue = next.queue
    for (const { notice } of next.late) tell({ type: 'notification given up', target: name, headline: notice.headline })
    if (queue.isHeldBack && !wasHeldBack) tell({ type: 'notifications held back', target: name, perHour })
    return next.message
  }
  const wasSent = ({ notice: { kind, state, headline } }: Message) => {
    queue = sent(queue, scheduler.now())
    if (failures > 0) tell({ type: 'notification works again', target: name })
    failures = 0
    tell({ type: 'notified', target: name, kind, state, headline })
  }
  const failed = (error: unknown): Observable<unknown> => {
    if (failures === 0) tell({ type: 'notification failed', target: name, because: sayError(error) })
    failures += 1
    const asked = error instanceof NotDelivered ? (error.retryAfterMs ?? 0) : 0
    return timer(
      Math.max(
        asked,
        backoffMs(failures, () => 0.5 + random() / 2, AGAIN),
      ),
      scheduler,
    )
  }
  const drain = (): Observable<never> =>
    defer(() => {
      const message = take()
      if (!message) return EMPTY
      const tried$ = defer(() => from(send(target, message))).pipe(
        ignoreElements(),
        tap({ complete: () => wasSent(message) }),
        catchError(failed),
        ignoreElements(),
      )
      return concat(tried$, drain())
    })
  return {
    push: (messages) => {
      queue = queued(queue, messages)
      pushed$.next()
    },
    work$: defer(() => concat([undefined], pushed$)).pipe(exhaustLatest(drain)),
  }
}

/** What is no NotDelivered is a fault of ours, and its text may hold anything. */
const sayError = (error: unknown): string =>
  error instanceof NotDelivered ? error.message : 'a fault of this program; please report it'
