/** What holds a pool's room: `holdBy` and `holdName` of the values. */
import { type Problem, problem } from '../problem.ts'
import type { PoolConfig } from './config.ts'
import { BY_DEPLOYMENT, type Hold, type HoldBy, USER_PLACEHOLDER } from './hold.ts'

/** As much of a pool's values as says it. */
export interface HoldValues {
  readonly holdBy?: HoldBy | null | undefined
  readonly holdName?: string | null | undefined
  readonly onePerNode?: boolean | null | undefined
  readonly resources?:
    | { readonly requests?: object | null | undefined; readonly limits?: object | null | undefined }
    | null
    | undefined
  readonly userImages?: unknown
}

/** @param pool its name */
export function holdOf(pool: string, { holdBy, holdName }: HoldValues): Hold {
  switch (holdBy) {
    case 'statefulset':
      return { by: 'statefulset', name: holdName || USER_PLACEHOLDER }
    case 'nodepool':
      return { by: 'nodepool', name: holdName || pool }
    case 'capacitybuffer':
      return { by: 'capacitybuffer' }
    default:
      return BY_DEPLOYMENT
  }
}

/** A NodePool counts nodes; the pods of a StatefulSet are as they are. */
export function onePerNodeOf({ holdBy, onePerNode }: HoldValues, hasRequests: boolean): boolean {
  return holdBy === 'nodepool' || (onePerNode ?? !hasRequests)
}

const NAME = /^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/

/** Why a pool's room cannot be held so. */
export function holdProblems({ holdBy, holdName, resources, userImages }: HoldValues, where: string): Problem[] {
  const said = (key: string, text: string) => problem(`${where}.${key}`, text)
  const isLent = holdBy === 'statefulset' || holdBy === 'nodepool'
  const requests = { ...resources?.limits, ...resources?.requests }
  const problems: Problem[] = []
  if (holdName && !isLent) problems.push(said('holdName', 'names nothing: set holdBy to statefulset or nodepool'))
  if (holdName && !NAME.test(holdName)) problems.push(said('holdName', `\`${holdName}\` is no name of an object`))
  if (holdBy === 'nodepool' && Object.keys(requests).length === 0)
    problems.push(
      said(
        'resources.requests',
        'is missing: with `holdBy: nodepool` it says what users have of one of its nodes, such as {memory: 28Gi}',
      ),
    )
  if (holdBy === 'statefulset' && Object.keys(requests).length > 0)
    problems.push(said('resources', 'does not count with `holdBy: statefulset`: its pods are as large as they are'))
  if ((isLent || holdBy === 'capacitybuffer') && Array.isArray(userImages))
    problems.push(said('userImages', `brings nothing with \`holdBy: ${holdBy}\`: leave the hub's image puller on`))
  return problems
}

/** Two pools that write one count would undo each other. */
export function lentTwice(pools: ReadonlyMap<string, PoolConfig>): Problem[] {
  const of = new Map<string, string>()
  return [...pools.values()].flatMap(({ name, hold }) => {
    if (!('name' in hold)) return []
    const key = `${hold.by}/${hold.name}`
    const other = of.get(key)
    of.set(key, name)
    const text = `\`${hold.name}\` is lent to ${other} already; each pool has an object of its own`
    return other === undefined ? [] : [problem(`nodePools.${name}.holdName`, text)]
  })
}
