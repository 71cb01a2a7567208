import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { topsOf } from '../../../../src/simulation/report/drawing/drawn.ts'
import { bin } from './support.ts'

describe('the scale of all policies', () => {
  it('is as high as the highest of any', () => {
    const one = [bin('08:00', { seats: 28, users: 3, occupied: 1 })]
    const other = [bin('08:00', { users: 3, waiting: 347, occupied: 9, empty: 1, booting: 3, longestMs: 390_000 })]
    assert.deepEqual(topsOf([one, other]), { people: 400, nodes: 16, waitMs: 480_000 })
  })
  it('is something where nothing is', () => {
    assert.deepEqual(topsOf([[]]), { people: 2, nodes: 2, waitMs: 120_000 })
  })
})
