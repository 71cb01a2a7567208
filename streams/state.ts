import { asyncScheduler, distinctUntilChanged, map, type Observable, type SchedulerLike } from 'rxjs'
import type { Memory } from '../src/domain/memory.ts'
import { CONFIG_KEY, MEMORY_KEY, memoryFromJson } from '../src/domain/memory-json.ts'
import type { Owner } from '../src/domain/observed.ts'
import { isSwitchedOff } from '../src/domain/utilization/marks.ts'
import { reflect } from './reflect.ts'
import type { View } from './view.ts'
import { type RawObject, type WatchDeps, watch } from './watch.ts'

/** The chart's state ConfigMap: what we create is owned by it, and what must survive a restart is kept in it. */
export interface State {
  readonly owner: Owner
  readonly resourceVersion: string
  readonly memory?: Memory
  /** The kill switch of the utilization policy is on it. */
  readonly isPolicyOff?: boolean
  /** The last config that was good. */
  readonly config?: string
}

interface RawConfigMap {
  readonly metadata?: {
    readonly name?: string
    readonly namespace?: string
    readonly uid?: string
    readonly resourceVersion?: string
    readonly annotations?: Readonly<Record<string, string>>
  }
  readonly data?: Readonly<Record<string, string>>
}

/** undefined: there is no such ConfigMap (not installed by the chart, or uninstalled). */
export const state$ = (
  { namespace, name, ...deps }: WatchDeps & { readonly namespace: string; readonly name: string },
  scheduler: SchedulerLike = asyncScheduler,
): Observable<View<State | undefined>> =>
  watch(
    { path: `/api/v1/namespaces/${namespace}/configmaps`, fieldSelector: `metadata.name=${name}` },
    (raw: RawObject) => stateFrom(raw as RawConfigMap),
    deps,
    scheduler,
  ).pipe(
    reflect({}, scheduler),
    map(({ items, freshness }) => ({ value: [...items.values()][0], freshness })),
    distinctUntilChanged((a, b) => a.value === b.value && a.freshness.at === b.freshness.at),
  )

/** @returns undefined when it is not an object of the API */
export function stateFrom({ metadata = {}, data = {} }: RawConfigMap): State | undefined {
  const { name, namespace, uid, resourceVersion } = metadata
  if (!name || !namespace || !uid) return undefined
  const memory = memoryFromJson(data[MEMORY_KEY])
  const config = data[CONFIG_KEY]
  return {
    owner: { name, namespace, uid },
    resourceVersion: resourceVersion ?? '',
    ...(memory ? { memory } : {}),
    ...(isSwitchedOff(metadata.annotations) ? { isPolicyOff: true } : {}),
    ...(config === undefined ? {} : { config }),
  }
}
