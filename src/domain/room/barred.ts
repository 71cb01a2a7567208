import { dump } from 'js-yaml'
import { barringTaints } from '../cluster/node.ts'
import type { Occupancy } from '../cluster/occupancy.ts'
import { userTolerations } from '../cluster/pool.ts'
import { compare } from '../order.ts'
import { type Problem, problem } from '../problem.ts'
import { sayTaint, type Taint } from '../scheduling/taint.ts'
import type { PoolConfig } from '../settings/config.ts'
import type { NodeRoom } from './room.ts'

/** Nodes of a pool that nothing keeps its placeholders from but taints that `tolerations` does not name. */
export interface Barred {
  readonly taints: readonly Taint[]
  /** Users are there all the same: they tolerate what placeholders do not. */
  readonly hasUsers: boolean
  /** No node is left that placeholders can get to. */
  readonly isAll: boolean
}

/** @returns undefined when there is no such node */
export function barredNodes(
  pool: PoolConfig,
  rooms: readonly NodeRoom[],
  occupancy: ReadonlyMap<string, Occupancy>,
): Barred | undefined {
  const tolerations = userTolerations(pool)
  const barred = rooms.flatMap(({ node }) => {
    const taints = barringTaints(node, tolerations)
    return taints.length > 0 ? [{ taints, hasUsers: (occupancy.get(node.name)?.users ?? 0) > 0 }] : []
  })
  if (barred.length === 0) return undefined
  const taints = new Map(barred.flatMap((one) => one.taints.map((taint) => [sayTaint(taint), taint])))
  return {
    taints: [...taints].toSorted(([a], [b]) => compare(a, b)).map(([, taint]) => taint),
    hasUsers: barred.some((one) => one.hasUsers),
    isAll: !rooms.some(({ usable }) => usable),
  }
}

/** What to write, where users tolerate it; taints that go when a node is ready are for nobody to tolerate. */
export function barredProblem({ name }: PoolConfig, { taints, hasUsers, isAll }: Barred): Problem {
  const many = taints.length > 1
  const said = `the taint${many ? 's' : ''} ${taints.map(sayTaint).join(' and ')}`
  const nodes = hasUsers ? 'users run on nodes with' : `${isAll ? 'all' : 'some'} nodes of the pool have`
  const advice = `${hasUsers ? '' : `if users tolerate ${many ? 'them' : 'it'}, `}add ${taints.map(asToleration).join(' and ')}`
  const text = `${nodes} ${said}, which ${many ? 'are' : 'is'} not named here, so placeholders cannot run there; ${advice}`
  return problem(`nodePools.${name}.tolerations`, text)
}

/** As YAML, in one line: a value such as `yes` stays a word. */
const asToleration = ({ key, value, effect }: Taint): string =>
  dump(value ? { key, operator: 'Equal', value, effect } : { key, operator: 'Exists', effect }, {
    flowLevel: 0,
    lineWidth: -1,
  }).trim()
