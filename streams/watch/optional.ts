import { asyncScheduler, map, type Observable, type SchedulerLike } from 'rxjs'
import { MINUTE_MS } from '../../src/domain/duration.ts'
import { reflect } from './reflect.ts'
import { type RawObject, type Resource, type WatchDeps, watch } from './watch.ts'

/** A kind that is installed later is found within this time; before, nobody is asked who has said no. */
const ASKED_AGAIN_MS = 10 * MINUTE_MS

/**
 * A watch of what a cluster may not serve, or may not show to us: what is there, none at first and while it is refused.
 * It tells nobody how it fares, since nothing that is decided needs it. The Map changes in place.
 */
export const optional$ = <T>(
  resource: Resource,
  project: (raw: RawObject) => T | undefined,
  deps: WatchDeps,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<ReadonlyMap<string, T>> => {
  const refused = { firstMs: ASKED_AGAIN_MS, capMs: ASKED_AGAIN_MS }
  return watch(resource, project, { ...deps, timings: { ...deps.timings, refused } }, scheduler).pipe(
    reflect({}, scheduler),
    map(({ items }) => items),
  )
}
