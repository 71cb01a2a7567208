import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { stepLine } from '../../src/charts/step-line.ts'
import { PLOT } from './support.ts'

describe('stepLine', () => {
  it('goes along the upper ends, whatever lies below', () => {
    const levels = [
      { fromMs: 0, toMs: 10, high: 2 },
      { fromMs: 10, toMs: 20, low: 1, high: 2 },
      { fromMs: 20, toMs: 30, high: 5 },
    ]
    assert.equal(
      stepLine(PLOT, levels, 'capacity').markup,
      '<path class="capacity" d="M0,80L20,80L20,50L30,50L30,50"/>',
    )
  })
  it('is broken where there are holes', () => {
    const levels = [
      { fromMs: 0, toMs: 10, high: 2 },
      { fromMs: 50, toMs: 60, high: 2 },
    ]
    assert.match(stepLine(PLOT, levels, 'capacity').markup, /d="M0,80L10,80[^M]*M50,80L60,80[^M]*"/)
  })
})
