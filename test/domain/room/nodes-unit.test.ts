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
    assert.match(
      said({ nodes: 8 }, '2Gi').join(),
      /^an event asks 8 nodes, .* but up to 3\d of them fit on one here: .*onePerNode: true/,
    ))
  it('is right where one fits on a node', () => assert.deepEqual(said({ nodes: 8 }, '40Gi'), []))
  it('cannot be told before there is a node', () => assert.deepEqual(said({ nodes: 8 }, '2Gi', { nodes: [] }), []))
})

describe('a bare number', () => {
  const shared = (asks: number | object, memory: string, pool: object = {}, more: World = {}) =>
    decideAt('08:30', {
      config: userPool({ resources: { requests: { memory } }, ...pool }),
      nodes: [node({ memory: '58Gi' }), node({ name: 'n2', memory: '58Gi' })],
      events: [{ asks: { user: asks as number }, from: '09:00', to: '10:00' }],
      ...more,
    }).problems.flatMap(({ where, text }) => (text.startsWith('a number such as') ? [`${where}: ${text}`] : []))

  it('of placeholders of which several fit on one node is told what it comes to, before its event begins', () =>
    assert.deepEqual(shared(4, '27Gi'), [
      "nodePools.user.resources.requests: a number such as `user: 4` means so many nodes' worth of room, but 2 of these placeholders fit on one node, so that 4 of them are 2 nodes; set `onePerNode: true`, or let them be nearly as large as a node; `onePerNode: false` says that it is meant so",
    ]))
  it('of the config is told as well', () => assert.equal(shared(0, '27Gi', { replicas: 3 }).length, 1))
  it('is judged by the nodes that the pool mostly has', () => {
    const odd = [node({ memory: '58Gi' }), node({ name: 'n2', memory: '58Gi' }), node({ name: 'n3', memory: '256Gi' })]
    assert.deepEqual(shared(4, '40Gi', {}, { nodes: odd }), [])
  })
  const right: [string, Parameters<typeof shared>][] = [
    ['where one fits on a node', [4, '54Gi']],
    ['where it is one', [1, '27Gi', { replicas: 1 }]],
    ['where one a node is asked for', [4, '27Gi', { onePerNode: true }]],
    ['where sharing is meant', [4, '27Gi', { onePerNode: false }]],
    ['where the size is of our own making', [4, '27Gi', { resources: null }]],
    ['where it is counted in seats', [4, '27Gi', { scalingStrategy: 'fit' }]],
    ['where people ask in seats', [{ students: 400 }, '27Gi']],
    ['without nodes', [4, '27Gi', {}, { nodes: [] }]],
    ['of an event that is over', [4, '27Gi', {}, { events: [{ asks: { user: 4 }, from: '07:00', to: '08:00' }] }]],
  ]
  for (const [name, given] of right) it(`is right ${name}`, () => assert.deepEqual(shared(...given), []))
})

it('an event that asks in seats is right with any size', () => assert.deepEqual(said({ seats: 8 }, '2Gi'), []))
