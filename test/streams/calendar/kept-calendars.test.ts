import assert from 'node:assert/strict'
import { it } from 'node:test'
import { keptCalendars } from '../../../streams/calendar/kept-calendars.ts'
import { unpackReading } from '../../../streams/calendar/packed-reading.ts'
import { ics, ms, vevent } from '../../domain/calendar/support.ts'

const WEEK = { fromMs: ms('2026-03-22'), toMs: ms('2026-03-29') }
const NEXT = { fromMs: ms('2026-03-29'), toMs: ms('2026-04-05') }
const series = (title: string) =>
  ics(vevent(`SUMMARY:${title}\nDTSTART:20260301T090000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY`))

/** The titles that are read; with `KNOWN` for a text there is none to read unless it was kept. */
function world(mostCharacters: number) {
  const read = keptCalendars(mostCharacters)
  return (key: number, text: string, stretch = WEEK) => {
    const outcome = read({ key, text, options: {}, stretch })
    return outcome.at === 'reading'
      ? unpackReading(outcome.reading).occurrences.map(({ summary }) => summary)
      : outcome.because
  }
}
const KNOWN = ''
const NOTHING = 'the answer is empty, not a calendar'

it('what was taken apart is kept for the next stretch of time', () => {
  const titles = world(10_000)
  assert.deepEqual([titles(1, series('A')), titles(1, KNOWN, NEXT)], [['A'], ['A']])
})

it('as much text is kept as one calendar may have, of those last asked for; others are read again', () => {
  const titles = world(2 * series('A').length)
  titles(1, series('A'))
  titles(2, series('B'))
  titles(1, KNOWN)
  titles(3, series('C'))
  assert.deepEqual([titles(1, KNOWN), titles(3, KNOWN), titles(2, KNOWN)], [['A'], ['C'], NOTHING])
  assert.deepEqual(titles(2, series('B')), ['B'])
})

it('what is refused is not kept', () => {
  const titles = world(10_000)
  assert.match(String(titles(1, '<html>')), /HTML page/)
  assert.deepEqual(titles(1, series('A')), ['A'])
})
