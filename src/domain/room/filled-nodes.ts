import { keepingEach, oncePerObject } from '../remembered.ts'
import { amountOf } from '../scheduling/resources.ts'
import type { PoolConfig } from '../settings/config.ts'
import type { NodeRoom } from './room.ts'

/**
 * As many whole nodes as the users of a pool take together: of the resource that they take most of, each node's share added up.
 * What stands beside them counts nowhere, so a node that only a placeholder keeps is none, and users who are spread over more
 * nodes of a kind are as many as before: however many nodes we had booted, they fill no more of them.
 */
export const filledNodes = (pool: PoolConfig, rooms: readonly NodeRoom[]): number => filledBy(sharesIn(pool)(rooms))

/** What users take of a node, resource by resource. */
type Shares = readonly (readonly [name: string, share: number])[]

const sharesIn = oncePerObject((_: PoolConfig) => keepingEach(sharesOf))

/** In the order of the nodes: sums of fractions differ by it. */
const filledBy = oncePerObject((all: readonly Shares[]): number => {
  const sums: Record<string, number> = {}
  for (const shares of all) for (const [name, share] of shares) sums[name] = (sums[name] ?? 0) + share
  return Math.max(0, Math.ceil(Math.max(0, ...Object.values(sums)) - ROUNDING))
})

/** Shares are sums of fractions: what is a whole number but for the arithmetic is none more. */
const ROUNDING = 1e-6

const NOTHING: Shares = []

function sharesOf({ node: { allocatable }, occupancy }: NodeRoom): Shares {
  const { users, underUsers, daemons, daemonPods } = occupancy
  if (users === 0) return NOTHING
  const free = (name: string, taken: number) => amountOf(allocatable, name) - taken
  return [
    shareOf('pods', users, free('pods', daemonPods)),
    ...Object.keys(underUsers).map((name) =>
      shareOf(name, amountOf(underUsers, name), free(name, amountOf(daemons, name))),
    ),
  ].flat()
}

const shareOf = (name: string, taken: number, free: number): Shares =>
  taken > 0 && free > 0 ? [[name, Math.min(1, taken / free)]] : NOTHING
