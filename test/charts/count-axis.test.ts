import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { countAxis } from '../../src/charts/count-axis.ts'
import { attributesOf, PLOT, textsOf } from './support.ts'

const TICKS = [
  { at: 0, text: '0' },
  { at: 5, text: '<5' },
]

describe('countAxis', () => {
  it('a line a tick, and its text on the left, in the middle of its line', () => {
    const drawn = countAxis(PLOT, TICKS)
    assert.deepEqual(attributesOf(drawn, 'line'), [
      { class: 'grid', x1: 0, x2: 100, y1: 100, y2: 100 },
      { class: 'grid', x1: 0, x2: 100, y1: 50, y2: 50 },
    ])
    assert.deepEqual(textsOf(drawn), ['0', '&lt;5'])
    assert.deepEqual(attributesOf(drawn, 'text')[1], { class: 'tick', x: -5, y: 53.5, 'text-anchor': 'end' })
  })
  it('larger letters stand elsewhere', () => {
    assert.deepEqual(attributesOf(countAxis(PLOT, TICKS, { aside: 8, drop: 4 }), 'text')[1], {
      class: 'tick',
      x: -8,
      y: 54,
      'text-anchor': 'end',
    })
  })
})
