import { oncePerObject } from '../remembered.ts'
import { amountOf, type Resources } from '../scheduling/resources.ts'
import type { EmptyNode } from './empty-nodes.ts'

/** Nodes of one kind, nearly alike. */
type Kind = readonly EmptyNode[]

/**
 * The nodes of the kind that the pool mostly consists of: of the kinds with several nodes that with the most seats together;
 * where each node is another, the largest. So no single node among others says what a placeholder is to be: not a small one,
 * on whose account there would be ever more of them, nor a huge one, which no autoscaler may ever boot again.
 */
export const mainKind = oncePerObject((nodes: readonly EmptyNode[]): Kind => {
  const kinds = kindsOf(nodes)
  const several = kinds.filter(({ length }) => length > 1)
  const speaking = several.length > 0 ? several : kinds
  return speaking.toSorted((a, b) => together(b) - together(a) || poorest(b) - poorest(a))[0] ?? []
})

const together = (kind: Kind) => kind.reduce((sum, { worth }) => sum + worth, 0)
const poorest = (kind: Kind) => kind.reduce((least, { worth }) => Math.min(least, worth), Number.POSITIVE_INFINITY)

/** Whatever the order in which nodes are told. Mostly they are alike to the last byte. */
function kindsOf(nodes: readonly EmptyNode[]): readonly Kind[] {
  const same = [...Map.groupBy(nodes, ({ key }) => key).values()]
  const kinds: EmptyNode[][] = []
  for (const group of same.toSorted(([a], [b]) => (a && b ? largerFirst(a, b) : 0))) {
    const own = kinds.find(([head]) => head && group[0] && areAlike(head.empty, group[0].empty, head.traits))
    if (own) for (const node of group) own.push(node)
    else kinds.push(group)
  }
  return kinds
}

export function largerFirst(a: EmptyNode, b: EmptyNode): number {
  const trait = a.traits.find((name) => amountOf(a.empty, name) !== amountOf(b.empty, name))
  return trait === undefined ? 0 : amountOf(b.empty, trait) - amountOf(a.empty, trait)
}

/** Nodes of one kind differ by less: their DaemonSets do, and what their systems keep for themselves. */
export const ALIKE = 0.9

/** Whether two amounts of each of these resources are nearly the same. */
export const areAlike = (a: Resources, b: Resources, names: readonly string[]): boolean =>
  names.every((name) => {
    const [one, other] = [amountOf(a, name), amountOf(b, name)]
    return Math.min(one, other) >= ALIKE * Math.max(one, other)
  })
