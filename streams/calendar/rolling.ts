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
import type { Failed } from './fetched.ts'
import { type Stretch, stretchAround } from './horizon.ts'
import type { ReadStretch } from './reader.ts'

/** Each day anew; also when the clock was set back. */
const FRESH_MS = 86_400_000
/** Looks at the clock so often: it may be set, and the machine may sleep. */
const LOOK_MS = 60_000

/** A reading, and when it was made. */
export interface Made {
  readonly reading: CalendarReading
  readonly madeMs: number
}

/** What is read as time goes on. When it fails, what was read before goes on. */
export type Rolled =
  | { readonly at: 'reading'; readonly reading: CalendarReading }
  | (Failed & { readonly last?: CalendarReading })

export interface RollingOptions {
  /** What to read, instead of what lies around the present. */
  readonly stretch?: Stretch | undefined
  /** What was read already. */
  readonly first?: Made
}

/**
 * Readings of one calendar, from two days ago to two weeks ahead, anew each day. One that is still fresh, from an
 * earlier subscription, comes again without work. One that fails is told, and tried again in a minute.
 */
export function rolling(
  read: ReadStretch,
  { stretch, first }: RollingOptions = {},
  scheduler: SchedulerLike = asyncScheduler,
): Observable<Rolled> {
  let last = first
  const fresh = () => last !== undefined && Math.abs(scheduler.now() - last.madeMs) < FRESH_MS
  const reading$ = defer((): Observable<Rolled> => {
    if (last && (stretch !== undefined || fresh())) return of({ at: 'reading', reading: last.reading })
    const madeMs = scheduler.now()
    return read(stretch ?? stretchAround(madeMs)).pipe(
      map((outcome) => {
        if (outcome.at === 'reading') last = { reading: outcome.reading, madeMs }
        return outcome.at === 'failed' && last ? { ...outcome, last: last.reading } : outcome
      }),
    )
  })
  const stale$ = timer(LOOK_MS, LOOK_MS, scheduler).pipe(
    filter(() => !fresh()),
    take(1),
  )
  return stretch === undefined ? reading$.pipe(repeat({ delay: () => stale$ })) : concat(reading$, NEVER)
}
