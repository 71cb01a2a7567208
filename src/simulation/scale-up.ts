import type { Cluster, PoolSpec, SimPod } from './cluster.ts'
import { refusals } from './refusals.ts'
import { emptySpot, fits, type Spot, withPod } from './spot.ts'

/** A machine to ask for. */
export interface Wanted {
  readonly pool: PoolSpec
  readonly zone?: string
}

/**
 * The machines to add so that each of these pods has a node, at most each pool's maximum. Nodes that just came and
 * machines that still boot are filled first: a pod that waits for one asks for no second. (cluster-autoscaler's
 * binpacking estimator: first fit, in the order in which the scheduler will place them.)
 */
export function missingMachines(cluster: Cluster, pools: readonly PoolSpec[], pods: readonly SimPod[]): Wanted[] {
  const spots: Spot[] = [...cluster.roster.spots().values(), ...comingSpots(cluster)]
  const there = cluster.machines.all()
  const wanted: Wanted[] = []
  const refused = refusals()
  const machinesOf = (pool: PoolSpec): Wanted[] => [...there, ...wanted].filter((one) => one.pool.name === pool.name)
  for (const pod of pods.toSorted((a, b) => b.priority - a.priority || a.createdMs - b.createdMs)) {
    if (refused.includes(pod)) continue
    const at = spots.findIndex((spot) => fits(spot, pod))
    const spot = spots[at]
    if (spot) {
      spots[at] = withPod(spot, pod)
      continue
    }
    const pool = pools.find((one) => fits(emptySpot(one, ''), pod) && machinesOf(one).length < one.maxNodes)
    if (pool) {
      const added = requestOf(pool, machinesOf(pool))
      wanted.push(...added)
      spots.push(withPod(emptySpot(pool, ''), pod), ...added.slice(1).map(() => emptySpot(pool, '')))
    } else refused.add(pod)
  }
  return wanted
}

/** The machines that are no Ready nodes yet, as they will be. */
const comingSpots = ({ machines, nodes }: Cluster): Spot[] =>
  machines
    .all()
    .filter(({ name }) => !nodes.get(name)?.ready.is)
    .map(({ name, pool }) => emptySpot(pool, name))

/** One machine, in the zone that has the fewest; or one in each zone. */
function requestOf(pool: PoolSpec, there: readonly Wanted[]): Wanted[] {
  const { zones, oneInEachZone, maxNodes } = pool
  const countIn = (zone: string) => there.filter((one) => one.zone === zone).length
  const byCount = zones.toSorted((a, b) => countIn(a) - countIn(b))
  if (byCount.length === 0) return [{ pool }]
  return byCount.slice(0, oneInEachZone ? maxNodes - there.length : 1).map((zone) => ({ pool, zone }))
}
