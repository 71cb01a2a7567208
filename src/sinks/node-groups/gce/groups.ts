import type { Node } from '../../../domain/cluster/node.ts'
import type { NamedGroup } from '../../../domain/settings/utilization-settings.ts'
import type { NotDone } from '../node-groups.ts'
import type { ComputeEngine, Group, Member, Zone } from './compute-engine.ts'
import { notDone } from './errors.ts'
import { type Place, placeOf, sameZone } from './place.ts'

/** A group with what it says of its instances. */
export interface SeenGroup {
  readonly group: Group
  readonly members: ReadonlyMap<string, Member>
  /** Somebody named it. */
  readonly isNamed: boolean
}

/** A name that says too little or too much: a person mends it. */
export class GroupNameError extends Error {
  override readonly name = 'GroupNameError'
}

/** What became of looking up groups. @param tried such as `look up the groups of pool users` */
export const whyNotFound = (error: unknown, tried: string): NotDone =>
  error instanceof GroupNameError ? { because: error.message } : notDone(error, tried)

export interface ZoneGroups {
  readonly groups: readonly SeenGroup[]
  /** Names that mean no group, or several: the others go on without them. */
  readonly unresolved: readonly GroupNameError[]
}

/**
 * The groups of one zone that may have made these instances, and those that somebody named: whose an instance is, the
 * groups' own lists say, never its name.
 */
export async function groupsOfZone(
  engine: ComputeEngine,
  zone: Zone,
  instances: readonly string[],
  named: readonly NamedGroup[],
): Promise<ZoneGroups> {
  const all = await engine.groupsIn(zone)
  const meant = named.filter((one) => sameZone(one, zone)).map((one) => only(one, all))
  const unresolved = meant.filter((one) => one instanceof GroupNameError)
  const chosen = new Set(meant.filter((one) => !(one instanceof GroupNameError)))
  const mayBe = all.filter(
    (group) => chosen.has(group) || instances.some((instance) => instance.startsWith(group.baseName)),
  )
  const groups = await Promise.all(
    mayBe.map(async (group) => ({ group, members: await engine.membersOf(group), isNamed: chosen.has(group) })),
  )
  return { groups, unresolved }
}

function only({ name, zone, pool }: NamedGroup, groups: readonly Group[]): Group | GroupNameError {
  const isMeant = matcher(name)
  const [first, ...more] = groups.filter((group) => isMeant(group.name))
  const where = `utilization.gce.groups: \`${name}\` of pool ${pool}`
  if (!first) {
    const known = groups.map((group) => group.name).join(', ') || 'none'
    return new GroupNameError(`${where} matches no managed instance group of ${zone}; there: ${known}`)
  }
  if (more.length > 0) {
    const names = [first, ...more].map((group) => group.name).join(', ')
    return new GroupNameError(`${where} matches ${more.length + 1} groups of ${zone} (${names}); name one of them`)
  }
  return first
}

function matcher(pattern: string): (name: string) => boolean {
  const escaped = pattern.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const expression = new RegExp(`^${escaped.join('.*')}$`)
  return (name) => expression.test(name)
}

/** Each zone once, with the instances there. Nodes of other providers are in none. */
export function byZone(nodes: readonly Node[], more: readonly Zone[] = []): readonly (readonly [Zone, Place[]])[] {
  const found: [Zone, Place[]][] = []
  const at = (zone: Zone) => {
    const known = found.find(([one]) => sameZone(one, zone))
    if (known) return known[1]
    const places: Place[] = []
    found.push([{ project: zone.project, zone: zone.zone }, places])
    return places
  }
  for (const node of nodes) {
    const place = placeOf(node)
    if (place) at(place).push(place)
  }
  for (const zone of more) at(zone)
  return found
}
