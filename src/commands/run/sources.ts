import {
  combineLatest,
  concat,
  distinctUntilChanged,
  EMPTY,
  filter,
  finalize,
  from,
  ignoreElements,
  map,
  NEVER,
  type Observable,
  of,
  tap,
} from 'rxjs'
import { calendarThread } from '../../../streams/calendar/thread.ts'
import { exhaustLatest } from '../../../streams/operators/exhaust-latest.ts'
import { replay } from '../../../streams/operators/replay.ts'
import type { Sources } from '../../../streams/pipeline.ts'
import { keepReadings, store$, storedReadings$ } from '../../../streams/sources/calendar-store.ts'
import { calendars$, mergeCalendars, type Part } from '../../../streams/sources/calendars.ts'
import { deployments$, nodes$, pods$ } from '../../../streams/sources/cluster.ts'
import { configFile$ } from '../../../streams/sources/config.ts'
import { eventOf, goodConfig$ } from '../../../streams/sources/good-config.ts'
import { type Election, election } from '../../../streams/sources/lease.ts'
import { type State, state$ } from '../../../streams/sources/state.ts'
import type { View } from '../../../streams/watch/view.ts'
import type { WatchDeps, WatchFailure } from '../../../streams/watch/watch.ts'
import type { RuntimeEvent } from '../../domain/runtime-event.ts'
import type { Config } from '../../domain/settings/config.ts'
import { calendarSources } from '../calendar-sources.ts'
import { calendarStore } from './calendar-store.ts'
import type { RunOptions } from './run.ts'

export interface ClusterSources {
  readonly sources: Sources
  readonly mayAct: () => boolean
  /** Who holds the Lease, and since when nobody does. */
  readonly leader: Election['leader']
  readonly leaderlessSinceMs: Election['leaderlessSinceMs']
  readonly release: () => Promise<void>
  /** The config in force, once there is one. */
  readonly config: () => Config | undefined
  /** The calendars one by one, and when each last answered, by name. */
  readonly calendars: () => readonly Part[]
  readonly calendarsHeardMs: ReadonlyMap<string, number>
  /** resourceVersion of the state ConfigMap as last seen. */
  readonly stateVersion: () => string
  /** Keeps the last good readings of the calendars while we lead. */
  readonly keepReadings$: Observable<never>
  /** Keeps the last good config in the state ConfigMap while we lead. */
  readonly keepConfig$: (save: (text: string) => Promise<void>) => Observable<never>
}

type Deps = RunOptions & {
  readonly namespace: string
  readonly transport: WatchDeps['transport']
  readonly onHealth: (resource: string, failure: WatchFailure | undefined) => void
  readonly tell: (event: RuntimeEvent) => void
}

/** All sources of the real cluster, wired: the file, the calendar, the watches, the Lease. */
export function clusterSources({ tell, ...deps }: Deps): ClusterSources {
  let config: Config | undefined
  let state: State | undefined
  let storeVersion = ''
  const stateView$ = state$({ ...deps, name: deps.state }).pipe(
    tap(({ value }) => {
      state = value
    }),
    replay(),
  )
  const storedConfig$ = stateView$.pipe(
    filter(({ freshness }) => freshness.at !== 'starting'),
    map(({ value }) => value?.config),
  )
  const news$ = goodConfig$(configFile$(deps.config), storedConfig$).pipe(
    tap((news) => {
      if (news.at === 'good') config = news.config
      tell(eventOf(news))
    }),
    replay(),
  )
  const good$ = news$.pipe(filter((news) => news.at === 'good'))
  const config$ = good$.pipe(map((news) => news.config))
  const storeView$ =
    deps.calendarStore === undefined
      ? undefined
      : store$({ ...deps, name: deps.calendarStore }).pipe(
          tap(({ value }) => {
            storeVersion = value?.resourceVersion ?? ''
          }),
          replay(),
        )
  const stored$ = storeView$ ? storedReadings$(storeView$).pipe(replay()) : undefined
  const calendarOptions = { secrets: deps.secrets ?? '', url: deps.calendarUrl }
  let parts: readonly Part[] = []
  const calendarsHeardMs = new Map<string, number>()
  const thread = calendarThread()
  const parts$ = calendars$(config$.pipe(map((one) => calendarSources(one, calendarOptions))), {
    ...(stored$ ? { stored$ } : {}),
    open: thread.open,
    onAnswer: (name, ms) => calendarsHeardMs.set(name, ms),
  }).pipe(
    finalize(thread.close),
    tap((all) => {
      parts = all
    }),
    replay(),
  )
  const elected: Election = deps.lease === undefined ? alone : election({ ...deps, name: deps.lease })
  const leading$ = elected.leading$.pipe(
    tap((leading) => tell({ type: leading ? 'leading' : 'following' })),
    replay(),
  )
  return {
    sources: {
      config$,
      leading$,
      calendar$: mergeCalendars(parts$),
      nodes$: nodes$(deps),
      pods$: pods$(config$, deps),
      deployments$: deployments$(deps),
      state$: stateView$,
    },
    mayAct: elected.mayAct,
    leader: elected.leader,
    leaderlessSinceMs: elected.leaderlessSinceMs,
    release: elected.release,
    config: () => config,
    calendars: () => parts,
    calendarsHeardMs,
    stateVersion: () => state?.resourceVersion ?? '',
    keepReadings$:
      storeView$ && stored$ && deps.calendarStore
        ? keepReadings(
            { parts$, leading$, stored$, exists$: storeView$.pipe(map(({ value }) => value !== undefined)) },
            calendarStore({ ...deps, name: deps.calendarStore, version: () => storeVersion, tell }),
          )
        : EMPTY,
    keepConfig$: (save) => keepConfig(combineLatest([leading$, good$, stateView$]), save),
  }
}

const alone: Election = {
  leading$: concat(of(true), NEVER),
  mayAct: () => true,
  leader: () => undefined,
  leaderlessSinceMs: () => undefined,
  release: async () => undefined,
}

function keepConfig(
  latest$: Observable<[boolean, { readonly text: string }, View<State | undefined>]>,
  save: (text: string) => Promise<void>,
): Observable<never> {
  return latest$.pipe(
    filter(([leading, , { value }]) => leading && value !== undefined),
    map(([, { text }, { value }]) => (value?.config === text ? undefined : text)),
    distinctUntilChanged(),
    exhaustLatest((text) => (text === undefined ? EMPTY : from(save(text).catch(() => undefined)))),
    ignoreElements(),
  )
}
