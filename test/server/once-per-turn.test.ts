import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { oncePerTurn } from '../../src/server/once-per-turn.ts'

describe('what is made once per turn', () => {
  it('is the same for all who ask within it, and new in the next', async () => {
    let count = 0
    const ask = oncePerTurn(() => ++count)
    assert.deepEqual([ask(), ask()], [1, 1])
    await Promise.resolve()
    assert.equal(ask(), 1)
    await nextTurn()
    assert.deepEqual([ask(), ask()], [2, 2])
  })
  it('is tried again by the next who asks, where it failed', () => {
    let count = 0
    const ask = oncePerTurn(() => {
      count += 1
      if (count === 1) throw new Error('not yet')
      return count
    })
    assert.throws(ask, /not yet/)
    assert.equal(ask(), 2)
  })
})
