import assert from 'node:assert/strict'
import { it } from 'node:test'
import { ics, read, says, spans, starts, vevent } from './support.ts'

/** Tuesday 2026-03-03, 09:00 to 10:00 UTC, and a rule; its starts in March. */
const march = (rule: string, start = 'DTSTART:20260303T090000Z') =>
  starts(read(ics(vevent(`${start}\nDURATION:PT1H\n${rule}`)), '2026-03-01', '2026-04-01'))
const days = (...list: number[]) => list.map((day) => `2026-03-${String(day).padStart(2, '0')}T09:00Z`)

const table: readonly [string, string[]][] = [
  ['RRULE:FREQ=DAILY;COUNT=3', days(3, 4, 5)],
  ['RRULE:FREQ=DAILY;INTERVAL=7;COUNT=3', days(3, 10, 17)],
  ['RRULE:FREQ=DAILY;UNTIL=20260305T090000Z', days(3, 4, 5)],
  ['RRULE:FREQ=DAILY;UNTIL=20260305T085959Z', days(3, 4)],
  ['RRULE:FREQ=DAILY;UNTIL=20260305', days(3, 4, 5)],
  ['RRULE:FREQ=DAILY;UNTIL=20260305T090000', days(3, 4, 5)],
  ['RRULE:FREQ=WEEKLY', days(3, 10, 17, 24, 31)],
  ['RRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4', days(3, 5, 10, 12)],
  ['RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO;COUNT=4', days(3, 8, 17, 22)],
  ['RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU;COUNT=4', days(3, 15, 17, 29)],
  ['RRULE:FREQ=MONTHLY;COUNT=2', days(3)],
  ['RRULE:FREQ=MONTHLY;BYMONTHDAY=3,-1', days(3, 31)],
  ['RRULE:FREQ=MONTHLY;BYDAY=1TU,-1FR', days(3, 27)],
  ['RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', days(3, 31)],
  ['RRULE:FREQ=MONTHLY;BYDAY=TU;BYMONTHDAY=3,17', days(3, 17)],
  ['RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=TU', days(3, 10, 17, 24, 31)],
  ['RRULE:FREQ=YEARLY;BYYEARDAY=62,90', days(3, 31)],
  ['RRULE:FREQ=YEARLY;BYWEEKNO=10,12;BYDAY=TU', days(3, 17)],
  ['RRULE:FREQ=DAILY;BYMONTH=3;BYDAY=TU', days(3, 10, 17, 24, 31)],
  ['RRULE:FREQ=DAILY;BYHOUR=9,11;COUNT=3', ['2026-03-03T09:00Z', '2026-03-03T11:00Z', '2026-03-04T09:00Z']],
  ['RRULE:FREQ=HOURLY;INTERVAL=6;COUNT=3', ['2026-03-03T09:00Z', '2026-03-03T15:00Z', '2026-03-03T21:00Z']],
  ['RRULE:FREQ=MINUTELY;INTERVAL=15;COUNT=2', ['2026-03-03T09:00Z', '2026-03-03T09:15Z']],
  ['RRULE:FREQ=DAILY;COUNT=2\nRRULE:FREQ=WEEKLY;COUNT=2', days(3, 4, 10)],
  ['RRULE:FREQ=DAILY;COUNT=4\nEXRULE:FREQ=DAILY;INTERVAL=2;COUNT=2', days(4, 6)],
  ['RRULE:FREQ=DAILY;COUNT=4\nEXDATE:20260304T090000Z,20260305T090000Z', days(3, 6)],
  ['RRULE:FREQ=DAILY;COUNT=3\nEXDATE;TZID=Europe/Berlin:20260304T100000', days(3, 5)],
  ['RRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20260304', days(3, 5)],
  ['RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20260303T090000Z', days(4, 5)],
  ['RDATE:20260310T090000Z,20260312T090000Z', days(3, 10, 12)],
  ['RDATE;VALUE=DATE:20260310', days(3, 10)],
  ['RRULE:FREQ=DAILY;COUNT=2\nRDATE:20260304T090000Z,20260310T090000Z', days(3, 4, 10)],
  ['RDATE:20260310T090000Z\nEXDATE:20260310T090000Z', days(3)],
  // The start counts as the first, also when the rule does not give it (RFC 5545 §3.3.10).
  ['RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=3', days(3, 5, 12)],
  ['RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=1', days(3)],
  ['RRULE:FREQ=WEEKLY;BYDAY=2TU;COUNT=2', days(3, 10)],
  ['RRULE:freq=weekly;count=2', days(3, 10)],
  ['RRULE:FREQ=DAILY;COUNT=2;', days(3, 4)],
  ['RRULE:FREQ=DAILY;UNTIL=20260101T000000Z', days(3)],
]

for (const [rule, expected] of table) it(rule.replaceAll('\n', ' '), () => assert.deepEqual(march(rule), expected))

it('RDATE with a period has its own length', () => {
  const text = ics(
    vevent(
      'DTSTART:20260303T090000Z\nDURATION:PT1H\nRDATE;VALUE=PERIOD:20260310T090000Z/PT3H,20260311T090000Z/20260311T093000Z',
    ),
  )
  assert.deepEqual(spans(read(text, '2026-03-01', '2026-04-01')), [
    '2026-03-03T09:00Z/10:00Z',
    '2026-03-10T09:00Z/12:00Z',
    '2026-03-11T09:00Z/09:30Z',
  ])
})

it('of two RDATE periods with one start the longer counts', () => {
  for (const periods of [
    '20260310T090000Z/PT3H,20260310T090000Z/PT1H',
    '20260310T090000Z/PT1H,20260310T090000Z/PT3H',
  ]) {
    const text = ics(vevent(`DTSTART:20260303T090000Z\nDURATION:PT1H\nRDATE;VALUE=PERIOD:${periods}`))
    assert.deepEqual(spans(read(text, '2026-03-09', '2026-04-01')), ['2026-03-10T09:00Z/12:00Z'])
  }
})

const allDay: readonly [string, number[]][] = [
  ['RRULE:FREQ=DAILY;COUNT=2', [3, 4]],
  ['RRULE:FREQ=DAILY;UNTIL=20260305', [3, 4, 5]],
  ['RRULE:FREQ=DAILY;UNTIL=20260305T000000Z', [3, 4, 5]],
  ['RRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20260304', [3, 5]],
  // Exchange's forms.
  ['RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20260304T000000', [3, 5]],
  ['RRULE:FREQ=DAILY;COUNT=3\nEXDATE;TZID=Europe/Berlin:20260304T000000', [3, 5]],
  ['RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20260304T000000Z', [3, 5]],
  ['RRULE:FREQ=WEEKLY;BYDAY=TU,WE;BYHOUR=9;COUNT=3', [3, 4, 10]],
  ['RDATE;VALUE=DATE:20260310', [3, 10]],
]

for (const [rule, expected] of allDay) {
  it(`all day: ${rule.replaceAll('\n', ' ')}`, () => {
    const midnights = days(...expected).map((day) => day.replace('09:00', '00:00'))
    assert.deepEqual(march(rule, 'DTSTART;VALUE=DATE:20260303'), midnights)
  })
}

it("all day: an EXDATE at a zone's midnight in UTC", () => {
  const text = ics(vevent('DTSTART;VALUE=DATE:20260303\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE:20260303T230000Z'))
  assert.deepEqual(starts(read(text, '2026-03-01', '2026-04-01', { timezone: 'Europe/Berlin' })), [
    '2026-03-02T23:00Z',
    '2026-03-04T23:00Z',
  ])
})

it('the window is jumped to, however old and long the series is', () => {
  const text = ics(
    vevent('UID:a\nDTSTART:19700101T090000Z\nRRULE:FREQ=DAILY;COUNT=30000'),
    vevent('UID:b\nDTSTART:20100104T090000Z\nRRULE:FREQ=HOURLY;COUNT=1000000000'),
    vevent('UID:c\nDTSTART:20100104T090000Z\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=5000'),
  )
  const reading = read(text, '2026-03-02', '2026-03-03')
  const count = (uid: string) => reading.occurrences.filter((one) => one.uid === uid).length
  assert.deepEqual([count('a'), count('b'), count('c'), says(reading)], [1, 24, 1, []])
})

it('COUNT ends where it ends, however late the window asks', () => {
  const text = ics(vevent('DTSTART:20260303T090000Z\nRRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=60'))
  assert.deepEqual(starts(read(text, '2026-09-20', '2027-09-01')), ['2026-09-22T09:00Z', '2026-09-24T09:00Z'])
  assert.deepEqual(starts(read(text, '2027-03-01', '2027-09-01')), [])
})

for (const rule of [
  'FREQ=SECONDLY',
  'FREQ=SECONDLY;COUNT=1000000000',
  'FREQ=MINUTELY',
  `FREQ=DAILY;BYHOUR=${[...Array(24).keys()]};BYMINUTE=${[...Array(60).keys()]};BYSECOND=${[...Array(60).keys()]}`,
]) {
  it(`a rule bomb is reported and counts once: ${rule.slice(0, 40)}`, () => {
    const reading = read(
      ics(vevent(`DTSTART:20260303T090000Z\nDURATION:PT1H\nRRULE:${rule}`)),
      '2026-03-01',
      '2026-04-01',
    )
    assert.deepEqual(starts(reading), days(3))
    assert.match(says(reading).join(), /it repeats up to \d+ times a day; at most 288 are followed/)
  })
}

it('a rule that never comes is no endless search', () => {
  assert.deepEqual(march('RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'), days(3))
})
