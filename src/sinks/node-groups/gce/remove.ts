import type { NamedGroup } from '../../../domain/settings/utilization-settings.ts'
import type { NotDone } from '../node-groups.ts'
import type { ComputeEngine, Zone } from './compute-engine.ts'
import { notDone } from './errors.ts'
import { type GroupNameError, groupsOfZone, type SeenGroup, whyNotFound, type ZoneGroups } from './groups.ts'

/** What became of one instance. */
export type Result = { readonly at: 'done' } | ({ readonly at: 'failed' } & NotDone)
type Results = Map<string, Result>

/**
 * Deletes instances of one zone through the groups that made them. What became of each is what its group says after
 * that, not what the answer to the request was: a request may be done by halves, or done though its answer was lost.
 */
export async function removeInZone(
  engine: ComputeEngine,
  zone: Zone,
  instances: readonly string[],
  named: readonly NamedGroup[],
): Promise<Results> {
  const results: Results = new Map()
  try {
    // Of which pool an instance is, nobody knows here: a name that means nothing costs only those that need it.
    const seen = await groupsOfZone(engine, zone, instances, named)
    const wanted = new Map<SeenGroup, string[]>()
    for (const instance of instances) {
      const owner = await ownerOf(engine, zone, instance, seen)
      if ('at' in owner) results.set(instance, owner)
      else wanted.set(owner, [...(wanted.get(owner) ?? []), instance])
    }
    for (const [{ group }, names] of wanted)
      for (const [name, result] of await deleteFrom(engine, group, names)) results.set(name, result)
  } catch (error) {
    const because = whyNotFound(error, `look up the groups of ${zone.zone}`)
    for (const instance of instances) if (!results.has(instance)) results.set(instance, { at: 'failed', ...because })
  }
  return results
}

/** The group to ask to delete the instance; or what became of it, where none is to be asked. */
async function ownerOf(
  engine: ComputeEngine,
  zone: Zone,
  instance: string,
  { groups, unresolved }: ZoneGroups,
): Promise<SeenGroup | Result> {
  const owners = groups.filter(({ members }) => members.has(instance))
  const [owner] = owners
  if (owners.length > 1) return failed(claimed(instance, owners))
  if (!owner) return withoutGroup(engine, zone, instance, unresolved)
  return owner.members.get(instance)?.isLeaving ? { at: 'done' } : owner
}

const failed = (because: string): Result => ({ at: 'failed', because })

const claimed = (instance: string, owners: readonly SeenGroup[]) =>
  `several managed instance groups list ${instance}: ${owners.map(({ group }) => group.name).join(', ')}`

async function withoutGroup(
  engine: ComputeEngine,
  zone: Zone,
  instance: string,
  [unresolved]: readonly GroupNameError[],
): Promise<Result> {
  if (!(await engine.instanceOf(zone, instance))) return { at: 'done' }
  if (unresolved)
    return failed(
      `no managed instance group of ${zone.zone} lists ${instance}, whose name would tell; ${unresolved.message}`,
    )
  return failed(
    `no managed instance group of ${zone.zone} lists ${instance}, whose name would tell; ` +
      'name its group in utilization.gce.groups (regional groups are not supported)',
  )
}

async function deleteFrom(
  engine: ComputeEngine,
  group: SeenGroup['group'],
  names: readonly string[],
): Promise<Results> {
  const tried = `delete instances of group ${group.name}`
  let refusal = { because: `group ${group.name} has kept it, though Google says that it was deleted` }
  try {
    await engine.deleteInstances(group, names)
  } catch (error) {
    refusal = notDone(error, tried)
  }
  try {
    const members = await engine.membersOf(group)
    const isGone = (name: string) => members.get(name)?.isLeaving ?? true
    return new Map(names.map((name) => [name, isGone(name) ? { at: 'done' } : { at: 'failed', ...refusal }]))
  } catch (error) {
    const unknown = notDone(error, `see what group ${group.name} has deleted`)
    return new Map(names.map((name) => [name, { at: 'failed', ...unknown }]))
  }
}
