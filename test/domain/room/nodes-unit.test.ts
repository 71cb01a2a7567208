import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { userPool } from '../../support/config.ts'
import { decideAt } from '../../support/decide.ts'
import { node } from '../../support/node.ts'
import type { World } from '../../support/observed.ts'

const said = (asks: { readonly [unit: string]: number }, memory: string, more: World = {}) =>
  decideAt('09:00', {
    config: userPool({ resources: { requests: { memory } } }),
    nodes: [node({ memory: '64Gi' })],
    events: [{ asks: { user: asks }, from: '08:00', to: '10:00' }],
    ...more,
  })
    .problems.map(({ text }) => text)
    .filter((text) => text.includes('counts placeholders as nodes'))

describe('an event that asks in nodes', () => {
  it('is told that placeholders smaller than a node are not nodes', () =>
    assert.match(said({ nodes: 8 }, '2Gi').join(), /^an event asks 8 nodes, .* but up to 3\d of them fit on one here/))
  it('is right where one fits on a node', () => assert.deepEqual(said({ nodes: 8 }, '40Gi'), []))
  it('cannot be told before there is a node', () => assert.deepEqual(said({ nodes: 8 }, '2Gi', { nodes: [] }), []))
})

it('an event that asks in seats is right with any size', () => assert.deepEqual(said({ seats: 8 }, '2Gi'), []))
