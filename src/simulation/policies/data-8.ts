import { ignoreElements, interval, type Observable, type SchedulerLike, tap } from 'rxjs'
import { nodeFrom } from '../../domain/cluster/node.ts'
import { podFrom } from '../../domain/cluster/pod.ts'
import { podKindsOf } from '../../domain/cluster/pod-kinds.ts'
import { MINUTE_MS } from '../../domain/duration.ts'
import { compare } from '../../domain/order.ts'
import type { Config } from '../../domain/settings/config.ts'
import { compatData8 } from '../../domain/utilization/compat-data-8.ts'
import { addMachine } from '../actors/autoscaler.ts'
import type { Cluster, PoolSpec } from '../cluster/cluster.ts'
import { mark } from '../cluster/cordon.ts'
import type { Random } from '../cluster/random.ts'
import { rawNode, rawPod } from '../cluster/raw.ts'

export interface Data8Options {
  /** Its `utilization` holds the settings, whether enabled or not. */
  readonly config: Config
  readonly pools: readonly PoolSpec[]
  readonly random: Random
}

/** cron runs it so often. */
const EVERY_MS = 10 * MINUTE_MS

/**
 * `scale.py` of the data-8 autoscaler, run by cron, one look and one round of deeds at a time: cordons, machines for
 * what is missing, and the end of those that are empty and were cordoned before. New machines are of the first pool:
 * it knows one group.
 */
export const data8 = (cluster: Cluster, options: Data8Options, clock: SchedulerLike): Observable<never> =>
  interval(EVERY_MS, clock).pipe(
    tap(() => scale(cluster, options, clock.now())),
    ignoreElements(),
  )

function scale(cluster: Cluster, { config, pools, random }: Data8Options, nowMs: number): void {
  const kinds = podKindsOf(config, undefined)
  const nodes = cluster.nodes.all().flatMap((one) => nodeFrom(rawNode(one)) ?? [])
  const pods = cluster.pods.all().flatMap((one) => podFrom(rawPod(one), kinds) ?? [])
  const inOrder = nodes.toSorted((a, b) => compare(a.name, b.name))
  const { cordon, uncordon, shutdown, create } = compatData8(inOrder, pods, config.utilization)
  for (const name of cordon) mark(cluster, name, {}, true)
  for (const name of uncordon) mark(cluster, name, {}, false)
  const [pool] = pools
  const there = cluster.machines.all().filter((one) => one.pool.name === pool?.name).length
  const missing = Math.min(create - (cluster.machines.all().length - nodes.length), (pool?.maxNodes ?? 0) - there)
  // A group that is resized makes no machine twice: those that boot already count.
  for (let made = 0; pool && made < missing; made += 1) addMachine(cluster, { pool }, random, nowMs)
  for (const name of shutdown) cluster.machines.remove(name)
}
