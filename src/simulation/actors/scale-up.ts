import type { Cluster, PoolSpec, SimPod } from '../cluster/cluster.ts'
import { admits, emptySpot, fits, type Spot, withPod } from '../cluster/spot.ts'
import { emptiestZones, zoneOf } from '../cluster/zone.ts'
import { refusals } from './refusals.ts'

/** A machine to ask for. */
export interface Wanted {
  readonly pool: PoolSpec
  readonly zone?: string
}

/**
 * The machines to add so that each of these pods has a node, at most each pool's maximum. Nodes that just came and
 * machines that still boot are filled first: a pod that waits for one asks for no second. (cluster-autoscaler's
 * binpacking estimator: first fit, in the order in which the scheduler will place them.)
 * @param spreads a pod that would rather be spread gets a machine for it, as from Karpenter; else it goes where room is
 */
export function missingMachines(
  cluster: Cluster,
  { pools, spreads }: { readonly pools: readonly PoolSpec[]; readonly spreads: boolean },
  pods: readonly SimPod[],
): Wanted[] {
  const spots: Spot[] = [...cluster.roster.spots().values(), ...comingSpots(cluster)]
  const there = cluster.machines.all()
  const wanted: Wanted[] = []
  const refused = refusals()
  const machinesOf = (pool: PoolSpec): Wanted[] => [...there, ...wanted].filter((one) => one.pool.name === pool.name)

  /** @param zones only there; undefined: anywhere. @returns whether it has a place now */
  const place = (pod: SimPod, zones?: ReadonlySet<string>): boolean => {
    const allowed = (zone: string | undefined) => zones === undefined || zones.has(zone ?? '')
    const at = spots.findIndex((spot) => allowed(zoneOf(spot)) && fits(spot, pod))
    const spot = spots[at]
    if (spot) {
      spots[at] = withPod(spot, pod)
      return true
    }
    const pool = pools.find((one) => fits(emptySpot(one, ''), pod) && machinesOf(one).length < one.maxNodes)
    if (!pool) return false
    const added = requestOf(pool, machinesOf(pool), zones)
    wanted.push(...added)
    const [first, ...others] = added.map(({ zone }) => emptySpot(pool, '', zone))
    if (first) spots.push(withPod(first, pod), ...others)
    return first !== undefined
  }

  for (const pod of pods.toSorted((a, b) => b.priority - a.priority || a.createdMs - b.createdMs)) {
    if (refused.includes(pod)) continue
    const zones = spreads && pod.spread ? emptiestZones(zonesFor(pod, pools), pod.spread, spots) : undefined
    if (zones && zones.size > 0 && place(pod, zones)) continue
    if (!place(pod)) refused.add(pod)
  }
  return wanted
}

const zonesFor = (pod: SimPod, pools: readonly PoolSpec[]): string[] => [
  ...new Set(pools.filter((pool) => admits(emptySpot(pool, ''), pod)).flatMap(({ zones }) => zones)),
]

/** The machines that are no Ready nodes yet, as they will be. */
const comingSpots = ({ machines, nodes }: Cluster): Spot[] =>
  machines
    .all()
    .filter(({ name }) => !nodes.get(name)?.ready.is)
    .map(({ name, pool, zone }) => emptySpot(pool, name, zone))

/** One machine, in the zone that has the fewest of those allowed; or one in each zone. */
function requestOf(pool: PoolSpec, there: readonly Wanted[], allowed?: ReadonlySet<string>): Wanted[] {
  const { zones, oneInEachZone, maxNodes } = pool
  const countIn = (zone: string) => there.filter((one) => one.zone === zone).length
  const byCount = zones.toSorted((a, b) => countIn(a) - countIn(b))
  if (byCount.length === 0) return [{ pool }]
  if (oneInEachZone) return byCount.slice(0, maxNodes - there.length).map((zone) => ({ pool, zone }))
  const zone = byCount.find((one) => allowed === undefined || allowed.has(one))
  return zone === undefined ? [] : [{ pool, zone }]
}
