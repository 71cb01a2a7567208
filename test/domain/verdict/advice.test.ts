import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { adviceFor } from '../../../src/domain/verdict/advice.ts'
import { type ReplayInput, replay } from '../../../src/domain/verdict/replay.ts'
import { MINUTE } from '../../support/time.ts'
import { ALL, arrivals, classAt } from './support/class.ts'

interface Told {
  readonly announced: number
  readonly come: number
  readonly shift?: number
  readonly isLearning?: boolean
  readonly mostNodes?: number
}

function played({ announced, come, shift = 0, isLearning = false, mostNodes }: Told) {
  const input: ReplayInput = {
    one: classAt('09:00', announced),
    reactions: ALL,
    leadMs: 8 * MINUTE,
    came: arrivals(come, shift),
    perNode: 28,
    mostNodes,
  }
  const { late } = replay(input)
  return { input, late, advice: adviceFor(input, { announced, late, isLearning, isFull: false }) }
}

describe('advice', () => {
  it('is none where all went well', () => assert.equal(played({ announced: 350, come: 340 }).advice, undefined))

  it('is the number that would have done, where more came than announced', () => {
    const { input, advice, late } = played({ announced: 150, come: 350 })
    assert.ok(late > 0)
    assert.ok(advice?.kind === 'write' && advice.students > 150 && advice.students <= 400, JSON.stringify(advice))
    assert.equal(replay(input, { expected: advice.students }).late, 0)
    assert.ok(replay(input, { expected: advice.students - 10 }).late >= 0.5, 'the smallest')
  })
  it('is to begin earlier, where they came before the room was there', () => {
    const { input, advice } = played({ announced: 350, come: 350, shift: -12 })
    assert.ok(advice?.kind === 'earlier', JSON.stringify(advice))
    assert.ok(replay(input, { earlierMs: advice.minutes * MINUTE }).late < 0.5)
    assert.ok(replay(input, { earlierMs: (advice.minutes - 1) * MINUTE }).late >= 0.5, 'the smallest')
  })
  it('is so many nodes, where the pool is too small', () =>
    assert.deepEqual(played({ announced: 350, come: 350, mostNodes: 10 }).advice, { kind: 'nodes', more: 3 }))
  it('is so many nodes too, where nobody said so but no node came', () => {
    const { input } = played({ announced: 350, come: 340 })
    const told = { announced: 350, late: 70, isLearning: false, isFull: true }
    assert.deepEqual(adviceFor(input, told), { kind: 'nodes', more: 3 })
  })
  it('is a smaller number, where half of them came', () => {
    const { advice } = played({ announced: 350, come: 180 })
    assert.ok(advice?.kind === 'write' && advice.students >= 150 && advice.students <= 230, JSON.stringify(advice))
  })

  const silent: readonly (readonly [name: string, told: Told])[] = [
    ['the number is a little too high', { announced: 350, come: 320 }],
    ['the next one is expected as this one was, whatever is written', { announced: 350, come: 180, isLearning: true }],
    ['nobody wrote a number, and nobody waited', { announced: 0, come: 3 }],
  ]
  for (const [name, told] of silent)
    it(`is none where ${name}`, () => {
      const { advice, late } = played(told)
      if (told.announced > 0) assert.equal(late, 0)
      assert.equal(advice?.kind === 'write' ? advice : undefined, undefined)
    })
  it('is none where somebody waited for what the rule cannot change', () => {
    const { input } = played({ announced: 350, come: 340 })
    assert.equal(adviceFor(input, { announced: 350, late: 20, isLearning: false, isFull: false }), undefined)
  })
})
