import {
  asyncScheduler,
  combineLatest,
  distinctUntilChanged,
  map,
  type Observable,
  of,
  type SchedulerLike,
  switchMap,
} from 'rxjs'
import {
  LENT_KINDS,
  type Lent,
  type LentName,
  lentFrom,
  lentIn,
  lentKey,
  lentNameFrom,
  type RawLent,
} from '../../src/domain/lent/lent.ts'
import type { Config } from '../../src/domain/settings/config.ts'
import { collectionPath } from '../../src/kubernetes/api-path.ts'
import type { WatchEvent } from '../watch/event.ts'
import type { Freshness } from '../watch/freshness.ts'
import { listen } from '../watch/listen.ts'
import { reflect } from '../watch/reflect.ts'
import type { View } from '../watch/view.ts'
import { SHORT } from '../watch/watch.ts'
import type { ClusterDeps } from './cluster.ts'
import type { State } from './state.ts'

export type LentView = View<ReadonlyMap<string, Lent>>

const NOTHING: LentView = { value: new Map(), freshness: { at: 'live', sinceMs: 0 } }

/** A kind that is installed later, or a right that is given later, is found within this time. */
const ASKED_AGAIN_MS = 60_000

/**
 * The objects that pools of the config borrow, and those that were lent before and have not got their count back, by key. A kind that
 * the cluster does not serve, or does not show to us, is none, so that no other pool waits for it.
 */
export function lent$(
  config$: Observable<Config>,
  state$: Observable<View<State | undefined>>,
  deps: ClusterDeps,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<LentView> {
  return combineLatest([config$, state$]).pipe(
    map(([config, { value }]) =>
      [...new Set([...lentIn(config).keys(), ...Object.keys(value?.memory?.lent ?? {})])].sort(),
    ),
    distinctUntilChanged((a, b) => a.join() === b.join()),
    map((keys) => keys.flatMap((key) => lentNameFrom(key) ?? [])),
    switchMap((names) =>
      names.length === 0 ? of(NOTHING) : combineLatest(names.map((one) => objectOf(one, deps, scheduler))),
    ),
    map((views) => ('value' in views ? views : together(views))),
  )
}

interface One {
  readonly key: string
  readonly lent: Lent | undefined
  readonly freshness: Freshness
}

function together(all: readonly One[]): LentView {
  const worst = (at: Freshness['at']) => all.find(({ freshness }) => freshness.at === at)?.freshness
  return {
    value: new Map(all.flatMap(({ key, lent }): [string, Lent][] => (lent ? [[key, lent]] : []))),
    freshness: worst('starting') ?? worst('stale') ?? all[0]?.freshness ?? NOTHING.freshness,
  }
}

function objectOf({ by, name }: LentName, deps: ClusterDeps, scheduler: SchedulerLike): Observable<One> {
  const { isNamespaced, ...kind } = LENT_KINDS[by]
  const path = collectionPath({ ...kind, namespace: isNamespaced ? deps.namespace : undefined })
  const refused = { firstMs: ASKED_AGAIN_MS, capMs: ASKED_AGAIN_MS }
  const timings = { ...SHORT, refused, ...deps.timings }
  return listen(
    `${kind.resource}/${name}`,
    { path, fieldSelector: `metadata.name=${name}` },
    (raw) => lentFrom(raw as RawLent, by),
    { ...deps, timings },
    scheduler,
  ).pipe(
    map(noneWhereRefused),
    reflect({}, scheduler),
    map(({ items, freshness }) => ({ key: lentKey({ by, name }), lent: [...items.values()][0], freshness })),
    distinctUntilChanged((a, b) => a.lent === b.lent && a.freshness.at === b.freshness.at),
  )
}

/** What is not served, or not shown, is not there: that is said of its pool. */
const noneWhereRefused = <T>(event: WatchEvent<T>): WatchEvent<T> =>
  event.type === 'failed' && (event.failure.kind === 'missing' || event.failure.kind === 'forbidden')
    ? { type: 'synced', items: new Map() }
    : event
