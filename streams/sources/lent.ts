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
  type Lent,
  type LentName,
  lentFrom,
  lentIn,
  lentKey,
  lentNameFrom,
  lentPlace,
  type RawLent,
} from '../../src/domain/lent/lent.ts'
import type { Config } from '../../src/domain/settings/config.ts'
import { collectionPath } from '../../src/kubernetes/api-path.ts'
import type { Freshness } from '../watch/freshness.ts'
import { oneObject$ } from '../watch/one-object.ts'
import type { View } from '../watch/view.ts'
import type { RawObject } from '../watch/watch.ts'
import type { ClusterDeps } from './cluster.ts'
import type { State } from './state.ts'

export type LentView = View<ReadonlyMap<string, Lent>>

const NOTHING: LentView = { value: new Map(), freshness: { at: 'live', sinceMs: 0 } }

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

function objectOf(one: LentName, deps: ClusterDeps, scheduler: SchedulerLike): Observable<One> {
  const place = lentPlace(one, deps.namespace)
  const { name } = place
  const project = (raw: RawObject) => lentFrom(raw as RawLent, one.by)
  const asked = { watched: `${place.resource}/${name}`, path: collectionPath(place), name, project } as const
  return oneObject$({ ...asked, mayBeUnserved: true }, deps, scheduler).pipe(
    map(({ value, freshness }) => ({ key: lentKey(one), lent: value, freshness })),
  )
}
