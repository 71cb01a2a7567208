import {
  combineLatest,
  distinctUntilChanged,
  EMPTY,
  filter,
  from,
  ignoreElements,
  map,
  type Observable,
  of,
  ReplaySubject,
  share,
  switchMap,
  tap,
} from 'rxjs'
import { calendar$ } from '../../streams/calendar.ts'
import { deployments$, nodes$, pods$ } from '../../streams/cluster.ts'
import { configFile$ } from '../../streams/config.ts'
import { exhaustLatest } from '../../streams/exhaust-latest.ts'
import { goodConfig$ } from '../../streams/good-config.ts'
import { type Election, election } from '../../streams/lease.ts'
import type { Sources } from '../../streams/pipeline.ts'
import { type State, state$ } from '../../streams/state.ts'
import type { View } from '../../streams/view.ts'
import type { WatchDeps, WatchFailure } from '../../streams/watch.ts'
import type { CalendarConfig, Config } from '../domain/config.ts'
import type { CalendarState } from '../domain/occurrence.ts'
import type { RuntimeEvent } from '../domain/runtime-event.ts'
import type { RunOptions } from './run.ts'

export interface ClusterSources {
  readonly sources: Sources
  readonly mayAct: () => boolean
  readonly release: () => Promise<void>
  /** The config in force, once there is one. */
  readonly config: () => Config | undefined
  /** resourceVersion of the state ConfigMap as last seen. */
  readonly stateVersion: () => string
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
      if (news.at === 'refused')
        return tell({ type: 'config refused', errors: news.errors, lastGood: config !== undefined })
      config = news.config
      tell({ type: 'config loaded', pools: [...news.config.pools.keys()], warnings: news.warnings })
    }),
    replay(),
  )
  const good$ = news$.pipe(filter((news) => news.at === 'good'))
  const config$ = good$.pipe(map((news) => withUrl(news.config, deps.calendarUrl)))
  const elected: Election = deps.lease === undefined ? alone : election({ ...deps, name: deps.lease })
  const leading$ = elected.leading$.pipe(
    tap((leading) => tell({ type: leading ? 'leading' : 'following' })),
    replay(),
  )
  return {
    sources: {
      config$,
      leading$,
      calendar$: config$.pipe(
        map((one) => one.calendar),
        distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
        switchMap(calendarOf),
      ),
      nodes$: nodes$(deps),
      pods$: pods$(config$, deps),
      placeholders$: deployments$(deps),
      state$: stateView$,
    },
    mayAct: elected.mayAct,
    release: elected.release,
    config: () => config,
    stateVersion: () => state?.resourceVersion ?? '',
    keepConfig$: (save) => keepConfig(combineLatest([leading$, good$, stateView$]), save),
  }
}

const replay = <T>() => share<T>({ connector: () => new ReplaySubject(1), resetOnRefCountZero: true })

const alone: Election = { leading$: of(true), mayAct: () => true, release: async () => undefined }

const withUrl = (config: Config, url: string | undefined): Config =>
  url ? { ...config, calendar: { ...config.calendar, url } } : config

const NO_CALENDAR: CalendarState = {
  health: { at: 'none' },
  reading: { fromMs: 0, toMs: 0, occurrences: [], problems: [] },
}

const calendarOf = ({ url, ...calendar }: CalendarConfig): Observable<CalendarState> =>
  url === undefined ? of(NO_CALENDAR) : calendar$({ ...calendar, url })

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
