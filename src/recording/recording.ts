import {
  asyncScheduler,
  combineLatest,
  concat,
  defer,
  map,
  mergeMap,
  type Observable,
  of,
  type SchedulerLike,
  takeUntil,
  tap,
} from 'rxjs'
import { type Aggregate, reflect } from '../../streams/watch/reflect.ts'
import type { WatchEvent } from '../../streams/watch/watch.ts'
import type { Node } from '../domain/cluster/node.ts'
import type { Book, Visit } from './book.ts'
import type { Boots } from './boots.ts'
import type { RecordedPod } from './recorded-pod.ts'
import type { Shapes } from './shapes.ts'

export type Told =
  /** Everything that is there is known; `present` are those who were there already. */
  | { readonly at: 'began'; readonly present: readonly Visit[] }
  | { readonly at: 'ended'; readonly visits: readonly Visit[] }
  /** The recording is over, and these go on. Not told of one that did not begin. */
  | { readonly at: 'over'; readonly present: readonly Visit[] }

export interface Recorded {
  readonly book: Book
  readonly shapes: Shapes
  readonly boots: Boots
  readonly pods$: Observable<WatchEvent<RecordedPod>>
  readonly nodes$: Observable<WatchEvent<Node>>
  /** Ends it, once it has begun. */
  readonly stop$: Observable<unknown>
}

/** What there is to write, from the first complete view of pods and nodes on. Outages delay it, and end nothing. */
export const recording = (
  { book, shapes, boots, pods$, nodes$, stop$ }: Recorded,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<Told> =>
  defer(() => {
    let hasBegun = false
    const tell = (isLive: boolean): Told[] => {
      if (hasBegun) {
        const visits = book.ended()
        return visits.length > 0 ? [{ at: 'ended', visits }] : []
      }
      if (!isLive) return []
      hasBegun = true
      book.begin()
      shapes.begin()
      return [{ at: 'began', present: book.present() }]
    }
    const views$ = combineLatest([
      pods$.pipe(
        reflect({ aggregate: () => all([book.pods, shapes.pods, boots.pods]) }, scheduler),
        tap(({ freshness }) => book.heard(freshness)),
      ),
      nodes$.pipe(reflect({ aggregate: () => all([book.nodes, shapes.nodes, boots.nodes]) }, scheduler)),
    ])
    return concat(
      views$.pipe(
        map((views) => views.every(({ freshness }) => freshness.at === 'live')),
        mergeMap(tell),
        takeUntil(stop$),
      ),
      defer(() => (hasBegun ? of<Told[]>({ at: 'over', present: book.present() }) : of())),
    )
  })

const all = <T>(aggregates: readonly Aggregate<T>[]): Aggregate<T> => ({
  applied: (item, previous) => {
    for (const one of aggregates) one.applied(item, previous)
  },
  deleted: (item) => {
    for (const one of aggregates) one.deleted(item)
  },
})
