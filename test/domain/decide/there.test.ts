import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { askedOf } from '../../../src/domain/decide/asked.ts'
import type { PoolInput } from '../../../src/domain/decide/pool-input.ts'
import { thereIn } from '../../../src/domain/decide/there.ts'
import { userPool } from '../../support/config.ts'
import { deployment, predecessors } from '../../support/deployment.ts'
import { node } from '../../support/node.ts'
import type { World } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { poolInput } from '../../support/pool-input.ts'

const config = userPool({ replicas: 2 })
const GI = 2 ** 30

function there(world: World, more: Partial<PoolInput> = {}) {
  const input = poolInput(world, more)
  return thereIn(input, askedOf(input))
}

describe('what stands there', () => {
  const remembered = (desired: number) => ({ before: { desired, fall: { target: desired, peaks: [] } } })
  const five = { config, deployments: [deployment({ config, replicas: 5 })] }
  const table: [string, World, Partial<PoolInput>, { replicas: number; inForce: number }][] = [
    ['nothing', { config }, {}, { replicas: 0, inForce: 0 }],
    [
      'what nobody told: as if the demand stood there',
      { config },
      { deploymentsUnknown: true },
      { replicas: 2, inForce: 2 },
    ],
    ['a Deployment, on first sight', five, {}, { replicas: 5, inForce: 5 }],
    ['one that a person scaled up', five, remembered(2), { replicas: 5, inForce: 2 }],
    ['one that a person scaled down', five, remembered(9), { replicas: 5, inForce: 5 }],
  ]
  for (const [name, world, more, expected] of table)
    it(name, () => {
      const { replicas, inForce } = there(world, more)
      assert.deepEqual({ replicas, inForce }, expected)
    })
})

describe('the size of a placeholder that no node tells', () => {
  const sizeless = userPool({ replicas: 2, resources: null })
  const ours = deployment({ config: sizeless })
  const before = { desired: 2, fall: { target: 2, peaks: [] }, size: { memory: 5 * GI } }
  const ASSUMED = { memory: GI }
  const table: [string, World['deployments'], Partial<PoolInput>, object][] = [
    ['is not known: it is that of a seat', [], {}, ASSUMED],
    ['is that of our Deployment', [ours], {}, ours.requests],
    ["is not that of the predecessor's", [predecessors()], {}, ASSUMED],
    ['is rather the one remembered', [ours], { before }, before.size],
  ]
  for (const [name, deployments = [], more, expected] of table)
    it(name, () => assert.deepEqual(there({ config: sizeless, deployments }, more).size.requests, expected))
})

describe('room in seats', () => {
  const nodes = [node({ name: 'n1' })]
  const pods = [pod({ user: 'ada', on: 'n1', memory: '4Gi' })]
  it('is not counted where nobody asks in seats, nor are users', () => {
    const world = { config, nodes, pods }
    assert.equal(there(world, { users: () => assert.fail('nobody needs them') }).inSeats, undefined)
  })
  it('is counted where an event does', () => {
    const { inSeats } = there({ config, nodes, pods, events: [{ asks: { user: { students: 10 } } }] })
    assert.deepEqual([inSeats?.seat.requests, inSeats?.seats.open], [{ memory: 4 * GI }, 7])
  })
  it('and where the strategy does', () =>
    assert.equal(there({ config: userPool({ scalingStrategy: 'fit' }), nodes, pods }).inSeats?.seats.open, 7))
})
