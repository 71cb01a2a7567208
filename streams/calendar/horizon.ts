import {
  asyncScheduler,
  concat,
  defer,
  filter,
  map,
  NEVER,
  type Observable,
  of,
  repeat,
  type SchedulerLike,
  take,
  timer,
} from 'rxjs'
import type { CalendarReading } from '../../src/domain/calendar/occurrence.ts'
import { expandSteps } from '../../src/domain/calendar/occurrences/expand.ts'
import type { Calendar } from '../../src/domain/calendar/occurrences/parse.ts'
import { DAY_MS } from '../../src/domain/duration.ts'
import { sliced } from './sliced.ts'

/** Long events and trail times reach back; a week of falling behind must not empty it. */
const BEHIND_MS = 2 * DAY_MS
const AHEAD_MS = 14 * DAY_MS
/** Each day anew; also when the clock was set back. */
const FRESH_MS = DAY_MS
/** Looks at the clock so often: it may be set, and the machine may sleep. */
const LOOK_MS = 60_000

/** A stretch of time, half-open, in epoch ms. */
export interface Stretch {
  readonly fromMs: number
  readonly toMs: number
}

/** The stretch of time that readings cover around an instant. */
export const stretchAround = (nowMs: number): Stretch => ({ fromMs: nowMs - BEHIND_MS, toMs: nowMs + AHEAD_MS })

/**
 * Readings of one calendar, from two days ago to two weeks ahead, anew each day. One that is still fresh, from an
 * earlier subscription, comes again without work.
 * @param stretch what to read, instead of what lies around the present
 */
export function rolling(
  calendar: Calendar,
  stretch: Stretch | undefined,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<CalendarReading> {
  let last: { readonly reading: CalendarReading; readonly madeMs: number } | undefined
  const fresh = () => last !== undefined && Math.abs(scheduler.now() - last.madeMs) < FRESH_MS
  const reading$ = defer(() => {
    if (last && (stretch !== undefined || fresh())) return of(last.reading)
    const madeMs = scheduler.now()
    const { fromMs, toMs } = stretch ?? stretchAround(madeMs)
    return sliced(() => expandSteps(calendar, fromMs, toMs), scheduler).pipe(
      map((reading) => {
        last = { reading, madeMs }
        return reading
      }),
    )
  })
  const stale$ = timer(LOOK_MS, LOOK_MS, scheduler).pipe(
    filter(() => !fresh()),
    take(1),
  )
  return stretch === undefined ? reading$.pipe(repeat({ delay: () => stale$ })) : concat(reading$, NEVER)
}
