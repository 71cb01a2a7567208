import {
  asyncScheduler,
  catchError,
  distinctUntilChanged,
  EMPTY,
  map,
  NEVER,
  type Observable,
  of,
  type SchedulerLike,
  scan,
  startWith,
  switchMap,
} from 'rxjs'
import type { CalendarHealth, CalendarReading, CalendarState } from '../src/domain/occurrence.ts'
import { type CalendarAddress, calendarAddress } from './calendar/address.ts'
import { changesBeside, readCalendarFile } from './calendar/file.ts'
import { rolling } from './calendar/horizon.ts'
import { type Fetch, readHttp, sharedFetch } from './calendar/http.ts'
import { failed, type Outcome, type Validators } from './calendar/outcome.ts'
import { refresh } from './calendar/refresh.ts'
import { type Attempt, understand } from './calendar/understand.ts'
import { settle } from './settle.ts'

export interface CalendarSource {
  /** `https://`, `http://`, `webcal://`, `file://` or a path. A secret: no text that leaves here holds it. */
  readonly url: string
  /** For floating times and all-day events, before the calendar's own X-WR-TIMEZONE. */
  readonly timezone?: string
  readonly refreshMs?: number
  /** Sent to the calendar's own host only. */
  readonly headers?: Readonly<Record<string, string>>
  /** Reads the calendar for this instant instead of the present. */
  readonly atMs?: number
}

export interface CalendarDeps {
  readonly fetch?: Fetch
  readonly readFile?: (path: string, known: Validators) => Observable<Outcome>
  readonly watchFile?: (path: string) => Observable<unknown>
  readonly random?: () => number
}

const REFRESH_MS = 60_000
const BURST = { idleMs: 50, maxMs: 500 }
const NO_READING: CalendarReading = { fromMs: 0, toMs: 0, occurrences: [], problems: [] }

/**
 * A calendar, read again and again: `loading` first, then what it says and how it is doing, only when one of them
 * changes. A try that fails changes no occurrence: the last good copy goes on, its horizon too. Never errors or
 * completes; unsubscribing ends what is under way.
 */
export function calendar$(
  source: CalendarSource,
  deps: CalendarDeps = {},
  scheduler: SchedulerLike = asyncScheduler,
): Observable<CalendarState> {
  const address = calendarAddress(source.url, source.headers)
  const attempt$ = understand(
    (known) => readFrom(address, known, deps, scheduler),
    { name: address.name, ...(source.timezone !== undefined && { timezone: source.timezone }) },
    scheduler,
  )
  const changed$ =
    address.at === 'file' ? (deps.watchFile ?? changesBeside)(address.path).pipe(settle(BURST, scheduler)) : NEVER
  const options = { refreshMs: source.refreshMs ?? REFRESH_MS, random: deps.random ?? Math.random }
  return refresh(() => attempt$, { ...options, changed$: changed$.pipe(catchError(() => EMPTY)) }, scheduler).pipe(
    scan(
      (known, attempt) => after(known, attempt, scheduler.now(), (one) => rolling(one, source.atMs, scheduler)),
      START,
    ),
    distinctUntilChanged(),
    switchMap(({ health, reading$ }) => reading$.pipe(map((reading) => ({ health, reading })))),
    startWith({ health: START.health, reading: NO_READING }),
  )
}

function readFrom(
  address: CalendarAddress,
  known: Validators,
  deps: CalendarDeps,
  scheduler: SchedulerLike,
): Observable<Outcome> {
  if (address.at === 'wrong') return of(failed(address.because))
  if (address.at === 'file') return (deps.readFile ?? readCalendarFile)(address.path, known)
  return readHttp(address, known, deps.fetch ?? sharedFetch, scheduler)
}

/** What we know between two tries. */
interface Known {
  readonly health: CalendarHealth
  readonly reading$: Observable<CalendarReading>
}

const START: Known = { health: { at: 'loading' }, reading$: of(NO_READING) }

/** The same `Known` again when a try changed nothing. */
function after(
  known: Known,
  attempt: Attempt,
  nowMs: number,
  read: (calendar: (Attempt & { readonly at: 'calendar' })['calendar']) => Observable<CalendarReading>,
): Known {
  const { health } = known
  if (attempt.at === 'calendar') return { health: { at: 'good', readMs: nowMs }, reading$: read(attempt.calendar) }
  if (attempt.at === 'unchanged')
    return health.at === 'failing' ? { ...known, health: { at: 'good', readMs: nowMs } } : known
  const { because } = attempt
  if (health.at === 'failing') return health.because === because ? known : { ...known, health: { ...health, because } }
  const lastGoodMs = health.at === 'good' ? { lastGoodMs: health.readMs } : {}
  return { ...known, health: { at: 'failing', sinceMs: nowMs, ...lastGoodMs, because } }
}
