import type { Node } from '../../../domain/cluster/node.ts'
import { type Area, regionOf, sameArea, type Zone } from './area.ts'

/** The instance behind a node. */
export interface Place extends Zone {
  readonly instance: string
  /** The node's name. */
  readonly node: string
}

/** Reads `spec.providerID`, `gce://project/zone/name`; undefined: the node is not of Compute Engine. */
export function placeOf({ name, providerId = '' }: Node): Place | undefined {
  // A project of a domain has a colon in its name: `example.com:hub`.
  const [, project, zone, instance] = /^gce:\/\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(providerId) ?? []
  return project && zone && instance ? { project, zone, instance, node: name } : undefined
}

/**
 * Where groups may be that made these nodes: each zone and each region once, with the instances there, and `more` beside
 * them. Nodes of other providers are in none.
 */
export function byArea(nodes: readonly Node[], more: readonly Area[] = []): readonly (readonly [Area, Place[]])[] {
  const found: [Area, Place[]][] = []
  const at = (area: Area) => {
    const known = found.find(([one]) => sameArea(one, area))
    if (known) return known[1]
    const places: Place[] = []
    found.push([bare(area), places])
    return places
  }
  for (const node of nodes) {
    const place = placeOf(node)
    if (!place) continue
    at(place).push(place)
    at(regionOf(place)).push(place)
  }
  for (const area of more) at(area)
  return found
}

const bare = (area: Area): Area => {
  const { project } = area
  return 'zone' in area ? { project, zone: area.zone } : { project, region: area.region }
}
