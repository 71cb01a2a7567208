import { type Labels, matchesLabels } from '../../domain/scheduling/selector.ts'
import type { Spot } from './spot.ts'

const ZONE = 'topology.kubernetes.io/zone'

/** The labels of a node there; undefined: nobody says where. */
export const inZone = (labels: Labels, zone: string | undefined): Labels =>
  zone === undefined ? labels : { ...labels, [ZONE]: zone }

export const zoneOf = ({ labels }: Pick<Spot, 'labels'>): string | undefined => labels[ZONE]

/** Those of the zones where fewest pods with these labels are: one more there leaves them spread with a skew of 1. */
export function emptiestZones(zones: readonly string[], spread: Labels, spots: readonly Spot[]): ReadonlySet<string> {
  const counts = new Map(zones.map((zone) => [zone, 0]))
  for (const spot of spots) {
    const before = counts.get(zoneOf(spot) ?? '')
    const here = spot.tenants.filter(({ labels }) => matchesLabels(spread, labels)).length
    if (before !== undefined) counts.set(zoneOf(spot) ?? '', before + here)
  }
  const fewest = Math.min(...counts.values())
  return new Set(zones.filter((zone) => counts.get(zone) === fewest))
}
