import { asyncScheduler, defer, map, type Observable, type SchedulerLike } from 'rxjs'
import { MINUTE_MS } from '../../src/domain/duration.ts'
import { type ListenDeps, listen } from './listen.ts'
import { type RawObject, type Resource, SHORT, type WatchEvent } from './watch.ts'

/** A kind that is installed later, or a right that is given later, is found within this time. */
export const ASKED_AGAIN_MS = MINUTE_MS

export interface ListenServedDeps extends ListenDeps {
  /** Told with each event whether the cluster does not serve it, or not show it. */
  readonly onRefused?: (isRefused: boolean) => void
}

/**
 * `listen` to a kind that the cluster may not serve, or not show to us: then there is nothing, so that nobody waits for it.
 */
export const listenServed = <T>(
  watched: string,
  resource: Resource,
  project: (raw: RawObject) => T | undefined,
  { onRefused, ...deps }: ListenServedDeps,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<WatchEvent<T>> =>
  defer(() => {
    const refused = { firstMs: ASKED_AGAIN_MS, capMs: ASKED_AGAIN_MS }
    const timings = { ...SHORT, refused, ...deps.timings }
    let isRefused = false
    return listen(watched, resource, project, { ...deps, timings }, scheduler).pipe(
      map((event): WatchEvent<T> => {
        const isRefusal = event.type === 'failed' && REFUSALS.has(event.failure.kind)
        // Another failure says nothing of that.
        if (isRefusal || event.type !== 'failed') isRefused = isRefusal
        onRefused?.(isRefused)
        return isRefusal ? { type: 'synced', items: new Map() } : event
      }),
    )
  })

const REFUSALS: ReadonlySet<string> = new Set(['missing', 'forbidden'])
