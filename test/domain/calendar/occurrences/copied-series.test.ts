import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ics, read, remarks, says, starts, vevent } from '../support.ts'

const autumn = (...events: string[]) => read(ics(...events.map(vevent)), '2026-09-01', '2026-12-01')
const COPY =
  'SUMMARY:Lab B\nRECURRENCE-ID:20260901T090000Z\nDTSTART:20260901T140000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=10'

describe('a series with a RECURRENCE-ID', () => {
  it('is a series where no other event has its UID', () => {
    const reading = autumn(`UID:b\n${COPY}`)
    assert.deepEqual([starts(reading).length, starts(reading)[9], says(reading)], [10, '2026-11-03T14:00Z', []])
    assert.match(remarks(reading).join(), /RECURRENCE-ID stands beside RRULE or RDATE.*read as a series of its own/)
  })

  it('also beside the series that it was copied from, with exceptions and moved occurrences of its own', () => {
    const original = 'UID:a\nDTSTART:20260901T090000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=10'
    const moved = 'UID:b\nRECURRENCE-ID:20260915T140000Z\nDTSTART:20260916T140000Z\nDURATION:PT1H'
    const reading = autumn(moved, original, `UID:b\n${COPY}\nEXDATE:20260908T140000Z`)
    const [a, b] = ['a', 'b'].map((uid) => reading.occurrences.filter((one) => one.uid === uid).length)
    assert.deepEqual([a, b, says(reading)], [10, 9, []])
    assert(starts(reading).includes('2026-09-16T14:00Z') && !starts(reading).includes('2026-09-15T14:00Z'))
  })

  it('by RDATE as well', () => {
    const dated = COPY.replace('RRULE:FREQ=WEEKLY;COUNT=10', 'RDATE:20260908T140000Z,20260915T140000Z')
    assert.deepEqual(starts(autumn(`UID:b\n${dated}`)), ['2026-09-01T14:00Z', '2026-09-08T14:00Z', '2026-09-15T14:00Z'])
  })

  it('of two copies that meet, what they share counts once', () => {
    const later = COPY.replaceAll('20260901', '20260908')
    const reading = autumn(`UID:b\n${COPY}`, `UID:b\n${later}`)
    assert.equal(starts(reading).length, 11)
    assert.equal(new Set(starts(reading)).size, 11)
  })

  it('beside a series of its UID it changes one occurrence, and its rule is a problem', () => {
    const reading = autumn(
      'UID:b\nDTSTART:20260901T090000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=10',
      `UID:b\n${COPY}`,
    )
    assert.deepEqual([starts(reading).length, starts(reading)[0]], [10, '2026-09-01T14:00Z'])
    assert.match(says(reading).join(), /its own RRULE or RDATE is passed over; a series of its own needs another UID/)
  })
})
