import type { PeopleDemand } from '../demand/people.ts'
import { type Problem, problem } from '../problem.ts'
import type { PoolConfig } from '../settings/config.ts'
import type { EmptyNode } from './empty-nodes.ts'
import { mainKind } from './main-kind.ts'
import { seatsIn } from './seat.ts'
import type { Size } from './size.ts'

/** Said while somebody asks in nodes of a pool whose placeholders are not one: `nodes: 8` is then eight placeholders. */
export function nodesUnitProblems(
  pool: PoolConfig,
  people: readonly PeopleDemand[],
  nodes: readonly EmptyNode[],
  size: Size,
): Problem[] {
  const asked = people.find(({ unit }) => unit === 'nodes')
  if (!asked || size.from !== 'config' || pool.onePerNode) return []
  const most = mainKind(nodes).reduce((max, { empty }) => Math.max(max, seatsIn(empty, size.requests)), 0)
  if (most < 2) return []
  const text = `an event asks ${asked.amount} nodes, which counts placeholders as nodes, but up to ${most} of them fit on one here: fewer nodes will boot; ask for \`seats\` or \`students\`, or let placeholders be as large as a node`
  return [problem(`nodePools.${pool.name}.resources.requests`, text)]
}
