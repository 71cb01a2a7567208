import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { stepArea } from '../../src/charts/step-area.ts'
import { PLOT } from './support.ts'

describe('stepArea', () => {
  it('goes along the upper ends in steps, and back along the lower ones', () => {
    const levels = [
      { fromMs: 0, toMs: 10, low: 1, high: 2 },
      { fromMs: 10, toMs: 20, low: 2, high: 5 },
    ]
    assert.equal(
      stepArea(PLOT, levels, 'users').markup,
      '<path class="users" d="M0,80L10,80L10,50L20,50L20,50L20,80L20,80L10,80L10,90L0,90Z"/>',
    )
  })
  it('is in pieces where there are holes', () => {
    const levels = [
      { fromMs: 0, toMs: 10, high: 2 },
      { fromMs: 50, toMs: 60, high: 2 },
    ]
    assert.equal(stepArea(PLOT, levels, 'users').markup.match(/M[^Z]*Z/g)?.length, 2)
  })
  it('of nothing is nothing', () => {
    assert.equal(stepArea(PLOT, [], 'users').markup, '<path class="users" d=""/>')
  })
})
