import type { NamedVerdict } from '../../domain/verdict/verdict.ts'
import type { Played } from '../played.ts'
import type { Rehearsal } from '../scenario/read.ts'

type Priced = Pick<Rehearsal, 'scenario'>

/** What an hour of a pool's node costs, in whatever money; undefined: nobody says. */
export const priceOf = (pool: string, { scenario }: Priced): number | undefined =>
  scenario.config.pools.get(pool)?.pricePerNodeHour

/** The pools of which that is known. */
export const pricedPools = (rehearsal: Priced): string[] =>
  rehearsal.scenario.pools.map(({ name }) => name).filter((name) => priceOf(name, rehearsal) !== undefined)

/**
 * What node-hours cost, of the pools whose nodes have a price.
 * @returns undefined: no pool's have
 */
export function costOfHours(hours: Readonly<Record<string, number>>, rehearsal: Priced): number | undefined {
  const pools = pricedPools(rehearsal)
  if (pools.length === 0) return undefined
  return pools.reduce((sum, pool) => sum + (hours[pool] ?? 0) * (priceOf(pool, rehearsal) ?? 0), 0)
}

/** All that a policy paid. */
export const costOfPlayed = ({ nodeHours }: Pick<Played, 'nodeHours'>, rehearsal: Priced): number | undefined =>
  costOfHours(nodeHours.byPool, rehearsal)

/** What was paid while the people of a class came. */
export function costOfClass(
  { pool, cost }: Pick<NamedVerdict, 'pool' | 'cost'>,
  rehearsal: Priced,
): number | undefined {
  const price = priceOf(pool, rehearsal)
  return cost === undefined || price === undefined ? undefined : cost.paid * price
}

export const sayMoney = (amount: number): string => amount.toFixed(2)
