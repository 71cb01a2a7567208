import assert from 'node:assert/strict'
import { it } from 'node:test'
import { mended } from '../../../../src/domain/calendar/text/mended.ts'
import { ics, read, remarks, says, starts, vevent } from '../support.ts'

const table: readonly [string, string | undefined][] = [
  ['RRULE;FREQ=WEEKLY;COUNT=3', 'RRULE:FREQ=WEEKLY;COUNT=3'],
  ['RRULE=FREQ=WEEKLY;COUNT=3', 'RRULE:FREQ=WEEKLY;COUNT=3'],
  ['RRULE FREQ=WEEKLY;COUNT=3', 'RRULE:FREQ=WEEKLY;COUNT=3'],
  ['rrule ; interval = 2;freq=weekly', 'rrule:interval = 2;freq=weekly'],
  ['DTSTART:TZID=Europe/Berlin:20260324T090000', 'DTSTART;TZID=Europe/Berlin:20260324T090000'],
  ['EXDATE;TZID:Europe/Berlin:20260324T090000', 'EXDATE;TZID=Europe/Berlin:20260324T090000'],
  ['DTEND:VALUE=DATE:20260324', 'DTEND;VALUE=DATE:20260324'],
  ['RRULE:FREQ=WEEKLY;COUNT=3', undefined],
  ['RRULE;VALUE=RECUR:FREQ=WEEKLY', undefined],
  ['DTSTART;TZID=Europe/Berlin:20260324T090000', undefined],
  ['DTSTART:20260324T090000Z', undefined],
  ['DESCRIPTION:TZID=x:y', undefined],
  [`RRULE${' '.repeat(100_000)}`, undefined],
]
for (const [text, expected] of table)
  it(`${text.trim()}: ${expected ?? 'as it is'}`, () => assert.equal(mended(text), expected))

it('what is mended counts, and is said', () => {
  const text = ics(vevent('DTSTART:TZID=Europe/Berlin:20260324T090000\nDURATION:PT1H\nRRULE;FREQ=DAILY;COUNT=2'))
  const reading = read(text, '2026-03-01', '2026-04-01')
  assert.deepEqual([starts(reading), says(reading)], [['2026-03-24T08:00Z', '2026-03-25T08:00Z'], []])
  assert.match(
    remarks(reading).join('\n'),
    /line 6: this is read as `DTSTART;TZID=Europe[\s\S]*line 8: this is read as `RRULE:FREQ=DAILY/,
  )
})
