import {
  asyncScheduler,
  combineLatest,
  connect,
  distinctUntilChanged,
  filter,
  map,
  merge,
  type Observable,
  of,
  ReplaySubject,
  type SchedulerLike,
  share,
  switchMap,
  takeUntil,
  timer,
} from 'rxjs'
import type { StoredReadings } from '../../src/domain/calendar/calendar-store.ts'
import { type CalendarPart, calendarMerger, NO_READING } from '../../src/domain/calendar/merge-calendars.ts'
import type { CalendarState } from '../../src/domain/calendar/occurrence.ts'
import { scheduleCalendar } from '../../src/domain/calendar/occurrences/schedule.ts'
import type { ScheduleEntry } from '../../src/domain/calendar/schedule-entry.ts'
import { given } from '../../src/domain/given.ts'
import { type CalendarDeps, type CalendarSource, calendar$ } from '../calendar/calendar.ts'
import type { Stretch } from '../calendar/horizon.ts'
import { readHere } from '../calendar/reader.ts'
import { rolling } from '../calendar/rolling.ts'

/** One of the calendars that a config names, or its schedule. Plain data: equal ones are the same. */
export type NamedSource = { readonly name: string } & (
  | {
      readonly at: 'calendar'
      /** Names it in what is kept of it; no secret. */
      readonly id: string
      readonly source: CalendarSource
      readonly pools?: readonly string[]
      readonly who?: string
    }
  | {
      readonly at: 'schedule'
      readonly entries: readonly ScheduleEntry[]
      readonly timezone?: string
      readonly stretch?: Stretch
    }
)

/** One of several calendars as it is now. */
export interface Part extends CalendarPart {
  readonly id?: string
  /** Its reading is what was kept from before a restart. */
  readonly isStored: boolean
}

export interface CalendarsDeps extends CalendarDeps {
  /** What was kept of each calendar, by id; undefined while it is not known. */
  readonly stored$?: Observable<StoredReadings | undefined>
}

/** Calendars get so long at start; then decisions begin without those that have not answered. */
const PATIENCE_MS = 10_000
/** A calendar that the next config names too is not let go in between. */
const HANDOVER_MS = 1000

/**
 * All calendars of a config, each read by itself with a state of its own. When the config changes, those that it goes on
 * naming go on as they are.
 */
export function calendars$(
  sources$: Observable<readonly NamedSource[]>,
  deps: CalendarsDeps = {},
  scheduler: SchedulerLike = asyncScheduler,
): Observable<readonly Part[]> {
  const open = new Map<string, Observable<Part>>()
  const opened = (source: NamedSource): Observable<Part> => {
    const key = JSON.stringify(source)
    const part$ =
      open.get(key) ??
      partOf(source, deps, scheduler).pipe(
        share({ connector: () => new ReplaySubject(1), resetOnRefCountZero: () => timer(HANDOVER_MS, scheduler) }),
      )
    open.set(key, part$)
    return part$
  }
  return sources$.pipe(
    distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
    switchMap((sources) => {
      const parts = sources.map(opened)
      const wanted = new Set(sources.map((source) => JSON.stringify(source)))
      for (const key of open.keys()) if (!wanted.has(key)) open.delete(key)
      return parts.length === 0 ? of([]) : combineLatest(parts)
    }),
  )
}

/** Several calendars as the one that decisions read. */
export const mergeCalendars = (parts$: Observable<readonly Part[]>): Observable<CalendarState> => {
  const merger = calendarMerger()
  return parts$.pipe(
    map(merger),
    distinctUntilChanged((a, b) => a.reading === b.reading && JSON.stringify(a.health) === JSON.stringify(b.health)),
  )
}

function partOf(source: NamedSource, deps: CalendarsDeps, scheduler: SchedulerLike): Observable<Part> {
  const { name } = source
  if (source.at === 'schedule') {
    const { calendar } = scheduleCalendar(source.entries, source.timezone)
    return rolling(readHere(calendar, scheduler), { stretch: source.stretch }, scheduler).pipe(
      filter((read) => read.at === 'reading'),
      map(({ reading }) => ({ name, isStored: false, state: { health: { at: 'none' }, reading } })),
    )
  }
  const { id, pools, who } = source
  const state$ = calendar$({ ...source.source, name }, deps, scheduler).pipe(patient(name, scheduler))
  return combineLatest([state$, deps.stored$ ?? of(NOTHING_STORED)]).pipe(
    map(([state, stored]) => ({ name, id, ...given({ pools, who }), ...withStored(state, stored, id) })),
    distinctUntilChanged((a, b) => a.state === b.state),
  )
}

const NOTHING_STORED: StoredReadings = new Map()

/** What was kept counts only while there is nothing better: the calendar fails and was never read since the start. */
function withStored(
  state: CalendarState,
  stored: StoredReadings | undefined,
  id: string,
): { readonly state: CalendarState; readonly isStored: boolean } {
  const { health } = state
  if (health.at !== 'failing' || health.lastGoodMs !== undefined) return { state, isStored: false }
  if (stored === undefined) return { state: { health: { at: 'loading' }, reading: NO_READING }, isStored: false }
  const kept = stored.get(id)
  if (!kept) return { state, isStored: false }
  return { state: { health: { ...health, lastGoodMs: kept.goodMs }, reading: kept.reading }, isStored: true }
}

/** A calendar that does not answer in time fails, until it does. */
const patient = (name: string, scheduler: SchedulerLike) => (state$: Observable<CalendarState>) =>
  state$.pipe(
    connect((shared$) => {
      const answered$ = shared$.pipe(filter(({ health }) => health.at !== 'loading'))
      const late$ = timer(PATIENCE_MS, scheduler).pipe(
        takeUntil(answered$),
        map((): CalendarState => {
          const because = `${name}: it did not answer within ${PATIENCE_MS / 1000} s`
          return { health: { at: 'failing', sinceMs: scheduler.now(), because }, reading: NO_READING }
        }),
      )
      return merge(late$, shared$)
    }),
  )
