import { EMPTY, finalize, map, type Observable, type SchedulerLike } from 'rxjs'
import { calendarThread } from '../../../streams/calendar/thread.ts'
import { type Latest, latest } from '../../../streams/operators/latest.ts'
import { replay } from '../../../streams/operators/replay.ts'
import { keepReadings, store$, storedReadings$ } from '../../../streams/sources/calendar-store.ts'
import { calendars$, type Part } from '../../../streams/sources/calendars.ts'
import type { ListenDeps } from '../../../streams/watch/listen.ts'
import type { StoredReadings } from '../../domain/calendar/calendar-store.ts'
import { given } from '../../domain/given.ts'
import type { RuntimeEvent } from '../../domain/runtime-event.ts'
import type { Config } from '../../domain/settings/config.ts'
import type { LeaderTransport } from '../../kubernetes/leader-transport.ts'
import { calendarSources } from '../calendar-sources.ts'
import { calendarStore } from './calendar-store.ts'

export interface CalendarsDeps extends ListenDeps {
  readonly namespace: string
  readonly config$: Observable<Config>
  readonly leading$: Observable<boolean>
  readonly asLeader: LeaderTransport
  /** The folder in which the Secrets are mounted that the config names. */
  readonly secrets?: string | undefined
  /** Takes the place of the config's. */
  readonly calendarUrl?: string | undefined
  /** Name of the Secret for the last good readings; undefined: they do not survive a restart. */
  readonly calendarStore?: string | undefined
  readonly tell: (event: RuntimeEvent) => void
}

export interface Calendars {
  /** One by one. */
  readonly parts: Latest<readonly Part[]>
  /** When each last answered, by name. Epoch ms. */
  readonly heardMs: ReadonlyMap<string, number>
  /** Keeps the last good readings while we lead. */
  readonly keep$: Observable<never>
}

/** The calendars that the config names, and what survives a restart of them. */
export function calendars({ config$, leading$, ...deps }: CalendarsDeps, clock: SchedulerLike): Calendars {
  const heardMs = new Map<string, number>()
  const sources$ = config$.pipe(
    map((config) => calendarSources(config, { secrets: deps.secrets ?? '', url: deps.calendarUrl })),
  )
  const onAnswer = (name: string, ms: number) => void heardMs.set(name, ms)
  const thread = calendarThread()
  const read = (stored$?: Observable<StoredReadings | undefined>) =>
    latest(
      calendars$(sources$, { onAnswer, open: thread.open, ...given({ stored$ }) }, clock).pipe(finalize(thread.close)),
    )
  const name = deps.calendarStore
  if (name === undefined) return { parts: read(), heardMs, keep$: EMPTY }
  const store = latest(store$({ ...deps, name }, clock))
  const stored$ = storedReadings$(store.value$).pipe(replay())
  const parts = read(stored$)
  const exists$ = store.value$.pipe(map(({ value }) => value !== undefined))
  const version = () => store.now()?.value?.resourceVersion ?? ''
  const keep$ = keepReadings(
    { parts$: parts.value$, leading$, stored$, exists$ },
    calendarStore({ ...deps, name, version }),
  )
  return { parts, heardMs, keep$ }
}
