import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseResources } from '../../src/domain/scheduling/resources.ts'
import { type ListedPod, sayWorld, seatsOf, seenWorld } from '../../src/rehearsal/seen-world.ts'

const node = (name: string, allocatable = { cpu: '8', memory: '32Gi', pods: '110' }) => ({
  metadata: { name },
  status: { allocatable, conditions: [{ type: 'Ready', status: 'True' }] },
})
const pod = (uid: string, nodeName?: string, phase = 'Running'): ListedPod => ({
  metadata: { uid },
  spec: { ...(nodeName === undefined ? {} : { nodeName }), containers: [{ resources: { requests: { cpu: '500m' } } }] },
  status: { phase: nodeName === undefined ? 'Pending' : phase },
})

describe('the world that a demonstration sees', () => {
  const going: ListedPod = { ...pod('d', 'b'), metadata: { uid: 'd', deletionTimestamp: '2026-03-24T09:00:00Z' } }
  const seen = seenWorld(
    [node('a'), node('b'), node('c')],
    [pod('u1', 'b'), pod('u2', 'b'), pod('u3'), pod('u4', 'a', 'Pending'), going],
    [pod('p1', 'a')],
  )
  it('counts who runs on each node, those with users first', () =>
    assert.deepEqual(seen.nodes, [
      { name: 'b', users: 2, placeholders: 0 },
      { name: 'a', users: 0, placeholders: 1 },
      { name: 'c', users: 0, placeholders: 0 },
    ]))
  it('knows who waits; who goes does neither', () => {
    assert.deepEqual([[...seen.users.running], seen.users.waiting], [['u1', 'u2'], 2])
    assert.deepEqual([[...seen.placeholders.running], seen.placeholders.waiting], [['p1'], 0])
  })
  it('is said, a line for each node', () => {
    assert.deepEqual(sayWorld(seen, 4), [
      '  b  ●●○○  2 users, 0 placeholders',
      '  a  ░○○○  0 users, 1 placeholder',
      '  c  ○○○○  0 users, 0 placeholders',
      '  2 users and 0 placeholders wait for a node',
    ])
    assert.deepEqual(sayWorld(seenWorld([], [], []), 4), ['  no node'])
  })
})

describe('the seats of a node', () => {
  const seat = parseResources({ cpu: '1', memory: '1Gi' })
  it('are those that fit beside others', () => {
    assert.equal(seatsOf(node('a'), seat, []), 8)
    assert.equal(seatsOf(node('a'), seat, [pod('x', 'a')]), 7)
  })
  it('are bounded by what is short: memory, or how many pods it takes', () => {
    assert.equal(seatsOf(node('a', { cpu: '8', memory: '3Gi', pods: '110' }), seat, []), 3)
    assert.equal(seatsOf(node('a', { cpu: '8', memory: '32Gi', pods: '5' }), seat, [pod('x', 'a')]), 4)
  })
  it('are never fewer than none', () => {
    assert.equal(seatsOf(node('a', { cpu: '0', memory: '32Gi', pods: '110' }), seat, [pod('x', 'a')]), 0)
  })
})
