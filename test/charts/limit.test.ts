import assert from 'node:assert/strict'
import { it } from 'node:test'
import { limit } from '../../src/charts/limit.ts'
import { attributesOf, PLOT, textsOf } from './support.ts'

it('a limit lies across the chart, its name above its right end', () => {
  const drawn = limit(PLOT, { at: 4, text: '< 30 s' })
  assert.deepEqual(attributesOf(drawn, 'line'), [{ class: 'limit', x1: 0, x2: 100, y1: 60, y2: 60 }])
  assert.deepEqual(attributesOf(drawn, 'text'), [{ class: 'tick', x: 100, y: 56, 'text-anchor': 'end' }])
  assert.deepEqual(textsOf(drawn), ['&lt; 30 s'])
})
