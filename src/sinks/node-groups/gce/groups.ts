import type { NamedGroup } from '../../../domain/settings/utilization-settings.ts'
import type { NotDone } from '../node-groups.ts'
import { type Area, sameArea, sayArea } from './area.ts'
import type { ComputeEngine } from './compute-engine.ts'
import { notDone } from './errors.ts'
import type { Group, Member } from './group.ts'
import type { Place } from './place.ts'

/** A group with what it says of its instances. */
export interface SeenGroup {
  readonly group: Group
  /** By `keyOf`. */
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

export interface AreaGroups {
  readonly groups: readonly SeenGroup[]
  /** Names that mean no group, or several: the others go on without them. */
  readonly unresolved: readonly GroupNameError[]
}

/**
 * The groups of one zone, or of one region, that may have made these instances, and those that somebody named: whose an instance is, the
 * groups' own lists say, never its name.
 */
export async function groupsOfArea(
  engine: ComputeEngine,
  area: Area,
  places: readonly Place[],
  named: readonly NamedGroup[],
): Promise<AreaGroups> {
  const all = await engine.groupsIn(area)
  const meant = named.filter((one) => sameArea(one, area)).map((one) => only(one, all))
  const unresolved = meant.filter((one) => one instanceof GroupNameError)
  const chosen = new Set(meant.filter((one) => !(one instanceof GroupNameError)))
  const mayBe = all.filter(
    (group) => chosen.has(group) || places.some(({ instance }) => instance.startsWith(group.baseName)),
  )
  const groups = await Promise.all(
    mayBe.map(async (group) => ({ group, members: await engine.membersOf(group), isNamed: chosen.has(group) })),
  )
  return { groups, unresolved }
}

function only(named: NamedGroup, groups: readonly Group[]): Group | GroupNameError {
  const { name, pool } = named
  const area = sayArea(named)
  const isMeant = matcher(name)
  const [first, ...more] = groups.filter((group) => isMeant(group.name))
  const where = `utilization.gce.groups: \`${name}\` of pool ${pool}`
  if (!first) {
    const known = groups.map((group) => group.name).join(', ') || 'none'
    return new GroupNameError(`${where} matches no managed instance group of ${area}; there: ${known}`)
  }
  if (more.length > 0) {
    const names = [first, ...more].map((group) => group.name).join(', ')
    return new GroupNameError(`${where} matches ${more.length + 1} groups of ${area} (${names}); name one of them`)
  }
  return first
}

function matcher(pattern: string): (name: string) => boolean {
  const escaped = pattern.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const expression = new RegExp(`^${escaped.join('.*')}$`)
  return (name) => expression.test(name)
}
