import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type ReplayInput, replay } from '../../../src/domain/verdict/replay.ts'
import { fc } from '../../support/properties.ts'
import { MINUTE } from '../../support/time.ts'
import { ALL, arrivals, classAt } from './support/class.ts'

const played = (announced: number, came: readonly number[], more: Partial<ReplayInput> = {}): ReplayInput => ({
  one: classAt('09:00', announced),
  reactions: ALL,
  leadMs: 8 * MINUTE,
  came,
  perNode: 28,
  mostNodes: undefined,
  ...more,
})

describe('a class played once more', () => {
  it('as it was announced and as people come, nobody waits', () => {
    const { late, nodes } = replay(played(350, arrivals(350)))
    assert.deepEqual([late, nodes], [0, 13])
  })
  it('to which twice as many come, some wait, and all get a node', () => {
    const { late, nodes } = replay(played(150, arrivals(350)))
    assert.ok(late > 10, `${late}`)
    assert.ok(nodes >= 13)
  })
  it('of which nothing is said at all: nearly all wait whose node has to boot', () => {
    const { late } = replay(played(0, arrivals(100), { one: classAt('09:00', 0) }))
    assert.ok(late > 60, `${late}`)
  })
  it('in a pool that is too small, the rest waits', () => {
    const { late, nodes } = replay(played(350, arrivals(350), { mostNodes: 10 }))
    assert.equal(nodes, 10)
    assert.ok(Math.abs(late - 70) < 5, `${late}`)
  })
  it('to which nobody comes gives its nodes nobody', () => {
    assert.equal(replay(played(350, arrivals(0))).late, 0)
  })
})

it('more people expected, or earlier, and never more wait', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 10, max: 500 }),
      fc.integer({ min: 0, max: 500 }),
      fc.integer({ min: -20, max: 20 }),
      fc.integer({ min: 0, max: 200 }),
      (announced, come, shift, more) => {
        const input = played(announced, arrivals(come, shift))
        const { late } = replay(input)
        assert.ok(replay(input, { expected: announced + more }).late <= late + 1e-6)
        assert.ok(replay(input, { earlierMs: 10 * MINUTE }).late <= late + 1e-6)
      },
    ),
  )
})
