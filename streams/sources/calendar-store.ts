import {
  asyncScheduler,
  catchError,
  combineLatest,
  distinctUntilChanged,
  EMPTY,
  filter,
  firstValueFrom,
  from,
  ignoreElements,
  map,
  merge,
  type Observable,
  of,
  type SchedulerLike,
  scan,
  switchMap,
  takeUntil,
  throttleTime,
  timer,
} from 'rxjs'
import type { StoredReading, StoredReadings, StoredText } from '../../src/domain/calendar/calendar-store.ts'
import type { Steps } from '../../src/domain/calendar/text/steps.ts'
import { given } from '../../src/domain/given.ts'
import type { RawConfigMap } from '../../src/domain/scheduling/kubernetes-object.ts'
import { apiPath } from '../../src/kubernetes/api-path.ts'
import { sliced } from '../calendar/sliced.ts'
import { exhaustLatest } from '../operators/exhaust-latest.ts'
import type { ListenDeps } from '../watch/listen.ts'
import { oneObject$ } from '../watch/one-object.ts'
import type { View } from '../watch/view.ts'
import type { RawObject } from '../watch/watch.ts'
import type { Part } from './calendars.ts'
import { packReadings, unpackReadings } from './packed-readings.ts'

/**
 * The last good readings of the calendars, kept in the chart's Secret (titles are private), so that a restart while a
 * calendar cannot be read changes no count.
 */
const KEY = 'readings.json.gz'
/** A Secret holds 1 MiB. */
const MAX_BYTES = 900 * 1024
/** At most one write in so long: who starts anew while the calendar cannot be read knows it as it was then. */
const EVERY_MS = 10_000
/** Decisions do not wait longer for what is kept. */
const PATIENCE_MS = 10_000

/** The Secret as last seen. */
export interface Store {
  readonly resourceVersion: string
  /** Of `data`, base64; undefined: nothing was kept yet. */
  readonly base64?: string
}

export interface StoreDeps extends ListenDeps {
  readonly namespace: string
  /** Name of the Secret. */
  readonly name: string
}

/** undefined: there is no such Secret. */
export const store$ = (
  { namespace, name, ...deps }: StoreDeps,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<View<Store | undefined>> => {
  const path = apiPath`/api/v1/namespaces/${namespace}/secrets`
  return oneObject$({ watched: 'secrets', path, name, project: storeFrom }, deps, scheduler)
}

function storeFrom(raw: RawObject): Store | undefined {
  const { metadata, data } = raw as RawConfigMap
  return { resourceVersion: metadata?.resourceVersion ?? '', ...given({ base64: data?.[KEY] }) }
}

/**
 * What is kept, as it is now: undefined until that is known, but for 10 s at most. What cannot be read is nothing.
 */
export const storedReadings$ = (
  view$: Observable<View<Store | undefined>>,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<StoredReadings | undefined> => {
  const known$ = view$.pipe(
    filter(({ freshness }) => freshness.at !== 'starting'),
    map(({ value }) => value?.base64),
    distinctUntilChanged(),
    switchMap((base64) => from(base64 === undefined ? NOTHING : unpackReadings(base64))),
  )
  return merge(
    of(undefined),
    timer(PATIENCE_MS, scheduler).pipe(
      takeUntil(view$.pipe(filter(({ freshness }) => freshness.at !== 'starting'))),
      map(() => new Map()),
    ),
    known$,
  )
}

const NOTHING: Promise<StoredReadings> = Promise.resolve(new Map())

export interface KeepOptions {
  /** Writes `data`; rejects when it could not: the next change is written anyway. */
  readonly save: (data: Readonly<Record<string, string>>) => Promise<void>
  /** Not everything fits. */
  readonly onCut?: (cut: StoredText) => void
  readonly onFailed?: (error: unknown) => void
  readonly maxBytes?: number
}

/** Keeps the good readings of all calendars while we lead: on change, and at most every 10 s. */
export function keepReadings(
  latest: {
    readonly parts$: Observable<readonly Part[]>
    readonly leading$: Observable<boolean>
    readonly stored$: Observable<StoredReadings | undefined>
    readonly exists$: Observable<boolean>
  },
  { save, onCut, onFailed, maxBytes = MAX_BYTES }: KeepOptions,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<never> {
  let written: string | undefined
  const wanted$ = combineLatest(latest).pipe(
    filter(({ leading$, exists$, stored$ }) => leading$ && exists$ && stored$ !== undefined),
    // What is kept of a calendar goes only once it is known that there is something better.
    filter(({ parts$ }) => parts$.every(({ state }) => state.health.at !== 'loading')),
    map(({ parts$, stored$ }) => ({ wanted: readingsOf(parts$, stored$ ?? new Map()), stored: stored$ ?? new Map() })),
    filter(({ wanted }) => wanted.size > 0),
    scan((before, now) => (isSame(before.wanted, now.wanted) ? { ...now, wanted: before.wanted } : now)),
    distinctUntilChanged((a, b) => a.wanted === b.wanted),
    throttleTime(EVERY_MS, scheduler, { leading: true, trailing: true }),
  )
  const keep = async (wanted: StoredReadings, stored: StoredReadings): Promise<void> => {
    const inTurns = <T>(work: () => Steps<T>) => firstValueFrom(sliced(work, scheduler))
    const packed = await packReadings(wanted, written ?? stored, maxBytes, inTurns)
    if (packed === undefined) return
    if (packed.text.kept < packed.text.of) onCut?.(packed.text)
    await save({ [KEY]: packed.base64 })
    written = packed.print
  }
  return wanted$.pipe(
    exhaustLatest(({ wanted, stored }) =>
      from(keep(wanted, stored)).pipe(
        catchError((error: unknown) => {
          onFailed?.(error)
          return EMPTY
        }),
      ),
    ),
    ignoreElements(),
  )
}

/** Of calendars that go on with what was kept, that; of calendars never read, nothing. */
function readingsOf(parts: readonly Part[], stored: StoredReadings): StoredReadings {
  const entries = parts.flatMap(({ id, state: { health, reading }, isStored }): [string, StoredReading][] => {
    if (id === undefined) return []
    const kept = stored.get(id)
    if (isStored) return kept ? [[id, kept]] : []
    const goodMs = health.at === 'good' ? health.readMs : health.at === 'failing' ? health.lastGoodMs : undefined
    return goodMs === undefined ? [] : [[id, { goodMs, reading }]]
  })
  return new Map(entries)
}

const isSame = (a: StoredReadings, b: StoredReadings): boolean =>
  a.size === b.size && [...a].every(([id, { reading }]) => b.get(id)?.reading === reading)
