import { type Problem, problem } from '../problem.ts'
import { keepingLast, oncePerObject } from '../remembered.ts'
import { amountOf, isSameList, type Resources, sayResources, subtract } from '../scheduling/resources.ts'
import type { PoolConfig } from '../settings/config.ts'
import type { EmptyNode } from './empty-nodes.ts'
import { largerFirst } from './main-kind.ts'
import { seatsIn } from './seat.ts'

/**
 * A placeholder that leaves a whole seat free beside it does not keep people off its node. JupyterHub's scheduler packs:
 * to it a node that has just booted for a placeholder is a full one, so people are put there first, and wait until
 * their image is pulled, while nodes in use that have it have room. Who has to evict a placeholder comes to such a node
 * only when nowhere else is room. (`warmseats simulate` shows it: a placeholder of 57Gi beside one of 55Gi on nodes of
 * 58Gi, seats of 2Gi, an image of 90 s.)
 * @param placeholder its requests as configured: a size of our own making leaves what it has to
 * @param nodes on which a seat fits
 * @returns a problem when that is so on every kind of node that it fits
 */
export function besideProblems(
  pool: PoolConfig,
  nodes: readonly EmptyNode[],
  seat: Resources,
  placeholder: Resources,
): Problem[] {
  const tightest = tightestOf(nodes)(seat, placeholder)
  // Where several fit, they are small on purpose; where none fits anywhere, that is the trouble.
  if (!tightest || tightest.seats === 0 || seatsIn(tightest.empty, placeholder) !== 1) return []
  const { empty, seats } = tightest
  const who = seats === 1 ? 'one person more' : `${seats} people more`
  return [
    problem(
      `nodePools.${pool.name}.resources.requests`,
      `a placeholder on an empty node leaves room for ${who}: they are put on nodes that still pull their image while others have room; ${advice(empty, seat)}`,
    ),
  ]
}

/** On which a placeholder leaves the fewest seats. */
const tightestOf = oncePerObject((nodes: readonly EmptyNode[]) =>
  keepingLast(
    (seat: Resources, placeholder: Resources) => {
      let tightest: { readonly empty: Resources; readonly seats: number } | undefined
      // Of equally tight ones the smallest, whatever the order in which they are told.
      for (const { empty } of nodes.toSorted(largerFirst)) {
        if (seatsIn(empty, placeholder) === 0) continue // it never comes there
        const seats = seatsIn(subtract(empty, { ...placeholder, pods: 'pods' in empty ? 1 : 0 }), seat)
        if (!tightest || seats <= tightest.seats) tightest = { empty, seats }
      }
      return tightest
    },
    (a, b) => isSameList(a[0], b[0]) && isSameList(a[1], b[1]),
  ),
)

function advice(empty: Resources, seat: Resources): string {
  const name = ['memory', 'cpu'].find((one) => amountOf(seat, one) > 0)
  if (name === undefined) return 'request nearly a whole node'
  const least = Math.max(0, amountOf(empty, name) - amountOf(seat, name))
  return `request nearly a whole node, more than ${sayResources({ [name]: least })[name]} of ${name}`
}
