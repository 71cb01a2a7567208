import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { plotOf } from '../../src/charts/plot.ts'
import { stepLabels } from '../../src/charts/step-labels.ts'
import { attributesOf, textsOf } from './support.ts'

const PLOT = plotOf({ left: 0, right: 400, top: 0, bottom: 118, headroom: 18 }, { fromMs: 0, toMs: 400 }, 10)
const level = (fromMs: number, toMs: number, high: number, ...texts: string[]) => ({ fromMs, toMs, high, texts })

describe('stepLabels', () => {
  it('stands in the middle above its level', () => {
    assert.deepEqual(attributesOf(stepLabels(PLOT, [level(100, 200, 10, 'Lab')]), 'text'), [
      { class: 'label', x: 150, y: 13, 'text-anchor': 'middle' },
    ])
  })
  it('stays in the chart', () => {
    const [first, last] = attributesOf(
      stepLabels(PLOT, [level(0, 10, 5, 'Ten letter'), level(390, 400, 5, 'Ten letter')]),
      'text',
    )
    assert.deepEqual([first?.x, last?.x], [31, 369])
  })
  it('is as full as its neighbours leave room for', () => {
    const beside = (width: number) =>
      textsOf(
        stepLabels(PLOT, [
          level(0, 100, 10),
          level(100, 100 + width, 5, 'A long lecture', 'Lecture', '5'),
          level(100 + width, 400, 10),
        ]),
      )
    assert.deepEqual([100, 60, 10, 4].map(beside), [['A long lecture'], ['Lecture'], ['5'], []])
  })
  it('of two that would touch the higher is said in full', () => {
    const levels = [level(0, 40, 9, 'A long lecture', '9'), level(40, 80, 10, 'A longer lecture', '10')]
    assert.deepEqual(textsOf(stepLabels(PLOT, levels)), ['A longer lecture'])
  })
  it('a level without a text has no label, and is text where it has', () => {
    assert.deepEqual(textsOf(stepLabels(PLOT, [level(0, 100, 5), level(100, 400, 5, '<b>')])), ['&lt;b&gt;'])
  })
})
