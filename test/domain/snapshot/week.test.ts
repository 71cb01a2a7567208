import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { userPool } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import { snapshotAt } from '../../support/snapshot.ts'

const weekAt = (values: object, asks: object = { students: 30 }) => {
  const config = userPool({ seat: { requests: { memory: '4Gi' } }, replicas: 1, ...values })
  const events = [{ title: 'Data 8', from: '10:00', to: '12:00', asks: { user: asks } }]
  return snapshotAt('09:00', { config, events, nodes: [node()] }).pools[0]?.week ?? assert.fail()
}

describe('the coming week', () => {
  it('is what is asked, and the nodes that it takes', () => {
    const { stretches, ...more } = weekAt({})
    assert.deepEqual(
      stretches.map(({ from, people, nodes, events }) => [from.slice(8, 16), people, nodes, events]),
      [
        ['24T09:00', 0, 1, []],
        ['24T09:50', 30, 5, ['Data 8']],
        ['24T12:00', 0, 1, []],
      ],
    )
    assert.equal(stretches.at(-1)?.to, '2026-03-31T09:00:00Z')
    assert.equal(stretches[1]?.asks, '1 placeholder and 30 students')
    assert.equal(more.cost, undefined, 'nobody says what a node costs')
  })
  it('costs what its node-hours do, where the pool has a price', () => {
    const nodeHours = 24 * 7 + 4 * (2 + 10 / 60)
    assert.ok(Math.abs((weekAt({ pricePerNodeHour: 0.5 }).cost ?? 0) - 0.5 * nodeHours) < 1e-9)
  })
  it('has the most that there can be, where that is near', () => {
    const { most, mostOf } = weekAt({ maxPlaceholders: 4 })
    assert.deepEqual([most, mostOf], [4, 'nodes'])
  })
})
