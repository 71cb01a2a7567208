import type { PeopleDemand } from '../demand/people.ts'
import { type Problem, problem } from '../problem.ts'
import type { PoolConfig } from '../settings/config.ts'
import type { EmptyNode } from './empty-nodes.ts'
import { mainKind } from './main-kind.ts'
import { seatsIn } from './seat.ts'
import type { Size } from './size.ts'

/** What is asked of a pool in placeholders, of which each is taken for a node. */
export interface AskedInNodes {
  /** The largest bare number, of now or of an event that is known; a lone placeholder shares its node with none. */
  readonly number: number
  readonly people: readonly PeopleDemand[]
}

/**
 * Said while somebody asks in nodes, or in bare numbers, of a pool whose placeholders are not nodes: those that share a node
 * keep no other one warm. Who writes `onePerNode: false` means that.
 */
export function nodesUnitProblems(
  pool: PoolConfig,
  asked: AskedInNodes,
  nodes: readonly EmptyNode[],
  size: Size,
): Problem[] {
  if (size.from !== 'config' || pool.onePerNode) return []
  const inNodes = asked.people.find(({ unit }) => unit === 'nodes')
  const inNumbers = asked.number > 1 && !pool.mayShareNodes && pool.scalingStrategy !== 'fit'
  if (!inNodes && !inNumbers) return []
  const most = mainKind(nodes).reduce((max, { empty }) => Math.max(max, seatsIn(empty, size.requests)), 0)
  if (most < 2) return []
  const where = `nodePools.${pool.name}.resources.requests`
  const texts = [
    ...(inNodes ? [sayInNodes(inNodes.amount, most)] : []),
    ...(inNumbers ? [sayInNumbers(pool.name, asked.number, most)] : []),
  ]
  return texts.map((text) => problem(where, text))
}

const sayInNodes = (amount: number, most: number): string =>
  `an event asks ${amount} nodes, which counts placeholders as nodes, but up to ${most} of them fit on one here: fewer nodes will boot; ask for \`seats\` or \`students\`, set \`onePerNode: true\`, or let placeholders be as large as a node`

const sayInNumbers = (pool: string, number: number, most: number): string =>
  `a number such as \`${pool}: ${number}\` means so many nodes' worth of room, but ${most} of these placeholders fit on one node, so that ${number} of them are ${sayNodes(Math.ceil(number / most))}; set \`onePerNode: true\`, or let them be nearly as large as a node; \`onePerNode: false\` says that it is meant so`

const sayNodes = (count: number) => (count === 1 ? 'one node' : `${count} nodes`)
