import { connect, defer, EMPTY, map, merge, type Observable, type SchedulerLike, switchMap, timer } from 'rxjs'
import { actuate } from '../../streams/actuate.ts'
import type { Outcome } from '../../streams/lane.ts'
import { pipeline, type Step } from '../../streams/pipeline.ts'
import type { Config } from '../domain/config.ts'
import type { Owner } from '../domain/observed.ts'
import type { CalendarState } from '../domain/occurrence.ts'
import { autoscaler } from './autoscaler.ts'
import { advance, type VirtualClock, virtualClock } from './clock.ts'
import { cloud } from './cloud.ts'
import { type Cluster, createCluster, type PoolSpec } from './cluster.ts'
import { kubelet } from './kubelet.ts'
import { simulatedPerform } from './perform.ts'
import { seeded } from './random.ts'
import { replicas } from './replicas.ts'
import { scheduler } from './scheduler.ts'
import { simulatedSources } from './sources.ts'
import { type Tally, tally } from './tally.ts'
import { type Seat, users, type Visit } from './users.ts'

/** As the chart makes it: cluster-autoscaler's cutoff, so a placeholder still asks for a node. */
const PLACEHOLDER_PRIORITY = -10

/** How fast the simulated infrastructure is. */
interface Delays {
  readonly bootMs: number
  readonly imagePullMs: number
  readonly podStartMs: number
  readonly scanMs: number
  readonly unneededMs: number
}

/** A world and what happens in it. */
export interface Scenario {
  readonly seed: number
  /** When the world begins, and when Warmseats is installed in it. */
  readonly startMs: number
  readonly installedMs: number
  readonly config: Config
  readonly calendar: CalendarState
  readonly owner: Owner
  readonly pools: readonly PoolSpec[]
  /** The nodes that are there at the start. */
  readonly nodes: readonly { readonly name: string; readonly pool: PoolSpec; readonly readySinceMs: number }[]
  readonly visits: readonly Visit[]
  readonly seat: Seat
  readonly delays: Delays
}

/** What the product does in it. */
export type Happening =
  | { readonly type: 'step'; readonly step: Step }
  | { readonly type: 'outcome'; readonly outcome: Outcome }

export interface Simulation {
  readonly clock: VirtualClock
  readonly cluster: Cluster
  readonly tally: Tally
  /** Subscribe once, then `advance`: the world lives as long as the subscription. */
  readonly happenings$: Observable<Happening>
  advance(untilMs: number): Promise<void>
}

/**
 * A simulated cluster with the product on it, the same `pipeline` and `actuate` as on a real one. The same scenario
 * always happens in the same way.
 * @param product false: the same world without it, to compare
 */
export function simulate(scenario: Scenario, product = true): Simulation {
  const clock = virtualClock(scenario.startMs)
  const cluster = createCluster(clock)
  const counted = tally(cluster, clock)
  return {
    clock,
    cluster,
    tally: counted,
    happenings$: merge(
      counted.counting$,
      infrastructure(cluster, scenario, clock),
      product
        ? timer(scenario.installedMs - scenario.startMs, clock).pipe(
            switchMap(() => warmseats(cluster, scenario, clock)),
          )
        : EMPTY,
    ),
    advance: (untilMs) => advance(clock, untilMs),
  }
}

/** Everything that the product finds there. */
function infrastructure(cluster: Cluster, scenario: Scenario, clock: SchedulerLike): Observable<never> {
  const { delays, pools, config, seed } = scenario
  const priorities = { [config.placeholder.priorityClassName]: PLACEHOLDER_PRIORITY }
  return merge(
    cloud(cluster, delays.imagePullMs, clock),
    scheduler(cluster, clock),
    kubelet(cluster, delays.podStartMs, clock),
    replicas(cluster, { priorities, random: seeded(seed + 1) }, clock),
    autoscaler(cluster, { ...delays, pools, random: seeded(seed) }, clock),
    users(cluster, scenario.visits, scenario.seat, clock),
    defer(() => {
      for (const { name, pool, readySinceMs } of scenario.nodes)
        cluster.machines.create(name, { pool, readyMs: readySinceMs })
      return EMPTY
    }),
  )
}

/** The product itself, as its composition root on a real cluster wires it. */
function warmseats(cluster: Cluster, scenario: Scenario, clock: SchedulerLike): Observable<Happening> {
  const perform = simulatedPerform(cluster, clock)
  return pipeline(simulatedSources(cluster, scenario, clock), clock).pipe(
    connect((steps$) =>
      merge(
        steps$.pipe(map((step): Happening => ({ type: 'step', step }))),
        steps$.pipe(
          actuate({ perform, random: seeded(scenario.seed + 2) }, clock),
          map((outcome): Happening => ({ type: 'outcome', outcome })),
        ),
      ),
    ),
  )
}
