import type { Node } from '../../../domain/cluster/node.ts'
import type { NamedGroup } from '../../../domain/settings/utilization-settings.ts'
import type { NotDone } from '../node-groups.ts'
import { type Area, covers, regionOf, sayArea } from './area.ts'
import type { ComputeEngine } from './compute-engine.ts'
import { notDone } from './errors.ts'
import { type Group, keyOf, type Member, sayGroup } from './group.ts'
import { type AreaGroups, groupsOfArea, type SeenGroup, whyNotFound } from './groups.ts'
import { byArea, type Place, placeOf } from './place.ts'

/** What became of one instance. */
export type Result = { readonly at: 'done' } | ({ readonly at: 'failed' } & NotDone)

/** The groups of one zone or region, or why they could not be seen. */
interface Look extends AreaGroups {
  readonly area: Area
  readonly refusal?: NotDone
}

/**
 * Deletes instances through the groups that made them. What became of each is what its group says after that, not what
 * the answer to the request was: a request may be done by halves, or done though its answer was lost.
 * @returns by the node's name; without nodes of other providers
 */
export async function removeNodes(
  engine: () => Promise<ComputeEngine>,
  nodes: readonly Node[],
  named: readonly NamedGroup[],
): Promise<ReadonlyMap<string, Result>> {
  const results = new Map<string, Result>()
  const places = nodes.flatMap((node) => placeOf(node) ?? [])
  if (places.length === 0) return results
  const google = await engine()
  const looks = await Promise.all(byArea(nodes).map(([area, there]) => lookAt(google, area, there, named)))
  const wanted = new Map<SeenGroup, Place[]>()
  await Promise.all(
    places.map(async (place) => {
      const owner = await ownerOf(google, place, looks)
      if ('at' in owner) results.set(place.node, owner)
      else wanted.set(owner, [...(wanted.get(owner) ?? []), place])
    }),
  )
  const deleted = await Promise.all([...wanted].map(([seen, those]) => deleteFrom(google, seen, those)))
  for (const [node, result] of deleted.flat()) results.set(node, result)
  return results
}

/** Of which pool an instance is, nobody knows here: a name that means nothing costs only those that need it. */
async function lookAt(
  engine: ComputeEngine,
  area: Area,
  places: readonly Place[],
  named: readonly NamedGroup[],
): Promise<Look> {
  try {
    return { area, ...(await groupsOfArea(engine, area, places, named)) }
  } catch (error) {
    return { area, groups: [], unresolved: [], refusal: whyNotFound(error, `look up the groups of ${sayArea(area)}`) }
  }
}

/** The group to ask to delete the instance; or what became of it, where none is to be asked. */
async function ownerOf(engine: ComputeEngine, place: Place, all: readonly Look[]): Promise<SeenGroup | Result> {
  const looks = all.filter(({ area }) => covers(area, place))
  const owners = looks.flatMap(({ groups }) => groups).filter(({ members }) => memberAt(members, place))
  const [owner] = owners
  if (owners.length > 1) return failed(claimed(place, owners))
  if (!owner) return withoutGroup(engine, place, looks)
  return memberAt(owner.members, place)?.isLeaving ? { at: 'done' } : owner
}

const memberAt = (members: ReadonlyMap<string, Member>, { zone, instance }: Place) => members.get(keyOf(zone, instance))
const failed = (because: string): Result => ({ at: 'failed', because })

const claimed = ({ instance }: Place, owners: readonly SeenGroup[]) =>
  `several managed instance groups list ${instance}: ${owners.map(({ group }) => group.name).join(', ')}`

async function withoutGroup(engine: ComputeEngine, place: Place, looks: readonly Look[]): Promise<Result> {
  const { zone, instance } = place
  try {
    if (!(await engine.instanceOf(place, instance))) return { at: 'done' }
  } catch (error) {
    return { at: 'failed', ...notDone(error, `look up ${instance} of ${zone}`) }
  }
  const refusal = looks.flatMap((look) => look.refusal ?? [])[0]
  if (refusal) return { at: 'failed', ...refusal }
  const unresolved = looks.flatMap((look) => look.unresolved)[0]
  return failed(
    `no managed instance group of ${zone} or ${sayArea(regionOf(place))} lists ${instance}, whose name would tell; ` +
      (unresolved?.message ?? 'name its group in utilization.gce.groups'),
  )
}

type Deleted = readonly (readonly [node: string, result: Result])[]

async function deleteFrom(
  engine: ComputeEngine,
  { group, members }: SeenGroup,
  places: readonly Place[],
): Promise<Deleted> {
  const all = (result: Result): Deleted => places.map(({ node }) => [node, result])
  if (group.isMoving) return all(failed(whyMoving(group)))
  let refusal = { because: `group ${group.name} has kept it, though Google says that it was deleted` }
  try {
    await engine.deleteInstances(
      group,
      places.flatMap((place) => memberAt(members, place) ?? []),
    )
  } catch (error) {
    refusal = notDone(error, `delete instances of group ${group.name}`)
  }
  try {
    const after = await engine.membersOf(group)
    const isGone = (place: Place) => memberAt(after, place)?.isLeaving ?? true
    return places.map((place) => [place.node, isGone(place) ? { at: 'done' } : { at: 'failed', ...refusal }])
  } catch (error) {
    return all({ at: 'failed', ...notDone(error, `see what group ${group.name} has deleted`) })
  }
}

/** It would answer a deletion in one zone by ending an instance of another, with whoever works there. */
const whyMoving = (group: Group) =>
  `${sayGroup(group)} keeps its zones even by ending instances, users or not: nothing is deleted from it until it leaves ` +
  `them where they are (gcloud compute instance-groups managed update ${group.name} --region ${regionNameOf(group)} ` +
  '--instance-redistribution-type none)'

const regionNameOf = ({ area }: Group) => ('region' in area ? area.region : regionOf(area).region)
