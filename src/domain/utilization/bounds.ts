import { sayCount } from '../say.ts'
import type { NodeBounds } from '../settings/utilization-settings.ts'
import type { Goal } from './goal.ts'
import type { Scope } from './scope.ts'

/** A scope with its goal, and how many of its nodes count towards it: all that are there, or will be. */
interface Bounded {
  readonly scope: Scope
  readonly open: number
  readonly there: number
  readonly critical: number
  readonly because: string
  nodes: number
}

/**
 * Brings the goals of all scopes together into [minNodes, maxNodes]. What is missing to the minimum stays first where
 * most nodes are in service beyond the goal, then where most are there, so that none has to be made; what is too many
 * goes first where most are not critical. With a single scope this is a clamp.
 * (Nodes in service come first, since cordoned ones may go: another pool would have to make up for them.)
 * @param defaultScope where nodes are made when none is there anywhere
 */
export function withinBounds(
  goals: readonly (readonly [Scope, Goal])[],
  { minNodes, maxNodes }: NodeBounds,
  defaultScope?: string,
): ReadonlyMap<string, Goal> {
  const all: Bounded[] = goals.map(([scope, goal]) => ({
    scope,
    open: scope.nodes.filter(({ standing }) => standing === 'open').length,
    there: thereIn(scope),
    critical: scope.nodes.filter(({ critical }) => critical > 0).length,
    ...goal,
  }))
  const total = () => all.reduce((sum, { nodes }) => sum + nodes, 0)
  const before = new Map(all.map((one) => [one, one.nodes]))
  const isDefault = ({ scope }: Bounded) => Number(scope.name === defaultScope)
  while (all.length > 0 && total() < minNodes) {
    const [first] = all.toSorted((a, b) => {
      const [inService, there] = [beyond(b, 'open') - beyond(a, 'open'), beyond(b, 'there') - beyond(a, 'there')]
      return inService || there || isDefault(b) - isDefault(a)
    })
    if (first) first.nodes += 1
  }
  while (total() > maxNodes) {
    const some = all.filter(({ nodes }) => nodes > 0)
    const [first] = some.toSorted((a, b) => b.nodes - b.critical - (a.nodes - a.critical) || b.nodes - a.nodes)
    if (first) first.nodes -= 1
  }
  return new Map(all.map((one) => [one.scope.name, said(one, before.get(one) ?? 0, { minNodes, maxNodes })]))
}

const beyond = (one: Bounded, which: 'open' | 'there') => Math.max(0, one[which] - one.nodes)

function said({ nodes, because }: Bounded, before: number, { minNodes, maxNodes }: NodeBounds): Goal {
  if (nodes === before) return { nodes, because }
  const bound =
    nodes > before ? `not fewer than ${sayCount(minNodes, 'node')}` : `not more than ${sayCount(maxNodes, 'node')}`
  const forMinimum = Math.max(0, nodes - before)
  return { nodes, forMinimum, because: `${because}; ${bound} in all, so ${nodes} here` }
}

/**
 * Nodes that need not be created: in service or taken back into it, on their way to ready, or held by placeholders
 * (booting for them), which give way to users. Counting the last is what keeps creation from feeding on itself: a node is asked for by one
 * more placeholder, and would be missing again as soon as that one sits on it.
 */
export const thereIn = ({ nodes, waitingPlaceholders }: Scope): number =>
  nodes.filter(({ standing }) => standing !== 'by hand' && standing !== 'leaving').length + waitingPlaceholders
