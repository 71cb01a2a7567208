import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { learnSeats } from '../../../src/domain/decide/learn-seats.ts'
import { userPool } from '../../support/config.ts'
import { decideAt, play, poolOf } from '../../support/decide.ts'
import { node } from '../../support/node.ts'
import { observed, type World } from '../../support/observed.ts'
import { pod, several } from '../../support/pod.ts'

const GI = 2 ** 30
const lecture = [{ asks: { user: { students: 200 } }, from: '09:00', to: '10:00' }]
const busy: World = {
  nodes: [node({ name: 'n1', memory: '64Gi' })],
  pods: several(10, (n) => pod({ user: `u${n}`, on: 'n1', cpu: '100m', memory: '4Gi' })),
}

describe('seats of those who are there while nothing asks for any', () => {
  const learned = (time: string, world: World) => {
    const decision = decideAt(time, world)
    return {
      before: decision.memory,
      memory: learnSeats(observed(world), decision, undefined, decision.atMs).decision.memory,
    }
  }
  it('are remembered', () => {
    const { before, memory } = learned('07:00', busy)
    assert.equal(before.pools.user?.seat, undefined)
    assert.deepEqual(memory.pools.user?.seat, { cpu: 100, memory: 4 * GI })
  })
  it('so that the first class of the morning counts in them', () => {
    const night: World = { events: lecture }
    const [decision] = play([['08:55', night]], learned('07:00', busy).memory)
    assert.deepEqual(poolOf(decision ?? assert.fail()).seat, {
      requests: { cpu: 100, memory: 4 * GI },
      from: 'last known',
    })
  })
  it('are left alone when nobody is there, when a demand has learned them, and when the config gives them', () => {
    const worlds: World[] = [
      { nodes: busy.nodes ?? [] },
      { ...busy, events: [{ ...lecture[0], from: '06:00', to: '08:00' }] },
      { ...busy, config: userPool({ seat: { requests: { memory: '1Gi' } } }) },
    ]
    for (const world of worlds) {
      const { before, memory } = learned('07:00', world)
      assert.equal(memory, before)
    }
  })
})

describe('the seats of an empty node', () => {
  const sized = (memory: string) => userPool({ resources: undefined, seat: { requests: { memory } } })
  it('are counted anew when a seat is another', () => {
    const [, night, same] = play([
      ['08:55', { config: sized('1Gi'), nodes: busy.nodes ?? [], events: lecture }],
      ['09:00', { config: sized('4Gi'), events: lecture }],
      ['09:05', { config: sized('1Gi'), events: lecture }],
    ])
    assert.match(poolOf(night ?? assert.fail()).because, /a placeholder holds 16$/)
    assert.match(poolOf(same ?? assert.fail()).because, /a placeholder holds 6[34]$/)
  })
})
