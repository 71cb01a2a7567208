import {
  asyncScheduler,
  combineLatest,
  defer,
  distinctUntilChanged,
  map,
  type Observable,
  of,
  repeat,
  retry,
  type SchedulerLike,
  switchMap,
  takeWhile,
  timer,
} from 'rxjs'
import {
  BUFFER_GROUP,
  BUFFER_VERSIONS,
  type Buffer,
  type Buffers,
  bufferFrom,
  bufferNameFrom,
  buffersIn,
  NO_BUFFERS,
  type RawBuffer,
  usesBuffers,
} from '../../src/domain/buffer/buffer.ts'
import { SECOND_MS } from '../../src/domain/duration.ts'
import type { Config } from '../../src/domain/settings/config.ts'
import { api } from '../../src/kubernetes/api.ts'
import { apiPath, collectionPath } from '../../src/kubernetes/api-path.ts'
import { isNotShown } from '../../src/kubernetes/errors.ts'
import { byName } from '../watch/by-name.ts'
import { ASKED_AGAIN_MS, listenServed } from '../watch/listen-served.ts'
import { reflect } from '../watch/reflect.ts'
import type { View } from '../watch/view.ts'
import type { RawObject } from '../watch/watch.ts'
import type { ClusterDeps } from './cluster.ts'
import type { State } from './state.ts'

export type BuffersView = View<Buffers>

const viewed = (value: Buffers): BuffersView => ({ value, freshness: { at: 'live', sinceMs: 0 } })

/** What could not be asked is waited for: nobody knows yet whether there is one. */
const UNANSWERED_AGAIN_MS = 2 * SECOND_MS

/**
 * The CapacityBuffers of the release's namespace, by the API that the cluster serves, while a pool of the config is held by one, or one
 * of a pool that left is still to go. A cluster without that API has none, and nobody waits for it.
 */
export function buffers$(
  config$: Observable<Config>,
  state$: Observable<View<State | undefined>>,
  deps: ClusterDeps,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<BuffersView> {
  return combineLatest([config$, state$]).pipe(
    map(([config, { value }]) => usesBuffers(config) || isRemembered(value)),
    distinctUntilChanged(),
    switchMap((isAsked) => (isAsked ? served$(deps, scheduler) : of(viewed(NO_BUFFERS)))),
  )
}

const isRemembered = (state: State | undefined): boolean =>
  Object.keys(state?.memory?.lent ?? {}).some((key) => bufferNameFrom(key) !== undefined)

/** Asked for again and again until the cluster serves one that we can write. */
const served$ = (deps: ClusterDeps, scheduler: SchedulerLike): Observable<BuffersView> =>
  defer(() => servedVersion(deps)).pipe(
    retry({ delay: () => timer(UNANSWERED_AGAIN_MS, scheduler) }),
    repeat({ delay: () => timer(ASKED_AGAIN_MS, scheduler) }),
    takeWhile((version) => version === undefined, true),
    distinctUntilChanged(),
    switchMap((version) => (version === undefined ? of(viewed(NO_BUFFERS)) : listed$(version, deps, scheduler))),
  )

interface Group {
  readonly versions?: readonly { readonly version: string }[]
}

async function servedVersion({ transport }: ClusterDeps): Promise<string | undefined> {
  const { versions = [] } = await api(transport, { timeoutMs: 10_000 })
    .get<Group>(apiPath`/apis/${BUFFER_GROUP}`)
    .catch((error: unknown): Group => {
      if (isNotShown(error)) return {}
      throw error
    })
  return BUFFER_VERSIONS.find((one) => versions.some(({ version }) => version === one))
}

function listed$(version: string, deps: ClusterDeps, scheduler: SchedulerLike): Observable<BuffersView> {
  const path = collectionPath({ ...buffersIn(deps.namespace), version })
  const project = (raw: RawObject) => bufferFrom(raw as RawBuffer)
  return defer(() => {
    // By it one that may not be read is told from none.
    let isRefused = false
    const onRefused = (is: boolean) => {
      isRefused = is
    }
    return listenServed('capacitybuffers', { path }, project, { ...deps, onRefused }, scheduler).pipe(
      reflect({ aggregate: byName<Buffer> }, scheduler),
      map(({ aggregate: { view }, freshness }) => ({
        value: isRefused ? NO_BUFFERS : { version, byName: view },
        freshness,
      })),
    )
  })
}
