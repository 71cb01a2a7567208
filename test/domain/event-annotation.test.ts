import assert from 'node:assert/strict'
import { it } from 'node:test'
import { EVENT_ANNOTATION, eventMark, eventsIn, sayEvents } from '../../src/domain/event-annotation.ts'

it('titles of strangers stand on a line each, once, and not too long', () => {
  const titles = ['Midterm', 'a\nb\t c', 'Midterm', 'ä'.repeat(1000)]
  const read = eventsIn({ [EVENT_ANNOTATION]: sayEvents(titles) })
  assert.deepEqual(read, ['Midterm', 'a b c', 'ä'.repeat(256)])
  assert.deepEqual(read, [...new Set(titles.map(eventMark))])
})
it('none where there is none', () => assert.deepEqual(eventsIn({}), []))
it('of very many the first', () =>
  assert.equal(eventsIn({ [EVENT_ANNOTATION]: sayEvents(Array.from({ length: 99 }, (_, at) => `e${at}`)) }).length, 16))
