import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseCalendar } from '../../../../src/domain/calendar/occurrences/parse.ts'
import { ics, read, remarks, says, spans, vevent } from '../support.ts'

const good = ics(vevent('UID:good\nDTSTART:20260324T090000Z\nDURATION:PT1H'))
const GOOD = '2026-03-24T09:00Z/10:00Z'
const march = (text: string) => read(text, '2026-03-01', '2026-04-01')

describe('what stands before a calendar is passed over, and said', () => {
  for (const [name, before, lines] of [
    ['headers', 'HTTP/1.1 200 OK\r\nContent-Type: text/calendar\r\n\r\n', 3],
    ['a notice of PHP', '<br />\n<b>Notice</b>: Undefined index in <b>ical.php</b> on line 3<br />\n', 2],
    ['words', 'Here is the calendar of the course:\n\n', 2],
    ['words, and a calendar that is indented', 'Calendar:\n', 1],
  ] as const) {
    it(name, () => {
      const reading = march(before + (name.endsWith('indented') ? good.replaceAll(/(?<=^|\n)(?=.)/g, '  ') : good))
      assert.deepEqual([spans(reading), says(reading)], [[GOOD], []])
      assert.deepEqual(remarks(reading), [
        `calendar: ${lines} lines before BEGIN:VCALENDAR are passed over; an ICS file begins with it`,
      ])
    })
  }
  it('blank lines and spaces are not worth a word', () => {
    const reading = march(`\r\n \r\n\t\r\n  ${good}`)
    assert.deepEqual([spans(reading), says(reading), remarks(reading)], [[GOOD], [], []])
  })
})

it('what stands after it is passed over', () => assert.deepEqual(spans(march(`${good}</pre>\r\n-- \r\nAda`)), [GOOD]))

it('a calendar in a calendar is one as well', () => {
  const reading = march(`BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${good}END:VCALENDAR\r\n`)
  assert.deepEqual([spans(reading), says(reading)], [[GOOD], []])
})

it('half a calendar before a whole one is refused: nobody knows what is missing', () => {
  const parsed = parseCalendar(`${good.slice(0, 90)}\r\n${good}`)
  assert.match(parsed.at === 'refused' ? parsed.because : '', /cut off/)
})

it('an event whose BEGIN is lost is said', () => {
  const reading = march(good.replace('BEGIN:VEVENT', 'BEGIN-VEVENT'))
  assert.deepEqual(spans(reading), [])
  assert.match(says(reading).join(), /^calendar: line 8: END:VEVENT has no BEGIN:VEVENT, so an event is lost$/)
})

it('wherever a calendar is cut off, it is refused or complete', () => {
  for (let length = 0; length < good.length - 2; length++) {
    const parsed = parseCalendar(good.slice(0, length))
    assert.equal(parsed.at, 'refused', good.slice(0, length))
  }
})
