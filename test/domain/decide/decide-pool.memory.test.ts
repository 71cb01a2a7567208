import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { AT_LEAST } from '../../../src/domain/cluster/hand.ts'
import { decidePool } from '../../../src/domain/decide/decide-pool.ts'
import type { PoolMemory } from '../../../src/domain/decide/memory.ts'
import { userPool } from '../../support/config.ts'
import { annotatedByHand, deployment } from '../../support/deployment.ts'
import { node } from '../../support/node.ts'
import type { World } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { poolInput } from '../../support/pool-input.ts'
import { at } from '../../support/time.ts'

const config = userPool({ replicas: 2 })
const GI = 2 ** 30
const before: PoolMemory = { desired: 2, fall: { target: 2, peaks: [] } }

describe('what is remembered of a pool', () => {
  const nodes = [node({ name: 'n1' })]
  const pods = [pod({ user: 'ada', on: 'n1', memory: '4Gi' })]
  const students = [{ asks: { user: { students: 10 } } }]
  const remembered = (world: World, more: Partial<PoolMemory> = {}) =>
    decidePool(poolInput({ config, ...world }, { before: { ...before, ...more } })).memory

  it('is the count and the fall window', () =>
    assert.deepEqual(remembered({}), { desired: 2, fall: { target: 2, peaks: [] } }))
  it('is a size that was derived, not one that the config says', () => {
    assert.equal(remembered({ nodes }).size, undefined)
    const derived = remembered({ config: userPool({ replicas: 2, resources: null }), nodes })
    assert.deepEqual(Object.keys(derived.size ?? {}), ['cpu', 'memory'])
  })
  it('is what a seat was, and how many of that size an empty node has', () => {
    const { seat, emptied } = remembered({ nodes, pods, events: students })
    const empty = { cpu: 8000, memory: 32 * GI, pods: 110 }
    const capacity = { cpu: 8000, memory: 32 * GI }
    assert.deepEqual(
      { seat, emptied },
      { seat: { memory: 4 * GI }, emptied: { seats: 8, seat: { memory: 4 * GI }, empty, capacity } },
    )
  })
  it('is what it was, in a night without users and nodes', () => {
    const known = { seat: { memory: 3 * GI }, emptied: { seats: 9, seat: { memory: 3 * GI } } }
    const { seat, emptied } = remembered({}, known)
    assert.deepEqual({ seat, emptied }, known)
    const asked = remembered({ events: students }, known)
    assert.deepEqual({ seat: asked.seat, emptied: asked.emptied }, known)
  })
  it('is the most nodes that there ever were', () => {
    const two = [node({ name: 'n1' }), node({ name: 'n2', cordoned: true })]
    assert.equal(remembered({ nodes: two }).mostNodes, 2)
    assert.equal(remembered({ nodes }, { mostNodes: 13 }).mostNodes, 13)
    assert.equal(remembered({ nodes: [] }, { mostNodes: 13 }).mostNodes, 13)
    assert.equal('mostNodes' in remembered({}), false, 'nobody has seen one')
  })
  it('is the most nodes that its users ever filled', () => {
    assert.equal(remembered({ nodes, pods }).filledNodes, 1)
    assert.equal(remembered({ nodes, pods }, { filledNodes: 9 }).filledNodes, 9)
    assert.equal(remembered({ nodes: [] }, { filledNodes: 9 }).filledNodes, 9)
    assert.equal('filledNodes' in remembered({ nodes }), false, 'nobody is there')
  })
  it('counts nodes once a pool has grown, not one by one', () => {
    const waits = [pod({ placeholder: 'user', unschedulableSince: at('08:55') })]
    assert.equal(remembered({ nodes, pods: waits }).mostNodes, undefined)
  })
  it('is a floor while it is in force', () => {
    const floor = (untilMs: number) => ({ count: 3, untilMs })
    assert.deepEqual(remembered({}, { floor: floor(at('09:30')) }).floor, floor(at('09:30')))
    assert.equal(remembered({}, { floor: floor(at('09:00')) }).floor, undefined)
  })
})

describe('when a pool is decided differently', () => {
  const stands = deployment({ config, replicas: 2 })
  const waiting = { placeholder: 'user', unschedulableSince: at('08:55') } as const
  const byHand = deployment({
    config,
    replicas: 2,
    annotations: { [AT_LEAST]: '2 until 09:20' },
    managedFields: [annotatedByHand(AT_LEAST, at('08:30'))],
  })
  const table: [string, World, Partial<PoolMemory>, number][] = [
    ['never', { deployments: [stands] }, {}, Number.POSITIVE_INFINITY],
    ['the guard loses patience', { deployments: [stands], pods: [pod(waiting)] }, {}, at('09:10')],
    ["a person's hand lets go", { deployments: [byHand] }, {}, at('09:20')],
    ['the policy does', { deployments: [stands] }, { floor: { count: 1, untilMs: at('09:05') } }, at('09:05')],
    [
      'the first of them',
      { deployments: [byHand], pods: [pod(waiting)] },
      { floor: { count: 1, untilMs: at('09:15') } },
      at('09:10'),
    ],
  ]
  for (const [name, world, more, expected] of table)
    it(name, () => {
      const { revisitAt } = decidePool(poolInput({ config, ...world }, { before: { ...before, ...more } }))
      assert.equal(revisitAt, expected)
    })
})
