import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { plotOf } from '../../src/charts/plot.ts'

const BOX = { left: 40, right: 140, top: 10, bottom: 60 }
const SPAN = { fromMs: 1_000, toMs: 2_000 }

describe('plotOf', () => {
  it('time goes to the right, and on beyond the box', () => {
    const { x } = plotOf(BOX, SPAN, 5)
    assert.deepEqual([1_000, 1_500, 2_000, 3_000].map(x), [40, 90, 140, 240])
  })
  it('a quantity goes up from the bottom, and is cut at the top', () => {
    const { y } = plotOf(BOX, SPAN, 5)
    assert.deepEqual([0, 2, 5, 50].map(y), [60, 40, 10, 10])
  })
  it('headroom is left free above the highest', () => {
    const { y, top } = plotOf({ ...BOX, headroom: 10 }, SPAN, 5)
    assert.deepEqual([y(0), y(5), top], [60, 20, 10])
  })
  it('a time without length has a place all the same', () => {
    assert.equal(plotOf(BOX, { fromMs: 1_000, toMs: 1_000 }, 5).x(1_000), 90)
  })
})
