import {
  asyncScheduler,
  combineLatest,
  distinctUntilChanged,
  EMPTY,
  from,
  map,
  type Observable,
  type SchedulerLike,
  Subject,
  startWith,
  switchMap,
} from 'rxjs'
import { SPAWN_LABEL } from '../../src/domain/profiles/services/deployed.ts'
import { planRefs, type RefAction } from '../../src/domain/profiles/services/plan-refs.ts'
import {
  REF_LABEL,
  type ServedPod,
  type ServiceRef,
  servedPodFrom,
  serviceRefFrom,
} from '../../src/domain/profiles/services/ref.ts'
import type { RawMetadata } from '../../src/domain/scheduling/kubernetes-object.ts'
import { apiPath } from '../../src/kubernetes/api-path.ts'
import { exhaustLatest } from '../operators/exhaust-latest.ts'
import { sleepUntil } from '../operators/sleep-until.ts'
import { type ListenDeps, listen } from '../watch/listen.ts'
import { type Reflection, reflect } from '../watch/reflect.ts'
import type { View } from '../watch/view.ts'

interface RawWithMetadata {
  readonly metadata?: RawMetadata
}

/** The pods that have services, in all namespaces. */
export const servedPods$ = (
  deps: ListenDeps,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<View<readonly ServedPod[]>> =>
  listen(
    'pods with services',
    { path: '/api/v1/pods', labelSelector: SPAWN_LABEL },
    (raw) => servedPodFrom(raw as RawWithMetadata),
    deps,
    scheduler,
  ).pipe(reflect({}, scheduler), map(viewed))

/** The ConfigMaps that own services, in these namespaces. */
export const serviceRefs$ = (
  namespaces$: Observable<readonly string[]>,
  deps: ListenDeps,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<readonly View<readonly ServiceRef[]>[]> =>
  namespaces$.pipe(
    distinctUntilChanged((a, b) => a.join(' ') === b.join(' ')),
    switchMap((namespaces) => combineLatest(namespaces.map((namespace) => refsIn(namespace, deps, scheduler)))),
  )

const refsIn = (
  namespace: string,
  deps: ListenDeps,
  scheduler: SchedulerLike,
): Observable<View<readonly ServiceRef[]>> =>
  listen(
    `service owners in ${namespace}`,
    { path: apiPath`/api/v1/namespaces/${namespace}/configmaps`, labelSelector: REF_LABEL },
    (raw) => serviceRefFrom(raw as RawWithMetadata),
    deps,
    scheduler,
  ).pipe(reflect({}, scheduler), map(viewed))

const viewed = <T>({ items, freshness }: Reflection<T>): View<readonly T[]> => ({
  value: [...items.values()],
  freshness,
})

export interface RefSources {
  readonly pods$: Observable<View<readonly ServedPod[]>>
  readonly refs$: Observable<readonly View<readonly ServiceRef[]>[]>
  readonly leading$: Observable<boolean>
}

export interface RefSinks {
  /** Writes, conditional on the version that was seen; never rejects. @returns whether it was written */
  readonly perform: (action: RefAction) => Promise<boolean>
  /** Tells of what is missing on the pod itself. Never rejects. */
  readonly tell: (pod: ServedPod) => Promise<void>
}

/** A write that failed is tried again, when nothing else makes us look before. */
const RETRY_MS = 30_000

/**
 * Gives services to the pods that they are for, while we lead: whoever acts looks at all that is there, so that a pod that
 * came while nobody led gets its services as well. Acts on fresh views only.
 */
export function keepServices(
  { pods$, refs$, leading$ }: RefSources,
  { perform, tell }: RefSinks,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<never> {
  const told = new Set<string>()
  const wakeAt$ = new Subject<number>()
  const turn = async (pods: readonly ServedPod[], refs: readonly ServiceRef[]): Promise<void> => {
    const { actions, revisitAtMs } = planRefs(refs, pods, scheduler.now())
    const written = await Promise.all(actions.map(perform))
    wakeAt$.next(written.includes(false) ? scheduler.now() + RETRY_MS : revisitAtMs)
    const news = pods.filter(({ uid, failures }) => failures !== '' && !told.has(uid))
    told.clear()
    for (const { uid } of pods) told.add(uid)
    await Promise.all(news.map(tell))
  }
  return combineLatest([
    pods$,
    refs$,
    leading$,
    wakeAt$.pipe(
      switchMap((at) => sleepUntil(at, scheduler)),
      startWith(undefined),
    ),
  ]).pipe(
    exhaustLatest(([pods, refs, leading]) => {
      const isFresh = [pods, ...refs].every(({ freshness }) => freshness.at === 'live')
      return leading && isFresh
        ? from(
            turn(
              pods.value,
              refs.flatMap(({ value }) => value),
            ),
          )
        : EMPTY
    }),
    switchMap(() => EMPTY),
  )
}
