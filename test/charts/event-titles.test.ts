import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventTitles } from '../../src/charts/event-titles.ts'
import { plotOf } from '../../src/charts/plot.ts'
import { attributesOf, textsOf } from './support.ts'

const PLOT = plotOf({ left: 50, right: 450, top: 10, bottom: 60 }, { fromMs: 0, toMs: 400 }, 1)
const event = (title: string, fromMs: number) => ({ title, fromMs, toMs: fromMs + 100 })

describe('eventTitles', () => {
  it('each at the beginning of its event, or of the chart', () => {
    const drawn = eventTitles(PLOT, [event('Exam', 200), event('Lab', -50)])
    assert.deepEqual(textsOf(drawn), ['Lab', 'Exam'])
    assert.deepEqual(attributesOf(drawn, 'text'), [
      { class: 'title', x: 53, y: 22 },
      { class: 'title', x: 253, y: 22 },
    ])
  })
  it('one that would run into the one before is left out', () => {
    assert.deepEqual(textsOf(eventTitles(PLOT, [event('Lecture', 0), event('Lab', 20), event('Exam', 60)])), [
      'Lecture',
      'Exam',
    ])
  })
  it('titles are text, and not longer than there is room', () => {
    assert.deepEqual(textsOf(eventTitles(PLOT, [event('<script>alert("Physics & co")', 0)])), [
      '&lt;script&gt;alert(&quot;Phys…',
    ])
  })
})
