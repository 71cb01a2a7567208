import { concat, defer, interval, map, merge, type Observable, of, type SchedulerLike } from 'rxjs'
import type { WatchEvent } from '../../../streams/watch/event.ts'
import { MINUTE_MS } from '../../domain/duration.ts'
import type { Store, Stored } from './store.ts'

const BOOKMARK_EVERY_MS = MINUTE_MS

/**
 * The watch of one kind of object as the product's own watch tells it: all there is, then each change, and bookmarks.
 * @param project from the object as the API serves it; undefined: not one of ours
 */
export const watchOf = <S extends object, T>(
  store: Store<S>,
  project: (object: Stored<S>) => T | undefined,
  clock: SchedulerLike,
): Observable<WatchEvent<T>> =>
  merge(
    concat(
      defer(() => of(listed(store, project))),
      store.changes$.pipe(
        map(({ type, object }): WatchEvent<T> => {
          const item = project(object)
          return item === undefined ? { type: 'heard' } : { type, uid: object.uid, item }
        }),
      ),
    ),
    interval(BOOKMARK_EVERY_MS, clock).pipe(map(() => ({ type: 'heard' as const }))),
  )

function listed<S extends object, T>(store: Store<S>, project: (object: Stored<S>) => T | undefined): WatchEvent<T> {
  const items = store.all().flatMap((object) => {
    const item = project(object)
    return item === undefined ? [] : [[object.uid, item] as const]
  })
  return { type: 'synced', items: new Map(items) }
}
