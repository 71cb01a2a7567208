import {
  asyncScheduler,
  combineLatest,
  distinctUntilChanged,
  filter,
  map,
  type Observable,
  type SchedulerLike,
  switchMap,
} from 'rxjs'
import { type KnownProfiles, knownProfiles } from '../../src/domain/profiles/known/known.ts'
import type { Reach } from '../../src/domain/profiles/reach/reach.ts'
import {
  PROFILES_LABEL,
  type ProfilesConfigMap,
  profilesConfigMap,
} from '../../src/domain/profiles/reading/config-map.ts'
import { readProfileValues } from '../../src/domain/profiles/reading/read.ts'
import { FIRST_CONFIG_MAP } from '../../src/domain/profiles/reading/read-file.ts'
import type { RawConfigMap } from '../../src/domain/scheduling/kubernetes-object.ts'
import type { ProfilesConfig } from '../../src/domain/settings/config.ts'
import { apiPath } from '../../src/kubernetes/api-path.ts'
import type { ClusterDeps } from '../sources/cluster.ts'
import { listen } from '../watch/listen.ts'
import { reflect } from '../watch/reflect.ts'
import type { RawObject, Resource } from '../watch/watch.ts'

/**
 * The profiles that count: of the ConfigMap `jupyter-singleuser-profiles`, of the labelled ones, of the values. Each is read
 * as it arrives, once for each version; what its author may not have is left out by the values of now. Emits when all have been listed, then whenever what they say changes; while the
 * cluster cannot be heard the last known ones go on.
 */
export function profiles$(
  config$: Observable<ProfilesConfig>,
  reach$: Observable<Reach>,
  deps: ClusterDeps,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<KnownProfiles> {
  const values$ = config$.pipe(
    map((config) => config.static),
    distinctUntilChanged(same),
    map((values) => readProfileValues(values, 'values profiles.static')),
  )
  const configMaps$ = config$.pipe(
    map(({ namespaces }) => [...new Set([deps.namespace, ...namespaces])]),
    distinctUntilChanged(same),
    switchMap((namespaces) => combineLatest(namespaces.flatMap((one) => watchesOf(one, deps, scheduler)))),
    map((lists) => new Map(lists.flatMap((items) => [...items.values()]).map((one) => [one.uid, one]))),
  )
  return combineLatest([configMaps$, values$, reach$.pipe(distinctUntilChanged(same))]).pipe(
    map(([configMaps, values, reach]) => ({
      parts: [...configMaps.values(), values, reach],
      configMaps,
      values,
      reach,
    })),
    distinctUntilChanged((a, b) => sameItems(a.parts, b.parts)),
    map(({ configMaps, values, reach }) => knownProfiles(configMaps.values(), values, { home: deps.namespace, reach })),
  )
}

function watchesOf(namespace: string, deps: ClusterDeps, scheduler: SchedulerLike) {
  const path = apiPath`/api/v1/namespaces/${namespace}/configmaps`
  const project = (raw: RawObject) => profilesConfigMap(raw as RawConfigMap, deps.namespace)
  const mapsAt = (called: string, resource: Resource): Observable<ReadonlyMap<string, ProfilesConfigMap>> =>
    listen(`${called} in ${namespace}`, resource, project, deps, scheduler).pipe(
      reflect({}, scheduler),
      filter(({ freshness }) => freshness.at !== 'starting'),
      map(({ items }) => items),
    )
  return [
    mapsAt('profiles', { path, fieldSelector: `metadata.name=${FIRST_CONFIG_MAP}` }),
    mapsAt('labelled profiles', { path, labelSelector: PROFILES_LABEL }),
  ]
}

const same = <T>(a: T, b: T): boolean => JSON.stringify(a) === JSON.stringify(b)

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, at) => item === b[at])
