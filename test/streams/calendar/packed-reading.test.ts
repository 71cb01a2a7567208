import assert from 'node:assert/strict'
import { it } from 'node:test'
import { deserialize, serialize } from 'node:v8'
import { expand } from '../../../src/domain/calendar/occurrences/expand.ts'
import { parseCalendar } from '../../../src/domain/calendar/occurrences/parse.ts'
import { packReading, unpackReading } from '../../../streams/calendar/packed-reading.ts'
import { calendar } from '../../domain/calendar/arbitrary.ts'
import { ics, ms, read, vevent } from '../../domain/calendar/support.ts'
import { fc, RUNS } from '../../support/properties.ts'

it('property: a reading comes over as it was', () =>
  fc.assert(
    fc.property(calendar, (text) => {
      const parsed = parseCalendar(text)
      assert(parsed.at === 'calendar')
      const reading = expand(parsed.calendar, ms('2024-01-01'), ms('2027-01-01'))
      assert.deepEqual(unpackReading(deserialize(serialize(packReading(reading)))), reading)
    }),
    RUNS,
  ))

it('who wrote an event comes over with it', () => {
  const event = 'DTSTART:20260324T090000Z\nDURATION:PT1H\nSUMMARY:Exam\nORGANIZER:mailto:ada@example.edu'
  const reading = read(ics(vevent(event)), '2026-03-01', '2026-04-01')
  const [one] = unpackReading(deserialize(serialize(packReading(reading)))).occurrences
  assert.equal(one?.organizer, 'ada@example.edu')
})

it('ten thousand occurrences of one event take one title', () => {
  const event = `DTSTART:20260101T000000Z\nDURATION:PT5M\nRRULE:FREQ=MINUTELY;INTERVAL=5\nSUMMARY:${'t'.repeat(1000)}`
  const reading = read(ics(vevent(event)), '2026-03-01', '2026-04-01')
  assert(reading.occurrences.length > 8000)
  assert(serialize(packReading(reading)).length < 33 * reading.occurrences.length)
})
