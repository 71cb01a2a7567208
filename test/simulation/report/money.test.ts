import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import {
  costOfClass,
  costOfHours,
  costOfPlayed,
  pricedPools,
  priceOf,
  sayMoney,
} from '../../../src/simulation/report/money.ts'
import { type Rehearsal, readScenario } from '../../../src/simulation/scenario/read.ts'
import { verdict } from './support.ts'

const scenario = (prices: string) => `title: Two pools
start: 2026-03-24 08:00
end: 2026-03-24 10:00
pools: {user: {node: {cpu: 8, memory: 32Gi}, seat: {memory: 4Gi}}, lab: {node: {cpu: 8, memory: 16Gi}, seat: {memory: 8Gi}}}
config: {nodePools: {${prices}}}
`
const read = (prices: string): Promise<Rehearsal> =>
  readScenario(scenario(prices), { readText: (path) => Promise.reject(new Error(path)) })
const nodeHours = { paid: 5, wasted: 1, byPool: { user: 4, lab: 1 } }

describe('money', () => {
  let one: Rehearsal
  let both: Rehearsal
  let none: Rehearsal
  before(async () => {
    one = await read('user: {nodeSelector: {pool: user}, pricePerNodeHour: 0.5}, lab: {nodeSelector: {pool: lab}}')
    both = await read(
      'user: {nodeSelector: {pool: user}, pricePerNodeHour: 0.5}, lab: {nodeSelector: {pool: lab}, pricePerNodeHour: 0}',
    )
    none = await read('user: {nodeSelector: {pool: user}}, lab: {nodeSelector: {pool: lab}}')
  })

  it('is what the nodes of each pool cost that has a price; free nodes have one', () => {
    assert.equal(costOfPlayed({ nodeHours }, one), 2)
    assert.equal(costOfPlayed({ nodeHours }, both), 2)
    assert.deepEqual([pricedPools(one), pricedPools(both)], [['user'], ['user', 'lab']])
    assert.equal(priceOf('lab', both), 0)
  })
  it('is not told where no node has a price', () => {
    assert.equal(costOfPlayed({ nodeHours }, none), undefined)
    assert.equal(costOfHours({ user: 3 }, none), undefined)
  })
  it('of a class is that of its pool', () => {
    assert.equal(costOfClass(verdict(), one), 1)
    assert.equal(costOfClass(verdict({ pool: 'lab' }), one), undefined)
    const { cost: _, ...unknown } = verdict()
    assert.equal(costOfClass(unknown, one), undefined)
  })
  it('is said to the hundredth', () => assert.equal(sayMoney(12.3456), '12.35'))
})
