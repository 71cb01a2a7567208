import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { bars } from '../../src/charts/bars.ts'
import { attributesOf, PLOT } from './support.ts'

const bar = { fromMs: 10, toMs: 20, high: 4, className: 'late' }

describe('bars', () => {
  it('a rectangle a level, on the line or on what it is piled upon', () => {
    assert.deepEqual(attributesOf(bars(PLOT, [bar, { ...bar, low: 1, className: 'prompt' }]), 'rect'), [
      { class: 'late', x: 10, y: 60, width: 10, height: 40 },
      { class: 'prompt', x: 10, y: 60, width: 10, height: 30 },
    ])
  })
  it('apart from each other, and none so small that it cannot be seen', () => {
    const small = { ...bar, toMs: 10.5, high: 0.01 }
    const room = { gap: 0.4, leastWidth: 1, leastHeight: 2 }
    assert.deepEqual(attributesOf(bars(PLOT, [bar, small], room), 'rect'), [
      { class: 'late', x: 10, y: 60, width: 9.6, height: 40 },
      { class: 'late', x: 10, y: 98, width: 1, height: 2 },
    ])
  })
  it('told under the pointer as text, never as markup', () => {
    assert.match(bars(PLOT, [{ ...bar, title: '</title><b>' }]).markup, /><title>&lt;\/title&gt;&lt;b&gt;<\/title></)
  })
})
