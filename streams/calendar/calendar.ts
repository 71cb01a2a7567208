import { readFile } from 'node:fs/promises'
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
  tap,
} from 'rxjs'
import { NO_READING } from '../../src/domain/calendar/merge-calendars.ts'
import type { CalendarHealth, CalendarState } from '../../src/domain/calendar/occurrence.ts'
import { changesBeside } from '../operators/changes-beside.ts'
import { settle } from '../operators/settle.ts'
import { type CalendarAddress, calendarAddress } from './address.ts'
import { type Failed, type Fetched, failed, type Validators } from './fetched.ts'
import { readCalendarFile } from './file.ts'
import type { Stretch } from './horizon.ts'
import { type Fetch, readHttp } from './http.ts'
import { type AuthFiles, locate, type ReadText, type Where } from './locate.ts'
import { fetchWithin } from './reach.ts'
import type { OpenCalendar } from './reader.ts'
import { refresh } from './refresh.ts'
import { type Rolled, rolling } from './rolling.ts'
import { type Attempt, understand } from './understand.ts'

export interface CalendarSource {
  /** `https://`, `http://`, `webcal://`, `file://` or a path. A secret: no text that leaves here holds it. */
  readonly where: Where
  /** Sent to the calendar's own host only. */
  readonly auth?: AuthFiles
  /** Patterns of the hosts that may be on a private network; `*` is all. None unless said. */
  readonly privateHosts?: readonly string[]
  /** How sentences call it: `calendar` unless said, always with its host or file. */
  readonly name?: string
  /** For floating times and all-day events, before the calendar's own X-WR-TIMEZONE. */
  readonly timezone?: string
  readonly refreshMs?: number
  /** Reads the calendar for this stretch of time, instead of what lies around the present. */
  readonly stretch?: Stretch
}

export interface CalendarDeps {
  readonly fetch?: Fetch
  readonly readFile?: (path: string, known: Validators) => Observable<Fetched>
  readonly watchFile?: (path: string) => Observable<unknown>
  readonly readText?: ReadText
  /** Where texts are read: here, unless said. */
  readonly open?: OpenCalendar
  readonly random?: () => number
  /** Told each time that it answers, news or not, by its name. */
  readonly onAnswer?: (name: string, nowMs: number) => void
}

const REFRESH_MS = 60_000
const BURST = { idleMs: 50, maxMs: 500 }

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
  const { where, name = 'calendar', timezone, stretch, privateHosts = [] } = source
  const fetch = deps.fetch ?? fetchWithin(privateHosts)
  let spoken = name
  const read = (known: Validators) =>
    locate(source, deps.readText ?? readSecret).pipe(
      tap((address) => {
        spoken = address.name
      }),
      switchMap((address) => readFrom(address, known, { ...deps, fetch }, scheduler)),
    )
  const named = <T>(outcome: T | Failed): T | Failed =>
    isFailed(outcome) ? { ...outcome, because: `${spoken}: ${outcome.because}` } : outcome
  const understanding = {
    ...(timezone !== undefined && { timezone }),
    ...(stretch && { stretch }),
    ...(deps.open && { open: deps.open }),
  }
  const attempt$ = understand(read, understanding, scheduler).pipe(
    map(named),
    tap(({ at }) => {
      if (at !== 'failed') deps.onAnswer?.(name, scheduler.now())
    }),
  )
  const file = 'url' in where ? calendarAddress(where.url) : undefined
  const changed$ =
    file?.at === 'file' ? (deps.watchFile ?? changesBeside)(file.path).pipe(settle(BURST, scheduler)) : NEVER
  const options = { refreshMs: source.refreshMs ?? REFRESH_MS, random: deps.random ?? Math.random }
  return refresh(() => attempt$, { ...options, changed$: changed$.pipe(catchError(() => EMPTY)) }, scheduler).pipe(
    scan(
      (known, attempt) =>
        after(known, attempt, scheduler.now(), ({ read, first }) =>
          rolling(read, { stretch, first }, scheduler).pipe(map(named)),
        ),
      START,
    ),
    distinctUntilChanged((a, b) => a.health === b.health && a.read$ === b.read$),
    switchMap(({ health, read$ }) => statesOf(health, read$, scheduler)),
    startWith({ health: START.health, reading: NO_READING }),
  )
}

const isFailed = (outcome: unknown): outcome is Failed =>
  typeof outcome === 'object' && outcome !== null && 'at' in outcome && outcome.at === 'failed'

/** A calendar that can be fetched, but not be read for the days to come, fails; what was read last goes on. */
const statesOf = (
  health: CalendarHealth,
  read$: Observable<Rolled>,
  scheduler: SchedulerLike,
): Observable<CalendarState> =>
  read$.pipe(
    scan(
      (state: CalendarState, outcome): CalendarState =>
        outcome.at === 'reading'
          ? { health, reading: outcome.reading }
          : {
              health: failing(state.health, outcome.because, scheduler.now()),
              reading: outcome.last ?? state.reading,
            },
      { health, reading: NO_READING },
    ),
  )

function readFrom(
  address: CalendarAddress,
  known: Validators,
  deps: CalendarDeps & { readonly fetch: Fetch },
  scheduler: SchedulerLike,
): Observable<Fetched> {
  if (address.at === 'wrong') return of(failed(address.because))
  if (address.at === 'file') return (deps.readFile ?? readCalendarFile)(address.path, known)
  return readHttp(address, known, deps.fetch, scheduler)
}

/** A Secret mounted as files holds its values as they are. */
const readSecret: ReadText = (path) => readFile(path, 'utf8')

/** What we know between two tries. */
interface Known {
  readonly health: CalendarHealth
  readonly read$: Observable<Rolled>
  /** When a try last succeeded, whether or not it brought news. */
  readonly checkedMs?: number
}

const START: Known = { health: { at: 'loading' }, read$: of({ at: 'reading', reading: NO_READING }) }

/** Its health and readings stay the same objects when a try changed nothing. */
function after(
  known: Known,
  attempt: Attempt,
  nowMs: number,
  read: (calendar: Attempt & { readonly at: 'calendar' }) => Observable<Rolled>,
): Known {
  const { health } = known
  if (attempt.at === 'calendar')
    return { health: { at: 'good', readMs: nowMs }, read$: read(attempt), checkedMs: nowMs }
  if (attempt.at === 'unchanged')
    return { ...known, checkedMs: nowMs, ...(health.at === 'failing' && { health: { at: 'good', readMs: nowMs } }) }
  return { ...known, health: failing(health, attempt.because, nowMs, known.checkedMs) }
}

/** The same object when it fails as before. @param lastGoodMs when it was last known to be right */
function failing(
  health: CalendarHealth,
  because: string,
  nowMs: number,
  lastGoodMs = health.at === 'good' ? health.readMs : undefined,
): CalendarHealth {
  if (health.at === 'failing') return health.because === because ? health : { ...health, because }
  return { at: 'failing', sinceMs: nowMs, ...(lastGoodMs !== undefined && { lastGoodMs }), because }
}
