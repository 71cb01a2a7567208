import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import {
  asyncScheduler,
  catchError,
  combineLatest,
  concatMap,
  distinctUntilChanged,
  EMPTY,
  filter,
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
import {
  readingsFromJson,
  readingsToJson,
  type StoredReading,
  type StoredReadings,
  type StoredText,
} from '../../src/domain/calendar/calendar-store.ts'
import { MINUTE_MS } from '../../src/domain/duration.ts'
import { given } from '../../src/domain/given.ts'
import type { RawConfigMap } from '../../src/domain/scheduling/kubernetes-object.ts'
import { exhaustLatest } from '../operators/exhaust-latest.ts'
import type { ListenDeps } from '../watch/listen.ts'
import { oneObject$ } from '../watch/one-object.ts'
import type { View } from '../watch/view.ts'
import type { RawObject } from '../watch/watch.ts'
import type { Part } from './calendars.ts'

/**
 * The last good readings of the calendars, kept in the chart's Secret (titles are private), so that a restart while a
 * calendar cannot be read changes no count.
 */
const KEY = 'readings.json.gz'
/** A Secret holds 1 MiB. */
const MAX_BYTES = 900 * 1024
/** At most one write in so long. */
const EVERY_MS = MINUTE_MS
/** Decisions do not wait longer for what is kept. */
const PATIENCE_MS = 10_000

const [packed, unpacked] = [promisify(gzip), promisify(gunzip)]

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
  const path = `/api/v1/namespaces/${namespace}/secrets`
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
    switchMap((base64) => from(base64 === undefined ? NOTHING : unpack(base64))),
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

const unpack = async (base64: string): Promise<StoredReadings> => {
  try {
    return readingsFromJson((await unpacked(Buffer.from(base64, 'base64'), MAX_UNPACKED)).toString())
  } catch {
    return new Map()
  }
}
const MAX_UNPACKED = { maxOutputLength: 256 * 1024 * 1024 }

export interface KeepOptions {
  /** Writes `data`; rejects when it could not: the next change is written anyway. */
  readonly save: (data: Readonly<Record<string, string>>) => Promise<void>
  /** Not everything fits. */
  readonly onCut?: (cut: StoredText) => void
  readonly onFailed?: (error: unknown) => void
  readonly maxBytes?: number
}

/** Keeps the good readings of all calendars while we lead: on change, and at most every 60 s. */
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
  return wanted$.pipe(
    exhaustLatest(({ wanted, stored }) => {
      const print = contentOf(wanted)
      if (print === (written ?? contentOf(stored))) return EMPTY
      return from(pack(wanted, maxBytes)).pipe(
        concatMap(async ({ bytes, text }) => {
          if (text.kept < text.of) onCut?.(text)
          await save({ [KEY]: bytes.toString('base64') })
          written = print
        }),
        catchError((error: unknown) => {
          onFailed?.(error)
          return EMPTY
        }),
      )
    }),
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

/** What makes a write worth it: what counts when, not when it was read. */
const contentOf = (readings: StoredReadings): string =>
  readingsToJson(
    new Map([...readings].map(([id, { reading }]) => [id, { goodMs: 0, reading: { ...reading, fromMs: 0, toMs: 0 } }])),
  ).text

async function pack(
  readings: StoredReadings,
  maxBytes: number,
): Promise<{ readonly bytes: Buffer; readonly text: StoredText }> {
  let text = readingsToJson(readings)
  let bytes = await packed(text.text)
  while (bytes.length > maxBytes && text.kept > 0) {
    text = readingsToJson(readings, Math.floor(text.kept * Math.min(0.9, maxBytes / bytes.length)))
    bytes = await packed(text.text)
  }
  return { bytes, text }
}
