import { given } from '../../../domain/given.ts'
import type { NamedGroup } from '../../../domain/settings/utilization-settings.ts'
import { type Creation, type GroupScope, type NotDone, sayPool } from '../node-groups.ts'
import type { ComputeEngine } from './compute-engine.ts'
import { isRefused, notDone } from './errors.ts'
import { type Group, keyOf, type Member, sayGroup, zoneOfMember } from './group.ts'
import { groupsOfArea, type SeenGroup, whyNotFound } from './groups.ts'
import { byArea } from './place.ts'

/** A group of a pool. */
export interface PoolGroup extends SeenGroup {
  /** How many of the pool's nodes are of it and stay. */
  readonly nodes: number
  /** Members that are no node (yet). */
  readonly others: readonly Member[]
}

export interface PoolGroups {
  readonly groups: readonly PoolGroup[]
  /** Of zones and regions that could not be looked at, and of names that mean no group. */
  readonly refusals: readonly NotDone[]
}

/** The groups of a pool: those that list one of its nodes, and those that somebody named for it. Each zone and each region for itself. */
export async function groupsOfPool(
  engine: ComputeEngine,
  { name: pool, nodes }: GroupScope,
  named: readonly NamedGroup[],
): Promise<PoolGroups> {
  const own = named.filter((one) => one.pool === pool)
  const refusals: NotDone[] = []
  const refused = (error: unknown) => void refusals.push(whyNotFound(error, `look up the groups of ${sayPool(pool)}`))
  const seen = await Promise.all(
    byArea(nodes, own).map(async ([area, places]) => {
      const instances = new Set(places.map(({ zone, instance }) => keyOf(zone, instance)))
      try {
        const { groups, unresolved } = await groupsOfArea(engine, area, places, own)
        unresolved.forEach(refused)
        return groups.map((one) => withNodes(one, instances))
      } catch (error) {
        refused(error)
        return []
      }
    }),
  )
  return { groups: seen.flat().filter(({ isNamed, nodes: count }) => isNamed || count > 0), refusals }
}

function withNodes(seen: SeenGroup, instances: ReadonlySet<string>): PoolGroup {
  const staying = [...seen.members.values()].filter(({ isLeaving }) => !isLeaving)
  const others = staying.filter(({ zone, name }) => !instances.has(keyOf(zone, name)))
  return { ...seen, nodes: staying.length - others.length, others }
}

/**
 * Makes groups larger, by so much as is not on its way already, always the smallest first, for each of its zones: so zones
 * stay even, whether each has a group or a group of the region spreads over them. A group
 * that gets no machines is asked last, and only for what it does not try to make already. Machines that never became
 * nodes are made up for once: whatever keeps them from it would keep every further one too.
 * @param lateBeforeMs as `GroupScope` has it
 */
export async function createNodes(
  engine: ComputeEngine,
  { groups, refusals }: PoolGroups,
  count: number,
  lateBeforeMs?: number,
): Promise<Creation> {
  const from = totalOf(groups.map(({ group }) => group.targetSize))
  const late = lateBeforeMs === undefined ? [] : await lateIn(engine, groups, lateBeforeMs)
  const promised = totalOf(
    groups.map(({ group, nodes, others }) => group.targetSize - nodes - failingIn(others).length),
  )
  const coming = Math.max(0, promised - late.length) + Math.max(0, late.length - count)
  const [poor, sound] = [groups.filter(isPoor), groups.filter((one) => !isPoor(one))]
  const first = await grow(engine, sound, count - coming)
  const tried = totalOf(poor.map(({ others }) => failingIn(others).length))
  const second = await grow(engine, poor, first.left - tried)
  const to = from + first.made + second.made
  const isMissing = count - coming > first.made + second.made
  if (!isMissing && late.length === 0) return { at: 'done', from, to }
  const refusal = isMissing ? (first.refusal ?? second.refusal ?? refusals[0]) : undefined
  if (refusal && to === from) return { at: 'failed', ...refusal }
  const because = refusal ?? (isMissing ? whyPoor(poor) : undefined) ?? whyLate(late)
  return { at: 'in part', from, to, ...because }
}

const totalOf = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0)
const failingIn = (members: readonly Member[]) => members.filter(({ errors }) => errors.length > 0)
const isPoor = ({ others }: PoolGroup) => failingIn(others).length > 0

interface Grown {
  readonly made: number
  /** What nobody has taken on. */
  readonly left: number
  readonly refusal?: NotDone
}

/** What one group refuses, the next is asked for. One that may have taken it on all the same is left to the next cycle. */
async function grow(engine: ComputeEngine, groups: readonly PoolGroup[], count: number): Promise<Grown> {
  const sizes = new Map(groups.map(({ group }) => [group, group.targetSize]))
  let [made, left] = [0, Math.max(0, count)]
  let refusal: NotDone | undefined
  while (left > 0 && sizes.size > 0) {
    let refused = 0
    for (const [group, size] of enlarged(sizes, left)) {
      const before = sizes.get(group) ?? 0
      try {
        await engine.resize(group, size)
        made += size - before
        sizes.set(group, size)
      } catch (error) {
        refusal ??= notDone(error, `make ${sayGroup(group)} larger, ${before} to ${size}`)
        sizes.delete(group)
        if (isRefused(error)) refused += size - before
      }
    }
    left = refused
  }
  return { made, left, ...given({ refusal }) }
}

/** The new sizes of those that change. */
function enlarged(sizes: ReadonlyMap<Group, number>, count: number): readonly (readonly [Group, number])[] {
  const next = new Map(sizes)
  for (let left = count; left > 0; left -= 1) {
    const [smallest] = [...next].toSorted(([a, size], [b, other]) => size / a.zones - other / b.zones)
    if (smallest) next.set(smallest[0], smallest[1] + 1)
  }
  return [...next].filter(([group, size]) => size > (sizes.get(group) ?? 0))
}

/** A group takes on any size; that there is no quota or no machine for it shows only in its instances. */
function whyPoor(groups: readonly PoolGroup[]): NotDone | undefined {
  for (const { group, others } of groups)
    for (const { errors, name } of failingIn(others))
      return { because: `group ${group.name} cannot make ${name || 'an instance'}: ${errors.join('; ')}` }
  return undefined
}

/** Instances that have been there for so long that they will not become nodes. */
async function lateIn(
  engine: ComputeEngine,
  groups: readonly PoolGroup[],
  lateBeforeMs: number,
): Promise<readonly string[]> {
  const created = groups.flatMap(({ group, others }) =>
    others
      .filter(({ errors, name }) => errors.length === 0 && name !== '')
      .map(async (member) => {
        const zone = zoneOfMember(group, member)
        const instance = zone && (await engine.instanceOf(zone, member.name).catch(() => undefined))
        return (instance?.createdMs ?? Number.POSITIVE_INFINITY) < lateBeforeMs ? [member.name] : []
      }),
  )
  return (await Promise.all(created)).flat()
}

const whyLate = (names: readonly string[]): NotDone => ({
  because:
    `${names.join(', ')} ${names.length === 1 ? 'is no node' : 'are no nodes'} though made long ago, and no longer ` +
    'counted: see why in the serial console, or delete what is broken; as many are made up for as are missing, no more',
})
