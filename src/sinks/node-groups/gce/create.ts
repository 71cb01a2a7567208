import type { NamedGroup } from '../../../domain/utilization/settings.ts'
import type { Creation, GroupScope, NotDone } from '../node-groups.ts'
import type { ComputeEngine, Group } from './compute-engine.ts'
import { notDone } from './errors.ts'
import { byZone, groupsOfZone, type SeenGroup } from './groups.ts'

/** A group of a pool, and how many of the pool's nodes are of it: the rest of its size is on the way. */
export interface PoolGroup extends SeenGroup {
  readonly nodes: number
}

/**
 * The groups of a pool: those that list one of its nodes, and those that somebody named for it.
 * @throws what `notDone` makes a sentence of
 */
export async function groupsOfPool(
  engine: ComputeEngine,
  { name: pool, nodes }: GroupScope,
  named: readonly NamedGroup[],
): Promise<readonly PoolGroup[]> {
  const own = named.filter((one) => one.pool === pool)
  const seen = await Promise.all(
    byZone(nodes, own).map(async ([zone, places]) => {
      const instances = new Set(places.map(({ instance }) => instance))
      const groups = await groupsOfZone(engine, zone, [...instances], own)
      return groups.map((one) => ({
        ...one,
        nodes: [...one.members.keys()].filter((name) => instances.has(name)).length,
      }))
    }),
  )
  return seen.flat().filter(({ isNamed, nodes: count }) => isNamed || count > 0)
}

/** Makes groups larger, by so much as is not on its way already, always the smallest first: so zones stay even. */
export async function createNodes(
  engine: ComputeEngine,
  groups: readonly PoolGroup[],
  count: number,
): Promise<Creation> {
  const from = totalOf(groups.map(({ group }) => group.targetSize))
  const coming = totalOf(groups.map(({ group, nodes }) => Math.max(0, group.targetSize - nodes)))
  const stuck = whyStuck(groups)
  if (count <= coming) return stuck ? { at: 'in part', from, to: from, ...stuck } : { at: 'done', from, to: from }
  let to = from
  let refusal = stuck
  for (const [group, size] of enlarged(groups, count - coming)) {
    try {
      await engine.resize(group, size)
      to += size - group.targetSize
    } catch (error) {
      refusal = notDone(error, `make group ${group.name} of ${group.zone} larger, ${group.targetSize} to ${size}`)
    }
  }
  if (!refusal) return { at: 'done', from, to }
  return to === from ? { at: 'failed', ...refusal } : { at: 'in part', from, to, ...refusal }
}

const totalOf = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0)

/** The new sizes of those that change. */
function enlarged(groups: readonly PoolGroup[], count: number): readonly (readonly [Group, number])[] {
  const sizes = new Map(groups.map(({ group }) => [group, group.targetSize]))
  for (let left = count; left > 0; left -= 1) {
    const [smallest] = [...sizes].toSorted(([, a], [, b]) => a - b)
    if (smallest) sizes.set(smallest[0], smallest[1] + 1)
  }
  return [...sizes].filter(([group, size]) => size > group.targetSize)
}

/** A group takes on any size; that there is no quota or no machine for it shows only in its instances. */
function whyStuck(groups: readonly PoolGroup[]): NotDone | undefined {
  for (const { group, members } of groups)
    for (const { errors, name } of members.values())
      if (errors.length > 0)
        return { because: `group ${group.name} cannot make ${name || 'an instance'}: ${errors.join('; ')}` }
  return undefined
}
