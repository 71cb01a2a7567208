import { map, type Observable, of, type SchedulerLike } from 'rxjs'
import type { Sources } from '../../../streams/pipeline.ts'
import { byName } from '../../../streams/watch/by-name.ts'
import type { WatchEvent } from '../../../streams/watch/event.ts'
import { type Aggregate, reflect } from '../../../streams/watch/reflect.ts'
import type { View } from '../../../streams/watch/view.ts'
import { NO_BUFFERS } from '../../domain/buffer/buffer.ts'
import { deploymentFrom, type PlaceholderDeployment } from '../../domain/cluster/deployment.ts'
import { NO_HINTS } from '../../domain/cluster/hints.ts'
import { type Node, nodeFrom } from '../../domain/cluster/node.ts'
import { createLedger } from '../../domain/cluster/occupancy.ts'
import { podFrom } from '../../domain/cluster/pod.ts'
import { podKindsOf } from '../../domain/cluster/pod-kinds.ts'
import { isNews } from '../../domain/cluster/pod-news.ts'
import type { Owner } from '../../domain/decide/observed.ts'
import { NO_HUB } from '../../domain/hub/view.ts'
import type { Config } from '../../domain/settings/config.ts'
import { type CalendarFeed, simulatedCalendar } from '../actors/calendar-feed.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { seeded } from '../cluster/random.ts'
import { rawDeployment, rawNode, rawPod } from '../cluster/raw.ts'
import { watchOf } from '../cluster/watch.ts'
import type { SimulatedState } from './state.ts'

export interface SourcesOptions {
  readonly config: Config
  readonly calendar: CalendarFeed | undefined
  /** The release: where the placeholders live. */
  readonly owner: Owner
  readonly seed: number
}

/** The product's sources on the simulated cluster: past the wire everything is what it is on a real one. */
export function simulatedSources(
  { nodes, pods, deployments }: Cluster,
  { state$ }: SimulatedState,
  { config, calendar, owner, seed }: SourcesOptions,
  clock: SchedulerLike,
): Sources {
  const kinds = podKindsOf(config, undefined)
  const node$ = watchOf(nodes, (one) => nodeFrom(rawNode(one)), clock)
  const pod$ = watchOf(pods, (one) => podFrom(rawPod(one), kinds), clock)
  const deployment$ = watchOf(deployments, (one) => deploymentFrom(rawDeployment(one)), clock)
  return {
    config$: of(config),
    calendar$: simulatedCalendar({ feed: calendar, config, random: seeded(seed + 3) }, clock),
    leading$: of(true),
    nodes$: viewOf(node$, byName<Node>, clock),
    pods$: viewOf(pod$, () => createLedger(owner.namespace), clock, isNews),
    deployments$: viewOf(deployment$, byName<PlaceholderDeployment>, clock),
    lent$: of(NOTHING_LENT),
    buffers$: of(NO_BUFFER),
    state$,
    hints$: of(NO_HINTS),
    hub$: of(NO_HUB),
    exams$: of([]),
  }
}

/** Nothing is lent in the simulated cluster: its pools have Deployments. */
const NOTHING_LENT = { value: new Map<string, never>(), freshness: { at: 'live', sinceMs: 0 } } as const

const NO_BUFFER = { value: NO_BUFFERS, freshness: { at: 'live', sinceMs: 0 } } as const

const viewOf = <T, V>(
  events$: Observable<WatchEvent<T>>,
  aggregate: () => Aggregate<T> & { readonly view: V },
  clock: SchedulerLike,
  isNews?: (item: T, previous: T | undefined) => boolean,
): Observable<View<V>> =>
  events$.pipe(
    reflect({ aggregate, isNews }, clock),
    map(({ aggregate: { view }, freshness }) => ({ value: view, freshness })),
  )
