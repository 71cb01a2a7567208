import { BehaviorSubject, Subject } from 'rxjs'
import { type Buffers, NO_BUFFERS } from '../../../src/domain/buffer/buffer.ts'
import type { CalendarState } from '../../../src/domain/calendar/occurrence.ts'
import type { ExamImage } from '../../../src/domain/carried/exam-images.ts'
import { NO_HINTS } from '../../../src/domain/cluster/hints.ts'
import type { PodsView } from '../../../src/domain/cluster/occupancy.ts'
import { NO_HUB } from '../../../src/domain/hub/view.ts'
import type { Lent } from '../../../src/domain/lent/lent.ts'
import type { Config } from '../../../src/domain/settings/config.ts'
import type { Sources } from '../../../streams/pipeline.ts'
import type { State } from '../../../streams/sources/state.ts'
import type { View } from '../../../streams/watch/view.ts'
import { type OccurrenceSpec, occurrence } from '../../support/calendar.ts'
import { OWNER } from '../../support/deployment.ts'
import { viewOf } from '../../support/observed.ts'

/** The pipeline's sources, each pushed by hand. */
export type Inputs = { readonly [Name in keyof Sources]: Subject<Values[Name]> }
type Values = {
  readonly [Name in keyof Sources]: Sources[Name] extends { subscribe(observer: infer _): unknown }
    ? ValueOf<Sources[Name]>
    : never
}
type ValueOf<T> = T extends import('rxjs').Observable<infer V> ? V : never

export const inputs = (): Inputs => ({
  config$: new Subject(),
  calendar$: new Subject(),
  nodes$: new Subject(),
  pods$: new Subject(),
  deployments$: new Subject(),
  // Nothing is lent, unless a test says so.
  lent$: new BehaviorSubject<View<ReadonlyMap<string, Lent>>>(live(new Map())),
  buffers$: new BehaviorSubject<View<Buffers>>(live(NO_BUFFERS)),
  state$: new Subject(),
  hints$: new Subject(),
  hub$: new Subject(),
  // No profile has an image of its own, unless a test says so.
  exams$: new BehaviorSubject<readonly ExamImage[]>([]),
  leading$: new Subject(),
})

export const live = <T>(value: T): View<T> => ({ value, freshness: { at: 'live', sinceMs: 0 } })
export const starting = <T>(value: T): View<T> => ({ value, freshness: { at: 'starting' } })
export const stale = <T>(value: T): View<T> => ({
  value,
  freshness: { at: 'stale', sinceMs: 0, because: 'a test says so' },
})

export const NO_PODS: PodsView = viewOf([])
export const STATE: State = { owner: OWNER, resourceVersion: '1', otherBytes: 0 }

export const goodCalendar = (...events: readonly OccurrenceSpec[]): CalendarState => ({
  health: { at: 'good', readMs: 0 },
  reading: { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER, occurrences: events.map(occurrence), problems: [] },
})

/** Everything synced: an empty cluster, a calendar with these events, this replica leads. */
export function begin(to: Inputs, config: Config, ...events: readonly OccurrenceSpec[]): void {
  to.config$.next(config)
  to.calendar$.next(goodCalendar(...events))
  to.nodes$.next(live(new Map()))
  to.pods$.next(live(NO_PODS))
  to.deployments$.next(live(new Map()))
  to.state$.next(live(STATE))
  to.hints$.next(NO_HINTS)
  to.hub$.next(NO_HUB)
  to.leading$.next(true)
}
