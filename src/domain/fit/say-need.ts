import { sayCount } from '../say.ts'
import type { Need } from './need.ts'
import type { Limit } from './pool-limits.ts'
import type { PoolScale } from './pool-scale.ts'

/** `10 nodes (limits.cpu of the Karpenter NodePool "default")` */
export const sayLimit = ({ most, of, because }: Limit): string => `${sayCount(most, of.slice(0, -1))} (${because})`

/** `350 seats → 13 placeholders → 13 nodes`, as far as sizes are known; beyond, what is not. */
export function saySteps(need: Need, scale: PoolScale): string {
  const { seats, placeholders, nodes } = need
  const known = [
    ...(seats > 0 ? [sayCount(seats, 'seat')] : []),
    ...(placeholders === undefined ? [] : [sayCount(placeholders, 'placeholder')]),
    ...(nodes === undefined ? [] : [sayCount(nodes, 'node')]),
  ]
  return [known.join(' → '), ...sayUnknown(need, scale)].join('; ')
}

/** `350 seats, 13 nodes`: the same in brief. */
export function sayBriefly(need: Need): string {
  const { nodes = 0 } = need
  return nodes === 0 ? sayWritten(need) : `${sayWritten(need)}, ${sayCount(nodes, 'node')}`
}

/** `350 seats`: without what follows from it. */
export const sayWritten = ({ seats, placeholders = 0 }: Need): string =>
  seats > 0 ? sayCount(seats, 'seat') : sayCount(placeholders, 'placeholder')

function sayUnknown({ placeholders, nodes }: Need, { seat }: PoolScale): string[] {
  if (placeholders === undefined)
    return [`how large a ${seat === undefined ? 'seat is' : 'placeholder will be'}, nobody has told yet`]
  return nodes === undefined ? ['how many nodes that is, no node has told yet'] : []
}
