import { asyncScheduler, type Observable, type SchedulerLike, tap } from 'rxjs'
import { type RawObject, type Resource, type WatchDeps, type WatchEvent, type WatchFailure, watch } from './watch.ts'

export interface ListenDeps extends WatchDeps {
  /** Told of each failed try of a watch, and once it is heard again. */
  readonly onHealth?: (watched: string, failure: WatchFailure | undefined) => void
}

/**
 * A watch that tells how it fares.
 * @param watched how log and metrics call it. Each watch has a name of its own: of two with the same one, each would
 *   say that the other is well
 * @param project as that of `watch`
 */
export const listen = <T>(
  watched: string,
  resource: Resource,
  project: (raw: RawObject) => T | undefined,
  { onHealth, ...deps }: ListenDeps,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<WatchEvent<T>> =>
  watch(resource, project, deps, scheduler).pipe(
    tap((event) => {
      // A list that breaks time and again has not recovered with each of its parts.
      if (event.type !== 'listed') onHealth?.(watched, event.type === 'failed' ? event.failure : undefined)
    }),
  )
