import { defer, EMPTY, merge, type Observable, type SchedulerLike, switchMap, timer } from 'rxjs'
import type { Happening } from '../../streams/product.ts'
import type { Config } from '../domain/settings/config.ts'
import { autoscaler } from './actors/autoscaler.ts'
import { cloud } from './actors/cloud.ts'
import { kubelet } from './actors/kubelet.ts'
import { replicas } from './actors/replicas.ts'
import { scheduler } from './actors/scheduler.ts'
import { users } from './actors/users.ts'
import { advance, type VirtualClock, virtualClock } from './clock.ts'
import { type Cluster, createCluster, type PoolSpec } from './cluster/cluster.ts'
import { seeded } from './cluster/random.ts'
import { setReplicas } from './policies/by-hand.ts'
import { data8 } from './policies/data-8.ts'
import { type Policy, WARMSEATS } from './policies/policy.ts'
import { polling } from './policies/polling.ts'
import { simulatedProduct } from './product/product.ts'
import type { Scenario } from './scenario/scenario.ts'
import { type CordonCounts, cordonTally } from './tally/cordon-tally.ts'
import { type Tally, tally } from './tally/tally.ts'

/** As the chart makes it: cluster-autoscaler's cutoff, so a placeholder still asks for a node. */
const PLACEHOLDER_PRIORITY = -10

export interface Simulation {
  readonly clock: VirtualClock
  readonly cluster: Cluster
  readonly tally: Tally
  readonly cordons: () => CordonCounts
  /** Subscribe once, then `advance`: the world lives as long as the subscription. */
  readonly happenings$: Observable<Happening>
  advance(untilMs: number): Promise<void>
}

/**
 * A simulated cluster with the product on it, the same `pipeline` and `actuate` as on a real one, or with something to
 * compare it with. The same scenario always happens in the same way, and the same people come whatever the policy.
 */
export function simulate(scenario: Scenario, policy: Policy = WARMSEATS): Simulation {
  const clock = virtualClock(scenario.startMs)
  const cluster = createCluster(clock)
  const counted = tally(cluster, scenario.pools, clock)
  const cordons = cordonTally(cluster, clock)
  return {
    clock,
    cluster,
    tally: counted,
    cordons: cordons.counts,
    happenings$: merge(
      counted.counting$,
      cordons.counting$,
      infrastructure(cluster, scenario, clock),
      timer(0, clock).pipe(switchMap(() => policyOn(cluster, scenario, policy, clock))),
    ),
    advance: (untilMs) => advance(clock, untilMs),
  }
}

/** Everything that a policy finds there. */
function infrastructure(cluster: Cluster, scenario: Scenario, clock: SchedulerLike): Observable<never> {
  const { pools, config, seed } = scenario
  const priorities = { [config.placeholder.priorityClassName]: PLACEHOLDER_PRIORITY }
  return merge(
    cloud(cluster, clock),
    scheduler(cluster, clock, scenario.placement),
    kubelet(cluster, scenario.podStartMs, clock),
    replicas(cluster, { priorities, random: seeded(seed + 1) }, clock),
    autoscaler(cluster, { ...scenario.autoscaler, pools, random: seeded(seed) }, clock),
    users(cluster, scenario.visits, clock),
    defer(() => {
      for (const { name, pool, readySinceMs } of scenario.nodes)
        cluster.machines.create(name, { pool, readyMs: readySinceMs, imagePullMs: 0, ...firstZone(pool) })
      return EMPTY
    }),
  )
}

const firstZone = ({ zones: [zone] }: PoolSpec) => (zone === undefined ? {} : { zone })

function policyOn(cluster: Cluster, scenario: Scenario, policy: Policy, clock: SchedulerLike): Observable<Happening> {
  const { config, pools, seed } = scenario
  const { packing, ...warmth } = policy
  switch (packing) {
    case 'data-8':
      return merge(
        warmthOn(cluster, scenario, warmth, clock),
        data8(cluster, { config, pools, random: seeded(seed + 4) }, clock),
      )
    case 'utilization':
      return warmthOn(cluster, { ...scenario, config: withPacking(config) }, warmth, clock)
    default:
      return warmthOn(cluster, scenario, warmth, clock)
  }
}

const withPacking = (config: Config): Config => ({
  ...config,
  utilization: { ...config.utilization, enabled: true, mode: 'act', nodeGroups: 'autoscaler' },
})

function warmthOn(cluster: Cluster, scenario: Scenario, policy: Policy, clock: SchedulerLike): Observable<Happening> {
  switch (policy.at) {
    case 'warmseats':
      return simulatedProduct(cluster, scenario, clock)
    case 'polling': {
      const calendar = scenario.pollingCalendar ?? scenario.calendar
      return polling(cluster, { ...scenario, calendar, fromMs: scenario.startMs, toMs: scenario.endMs }, clock)
    }
    case 'static':
      return defer(() => {
        for (const pool of scenario.config.pools.values()) setReplicas(cluster, pool, policy.count, scenario)
        return EMPTY
      })
    case 'none':
    case 'oracle':
    case 'oracle-just-in-time':
      return EMPTY
  }
}
