import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { AT_LEAST } from '../../../src/domain/cluster/hand.ts'
import { askedOf } from '../../../src/domain/decide/asked.ts'
import type { PoolMemory } from '../../../src/domain/decide/memory.ts'
import { userPool } from '../../support/config.ts'
import { annotatedByHand, deployment } from '../../support/deployment.ts'
import type { World } from '../../support/observed.ts'
import { poolInput } from '../../support/pool-input.ts'
import { at } from '../../support/time.ts'

const config = userPool({ replicas: 2 })
const fall = { target: 2, peaks: [] }

describe('what is asked', () => {
  it('is what the config says where nobody else does', () => {
    const { demand, people, floor, atLeast } = askedOf(poolInput({ config }))
    assert.deepEqual([demand.integer, demand.from, people, floor, atLeast], [2, 'config', [], undefined, {}])
  })
  it('is what events say, in each unit', () => {
    const { demand, people } = askedOf(
      poolInput({ config, events: [{ asks: { user: { integer: 5, students: 350 } } }] }),
    )
    assert.deepEqual([demand.integer, demand.from], [5, 'calendar'])
    assert.deepEqual(
      people.map(({ unit, amount }) => [unit, amount]),
      [['students', 350]],
    )
  })
})

describe('at least so many', () => {
  const annotations = { [AT_LEAST]: '3 until 10:00' }
  const managedFields = [annotatedByHand(AT_LEAST, at('08:30'))]
  const byHand: World = { config, deployments: [deployment({ config, annotations, managedFields })] }
  const floored = (count: number, untilMs = at('09:30')) => ({ fall, desired: 2, floor: { count, untilMs } })
  const hand = { count: 3, said: 'until 10:00 by annotation' }
  const policy = (count: number) => ({ count, said: 'until 09:30, so that nodes come (utilization)' })

  const table: [string, World, PoolMemory, object][] = [
    ['a person asks', byHand, { fall, desired: 2 }, { hand }],
    ['the policy asks', { config }, floored(4), { policy: policy(4) }],
    ['both ask', byHand, floored(4), { hand, policy: policy(4) }],
    ['the policy asked until now', { config }, floored(4, at('09:00')), {}],
  ]
  for (const [name, world, before, expected] of table)
    it(name, () => assert.deepEqual(askedOf(poolInput(world, { before })).atLeast, expected))
})
