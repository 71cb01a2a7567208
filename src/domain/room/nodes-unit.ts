import { NO_OCCUPANCY, type Occupancy } from '../cluster/occupancy.ts'
import type { PeopleDemand } from '../demand/people.ts'
import { type Problem, problem } from '../problem.ts'
import type { Resources } from '../scheduling/resources.ts'
import type { PoolConfig } from '../settings/config.ts'
import type { NodeRoom } from './room.ts'
import { seatsIn } from './seat.ts'
import { freeOf } from './seats.ts'

/** Said while somebody asks in nodes of a pool whose placeholders are not one: `nodes: 8` is then eight placeholders. */
export function nodesUnitProblems(
  pool: PoolConfig,
  people: readonly PeopleDemand[],
  rooms: readonly NodeRoom[],
  occupancy: ReadonlyMap<string, Occupancy>,
  placeholder: Resources,
): Problem[] {
  const asked = people.find(({ unit }) => unit === 'nodes')
  if (!asked || pool.onePerNode) return []
  const held = rooms.flatMap(({ node, usable }) => {
    const { daemons, daemonPods } = occupancy.get(node.name) ?? NO_OCCUPANCY
    return usable ? [seatsIn(freeOf(node.allocatable, daemons, daemonPods), placeholder)] : []
  })
  const most = held.reduce((max, count) => Math.max(max, count), 0)
  if (most < 2) return []
  const text = `an event asks ${asked.amount} nodes, which counts placeholders as nodes, but up to ${most} of them fit on one here: fewer nodes will boot; ask for \`seats\` or \`students\`, or let placeholders be as large as a node`
  return [problem(`nodePools.${pool.name}.resources.requests`, text)]
}
