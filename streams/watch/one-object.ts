import { asyncScheduler, distinctUntilChanged, map, type Observable, type SchedulerLike } from 'rxjs'
import { type ListenDeps, listen } from './listen.ts'
import { listenServed } from './listen-served.ts'
import { reflect } from './reflect.ts'
import type { View } from './view.ts'
import type { RawObject } from './watch.ts'

export interface OneObject<T> {
  /** How log and metrics call it. */
  readonly watched: string
  /** Of its collection. */
  readonly path: string
  readonly name: string
  readonly project: (raw: RawObject) => T | undefined
  /** The cluster may not serve its kind, or not show it to us: then there is none. */
  readonly mayBeUnserved?: true
}

/** One object by its name, and whether that may be trusted; undefined: there is none. Emits when either changes. */
export const oneObject$ = <T>(
  { watched, path, name, project, mayBeUnserved }: OneObject<T>,
  deps: ListenDeps,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<View<T | undefined>> =>
  (mayBeUnserved ? listenServed : listen)(
    watched,
    { path, fieldSelector: `metadata.name=${name}` },
    project,
    deps,
    scheduler,
  ).pipe(
    reflect({}, scheduler),
    map(({ items, freshness }) => ({ value: [...items.values()][0], freshness })),
    distinctUntilChanged((a, b) => a.value === b.value && a.freshness.at === b.freshness.at),
  )
