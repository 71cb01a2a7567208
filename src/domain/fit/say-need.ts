import { sayCount } from '../say.ts'
import type { Need } from './need.ts'
import type { Limit } from './pool-limits.ts'
import type { PoolScale } from './pool-scale.ts'

export const CAN_HAVE = 'the pool can have'

/** `the pool can have 12 placeholders (…); the most seen so far is 8 nodes`; empty: nothing that anybody said limits it. */
export function sayLimits(limits: readonly Limit[], lead: string): string {
  const known = limits.filter(({ isSeen }) => !isSeen).map(sayLimit)
  const seen = limits.filter(({ isSeen }) => isSeen).map(saySeen)
  return [...(known.length > 0 ? [`${lead} ${known.join(', ')}`] : []), ...seen].join('; ')
}

/** `10 nodes (limits.cpu of the Karpenter NodePool "default")` */
export const sayLimit = (limit: Limit): string => `${sayMost(limit)} (${limit.because})`

/** `the most seen so far is 8 nodes` */
export const saySeen = (limit: Limit): string => `${limit.because} is ${sayMost(limit)}`

const sayMost = ({ most, of }: Pick<Limit, 'most' | 'of'>): string => sayCount(most, of.slice(0, -1))

/** `350 seats → 13 placeholders → 13 nodes`, as far as sizes are known; beyond, what is not. */
export function saySteps(need: Need, scale: PoolScale): string {
  const { seats, placeholders, nodes, isOpen } = need
  const known = [
    ...(isOpen ? ['as many seats as people come'] : []),
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

function sayUnknown({ seats, placeholders, nodes, isOpen }: Need, { seat }: PoolScale): string[] {
  if (isOpen && seats === 0) return []
  if (placeholders === undefined)
    return [`how large a ${seat === undefined ? 'seat is' : 'placeholder will be'}, nobody has told yet`]
  return nodes === undefined ? ['how many nodes that is, no node has told yet'] : []
}
