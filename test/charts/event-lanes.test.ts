import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventLanes } from '../../src/charts/event-lanes.ts'
import { plotOf } from '../../src/charts/plot.ts'
import { attributesOf, textsOf } from './support.ts'

const PLOT = plotOf({ left: 50, right: 450, top: 10, bottom: 60 }, { fromMs: 0, toMs: 400 }, 1)
const event = (title: string, fromMs: number, length = 100) => ({
  title,
  fromMs,
  toMs: fromMs + length,
  className: 'event',
})
const lanes = (...events: Parameters<typeof eventLanes>[1]) => eventLanes(PLOT, events, 2)
const placesOf = ({ markup }: ReturnType<typeof lanes>, element: string) =>
  attributesOf(markup, element).map(({ x, y }) => [x, y])

describe('the lanes of events', () => {
  it('a bar from its start to its end, no further than the chart, and its title at its beginning', () => {
    const drawn = lanes(event('Exam', 200), event('Lab', -50))
    assert.deepEqual(textsOf(drawn.markup), ['Lab', 'Exam'])
    assert.deepEqual(
      attributesOf(drawn.markup, 'rect').map(({ x, width }) => [x, width]),
      [
        [50, 50],
        [250, 100],
      ],
    )
    assert.deepEqual(placesOf(drawn, 'text'), [
      [53, 20],
      [253, 20],
    ])
    assert.equal(drawn.height, 16)
  })
  it('one that would run into the one before stands in the next line', () => {
    const drawn = lanes(event('Lecture', 0, 10), event('Lab', 20, 10), event('Exam', 90, 10))
    assert.deepEqual(placesOf(drawn, 'text'), [
      [63, 20],
      [83, 36],
      [153, 20],
    ])
    assert.equal(drawn.height, 32)
  })
  it('a title that is longer than its bar stands behind it', () => {
    assert.deepEqual(placesOf(lanes(event('Lecture', 0, 20)), 'text'), [[73, 20]])
  })
  it('where no line is left a title is shortened, then left out; its bar stays', () => {
    const drawn = lanes(...[0, 1, 2, 150].map((at) => event(at === 150 ? 'Introduction to it all' : 'Lecture', at, 5)))
    assert.deepEqual(textsOf(drawn.markup), ['Lecture', 'Lecture', 'Introduction to it all'])
    assert.equal(attributesOf(drawn.markup, 'rect').length, 4)
    const tight = lanes(
      event('A', 0, 295),
      event('B', 0, 390),
      event('Introduction to it all', 300, 5),
      event('C', 380, 5),
    )
    assert.deepEqual(textsOf(tight.markup), ['A', 'B', 'Introductio…'])
  })
  it('a title at the end of the chart stays within it', () => {
    const [text] = attributesOf(lanes(event('Introduction', 390, 10)).markup, 'text')
    assert.ok(Number(text?.x) < 380)
  })
  it('outside of the chart there is nothing, and without events no line', () => {
    assert.deepEqual(textsOf(lanes(event('Past', -200), event('Future', 500)).markup), [])
    assert.equal(lanes().height, 0)
  })
  it('titles are text, and so is what is told of them', () => {
    const drawn = lanes({ ...event('<script>alert("Physics & co")', 0), told: '<b>' })
    assert.deepEqual(textsOf(drawn.markup), ['&lt;script&gt;alert(&quot;Physics &amp; …'])
    assert.match(drawn.markup.markup, /<title>&lt;b&gt;<\/title>/)
  })
})
