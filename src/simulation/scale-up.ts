import type { Cluster, PoolSpec, SimPod } from './cluster.ts'
import { emptySpot, fits, type Spot, withPod } from './spot.ts'
import { spotsOf } from './spots.ts'

/**
 * The machines to add so that every pod that the scheduler gave up on has a node, by pool, at most each pool's maximum.
 * Nodes that just came and machines that still boot are filled first: a pod that waits for one asks for no second.
 * (cluster-autoscaler's binpacking estimator: first fit, in the order in which the scheduler will place them.)
 */
export function missingMachines(cluster: Cluster, pools: readonly PoolSpec[]): PoolSpec[] {
  const spots: Spot[] = [...spotsOf(cluster).values(), ...comingSpots(cluster)]
  const count = Map.groupBy(cluster.machines.all(), (machine) => machine.pool.name)
  const wanted: PoolSpec[] = []
  for (const pod of waiting(cluster)) {
    const at = spots.findIndex((spot) => fits(spot, pod))
    const there = spots[at]
    if (there) {
      spots[at] = withPod(there, pod)
      continue
    }
    const pool = pools.find((one) => fits(emptySpot(one, ''), pod) && room(one, count, wanted) > 0)
    if (!pool) continue
    wanted.push(pool)
    spots.push(withPod(emptySpot(pool, ''), pod))
  }
  return wanted
}

const waiting = ({ pods }: Cluster): SimPod[] =>
  pods
    .all()
    .filter((pod) => pod.place.at === 'unschedulable')
    .toSorted((a, b) => b.priority - a.priority || a.createdMs - b.createdMs)

/** The machines that are no Ready nodes yet, as they will be. */
const comingSpots = ({ machines, nodes }: Cluster): Spot[] =>
  machines
    .all()
    .filter(({ name }) => !nodes.get(name)?.ready.is)
    .map(({ name, pool }) => emptySpot(pool, name))

const room = (pool: PoolSpec, count: ReadonlyMap<string, readonly unknown[]>, wanted: readonly PoolSpec[]): number =>
  pool.maxNodes - (count.get(pool.name)?.length ?? 0) - wanted.filter((one) => one === pool).length
