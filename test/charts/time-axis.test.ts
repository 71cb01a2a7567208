import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { timeAxis } from '../../src/charts/time-axis.ts'
import { attributesOf, PLOT, textsOf } from './support.ts'

const TICKS = [
  { at: 25, text: '09:00' },
  { at: 75, text: '10:00' },
]

describe('timeAxis', () => {
  it('a text a tick, under the chart', () => {
    const drawn = timeAxis(PLOT, TICKS)
    assert.deepEqual(textsOf(drawn), ['09:00', '10:00'])
    assert.deepEqual(attributesOf(drawn, 'text')[0], { class: 'tick', x: 25, y: 117, 'text-anchor': 'middle' })
    assert.deepEqual(attributesOf(drawn, 'line'), [])
  })
  it('with lines, where a chart is wide', () => {
    const drawn = timeAxis(PLOT, TICKS, { below: 20, hasLines: true })
    assert.deepEqual(attributesOf(drawn, 'line')[1], { class: 'grid', x1: 75, x2: 75, y1: 0, y2: 104 })
    assert.equal(attributesOf(drawn, 'text')[1]?.y, 120)
  })
})
