import { asyncScheduler, type Observable, type SchedulerLike } from 'rxjs'
import type { Memory } from '../../src/domain/decide/memory.ts'
import { CONFIG_KEY, MEMORY_KEY, memoryFromJson } from '../../src/domain/decide/memory-json.ts'
import type { Owner } from '../../src/domain/decide/observed.ts'
import { FORGET, type Forgotten, forgottenFrom } from '../../src/domain/forecast/forgotten.ts'
import { given } from '../../src/domain/given.ts'
import { GIVE_BACK } from '../../src/domain/lent/lent.ts'
import { TOLD_KEY, type Told, toldFrom } from '../../src/domain/notify/told.ts'
import type { RawConfigMap } from '../../src/domain/scheduling/kubernetes-object.ts'
import { isSwitchedOff } from '../../src/domain/utilization/marks.ts'
import { apiPath } from '../../src/kubernetes/api-path.ts'
import type { ListenDeps } from '../watch/listen.ts'
import { oneObject$ } from '../watch/one-object.ts'
import type { View } from '../watch/view.ts'
import type { RawObject } from '../watch/watch.ts'

/** The chart's state ConfigMap: what we create is owned by it, and what must survive a restart is kept in it. */
export interface State {
  readonly owner: Owner
  readonly resourceVersion: string
  readonly memory?: Memory
  /** The kill switch of the utilization policy is on it. */
  readonly isPolicyOff?: boolean
  /** What is lent to us is to be given back. */
  readonly givesBack?: boolean
  /** What a person wants forgotten of who came. */
  readonly forgotten?: Forgotten
  /** Bytes of all that is in it beside the memory: what that has to leave room for. */
  readonly otherBytes: number
  /** The last config that was good. */
  readonly config?: string
  /** Of what people have been told. */
  readonly told?: Told
}

/** undefined: there is no such ConfigMap (not installed by the chart, or uninstalled). */
export const state$ = (
  { namespace, name, ...deps }: ListenDeps & { readonly namespace: string; readonly name: string },
  scheduler: SchedulerLike = asyncScheduler,
): Observable<View<State | undefined>> => {
  const project = (raw: RawObject) => stateFrom(raw as RawConfigMap)
  const path = apiPath`/api/v1/namespaces/${namespace}/configmaps`
  return oneObject$({ watched: `configmaps/${name}`, path, name, project }, deps, scheduler)
}

/** @returns undefined when it is not an object of the API */
export function stateFrom({ metadata = {}, data = {}, binaryData = {} }: RawConfigMap): State | undefined {
  const { name, namespace, uid, resourceVersion } = metadata
  if (!name || !namespace || !uid) return undefined
  return {
    owner: { name, namespace, uid },
    resourceVersion: resourceVersion ?? '',
    otherBytes: bytesBeside(MEMORY_KEY, { ...binaryData, ...data }),
    ...given({
      memory: memoryFromJson(data[MEMORY_KEY]),
      isPolicyOff: isSwitchedOff(metadata.annotations) || undefined,
      givesBack: metadata.annotations?.[GIVE_BACK] === 'true' || undefined,
      forgotten: metadata.annotations?.[FORGET] === undefined ? undefined : forgottenFrom(metadata.annotations[FORGET]),
      config: data[CONFIG_KEY],
      told: toldFrom(data[TOLD_KEY]),
    }),
  }
}

const bytesBeside = (key: string, data: Readonly<Record<string, string>>): number =>
  Object.entries(data).reduce((sum, [name, text]) => (name === key ? sum : sum + Buffer.byteLength(text)), 0)
