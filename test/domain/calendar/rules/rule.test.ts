import assert from 'node:assert/strict'
import { it } from 'node:test'
import { ics, read, says, starts, vevent } from '../support.ts'

/** From Tuesday 2026-03-03, 09:00 UTC; its first starts in March and April. */
function first(rule: string, many: number, start = '20260303T090000Z'): string[] {
  const reading = read(ics(vevent(`DTSTART:${start}\nDURATION:PT1H\nRRULE:${rule}`)), '2026-03-01', '2026-05-01')
  assert.deepEqual(says(reading), [])
  return starts(reading).slice(0, many)
}
const march = (...times: string[]) => times.map((time) => `2026-03-${time}Z`)

const table: readonly [string, string[]][] = [
  // What only limits, for rules by days or less.
  ['FREQ=DAILY;BYMONTHDAY=-1,5', march('03T09:00', '05T09:00', '31T09:00')],
  ['FREQ=DAILY;BYMONTH=4', [...march('03T09:00'), '2026-04-01T09:00Z', '2026-04-02T09:00Z']],
  ['FREQ=DAILY;INTERVAL=2;BYMONTHDAY=4,5,6,7', march('03T09:00', '05T09:00', '07T09:00')],
  ['FREQ=WEEKLY;BYDAY=TU,FR;BYMONTH=4', [...march('03T09:00'), '2026-04-03T09:00Z', '2026-04-07T09:00Z']],
  ['FREQ=HOURLY;BYYEARDAY=64;BYHOUR=7,8', march('03T09:00', '05T07:00', '05T08:00')],
  ['FREQ=HOURLY;BYYEARDAY=-302;BYHOUR=7', march('03T09:00', '05T07:00')],
  ['FREQ=HOURLY;BYMONTHDAY=5;BYHOUR=7', [...march('03T09:00', '05T07:00'), '2026-04-05T07:00Z']],
  // Steps of hours, minutes and seconds keep their phase over days.
  ['FREQ=HOURLY;INTERVAL=7', march('03T09:00', '03T16:00', '03T23:00', '04T06:00')],
  ['FREQ=HOURLY;INTERVAL=7;BYDAY=WE', march('03T09:00', '04T06:00', '04T13:00', '04T20:00', '11T06:00')],
  ['FREQ=HOURLY;INTERVAL=36;BYMINUTE=0,30', march('03T09:00', '03T09:30', '04T21:00', '04T21:30', '06T09:00')],
  [
    'FREQ=MINUTELY;INTERVAL=25;BYHOUR=9,10',
    march('03T09:00', '03T09:25', '03T09:50', '03T10:15', '03T10:40', '04T09:10'),
  ],
  ['FREQ=MINUTELY;BYHOUR=9;BYMINUTE=0,20;BYDAY=TU,TH', march('03T09:00', '03T09:20', '05T09:00', '05T09:20')],
  ['FREQ=SECONDLY;BYHOUR=9;BYMINUTE=0;BYSECOND=0', march('03T09:00', '04T09:00')],
  ['FREQ=SECONDLY;INTERVAL=43200', march('03T09:00', '03T21:00', '04T09:00')],
  ['FREQ=DAILY;BYHOUR=9;BYSECOND=60', march('03T09:00', '03T09:01', '04T09:01')],
  // BYSETPOS picks among all times of its period.
  ['FREQ=DAILY;BYHOUR=9,11,14;BYSETPOS=-1', march('03T09:00', '03T14:00', '04T14:00')],
  ['FREQ=DAILY;BYHOUR=9,11,14;BYSETPOS=1,2', march('03T09:00', '03T11:00', '04T09:00')],
  ['FREQ=HOURLY;INTERVAL=12;BYMINUTE=0,20,40;BYSETPOS=-1', march('03T09:00', '03T09:40', '03T21:40')],
  ['FREQ=WEEKLY;BYDAY=TU,TH;BYSETPOS=-1', march('03T09:00', '05T09:00', '12T09:00')],
  ['FREQ=WEEKLY;BYDAY=TU,TH;BYHOUR=9,14;BYSETPOS=2,3', march('03T09:00', '03T14:00', '05T09:00', '10T14:00')],
  ['FREQ=WEEKLY;BYDAY=MO,WE;BYMONTH=4;BYSETPOS=1', [...march('03T09:00'), '2026-04-01T09:00Z', '2026-04-06T09:00Z']],
  ['FREQ=MONTHLY;BYDAY=MO,TU;BYHOUR=9,14;BYSETPOS=-1,4', march('03T09:00', '03T14:00', '31T14:00')],
  ['FREQ=MONTHLY;BYDAY=TU;BYHOUR=9,14;BYSETPOS=-10', [...march('03T09:00', '03T09:00').slice(1)]],
  // Series share what does not depend on their start: this does.
  ['FREQ=WEEKLY;INTERVAL=2', march('03T09:00', '17T09:00', '31T09:00')],
  ['FREQ=MONTHLY', [...march('03T09:00'), '2026-04-03T09:00Z']],
  ['FREQ=YEARLY;BYMONTH=3,4', [...march('03T09:00'), '2026-04-03T09:00Z']],
  ['FREQ=YEARLY;BYWEEKNO=11,13', march('03T09:00', '10T09:00', '24T09:00')],
]

for (const [rule, expected] of table) it(rule, () => assert.deepEqual(first(rule, expected.length), expected))

it('series of one rule that began on other days do not mix', () => {
  const series = ['20260303', '20260304', '20250304', '20260311'].map((day, at) =>
    vevent(`UID:${at}\nDTSTART:${day}T090000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY`),
  )
  const reading = read(ics(...series), '2026-03-01', '2026-03-12')
  assert.deepEqual(
    reading.occurrences.map(({ uid, startMs }) => `${uid} ${new Date(startMs).getUTCDate()}`),
    ['0 3', '2 3', '1 4', '0 10', '2 10', '1 11', '3 11'],
  )
})

it('a leap day comes each leap year', () =>
  assert.deepEqual(
    starts(read(ics(vevent('DTSTART:20240229T090000Z\nRRULE:FREQ=YEARLY')), '2024-01-01', '2033-01-01')),
    ['2024-02-29T09:00Z', '2028-02-29T09:00Z', '2032-02-29T09:00Z'],
  ))

it('a series since the year 1 is read like any other', () =>
  assert.deepEqual(first('FREQ=DAILY;BYDAY=TU', 2, '00010102T090000Z'), march('03T09:00', '10T09:00')))

const refused: readonly [string, RegExp][] = [
  ['FREQ=MONTHLY;BYWEEKNO=10', /BYWEEKNO does not go with FREQ=MONTHLY/],
  ['FREQ=DAILY;BYYEARDAY=10', /BYYEARDAY does not go with FREQ=DAILY/],
  ['FREQ=WEEKLY;BYMONTHDAY=10', /BYMONTHDAY does not go with FREQ=WEEKLY/],
  ['FREQ=YEARLY;BYWEEKNO=10;BYYEARDAY=70', /BYWEEKNO and BYYEARDAY together are not followed/],
  ['FREQ=YEARLY;BYWEEKNO=10;BYDAY=1MO', /BYDAY cannot have numbers beside BYWEEKNO/],
  ['FREQ=YEARLY;RSCALE=HEBREW', /RSCALE cannot be «HEBREW»/],
  ['FREQ=YEARLY;RSCALE=GREGORIAN;SKIP=FORWARD', /SKIP cannot be «FORWARD»/],
  ['FREQ=YEARLY;BYMONTH=13', /BYMONTH cannot be «13»/],
  ['FREQ=DAILY;BYHOUR=9;BYSETPOS=2', /BYSETPOS=2 never comes/],
  ['FREQ=HOURLY;BYMINUTE=0,30;BYSETPOS=3', /BYSETPOS=3 never comes/],
  ['FREQ=SECONDLY;INTERVAL=7;BYHOUR=9;BYMINUTE=0', /it takes 12343 steps a day; at most 1440 are followed/],
  [
    `FREQ=MONTHLY;BYHOUR=${[...Array(20).keys()]};BYDAY=MO;BYSETPOS=${[...Array(20).keys()].map((n) => n + 1)}`,
    /too many times/,
  ],
]

for (const [rule, because] of refused) {
  it(`refused with a word, and counts once: ${rule.slice(0, 60)}`, () => {
    const text = ics(vevent(`DTSTART:20260303T090000Z\nDURATION:PT1H\nRRULE:${rule}`))
    const reading = read(text, '2026-03-01', '2026-05-01')
    assert.deepEqual(starts(reading), march('03T09:00'))
    assert.match(says(reading).join(), because)
  })
}

it('RSCALE=GREGORIAN says nothing new', () =>
  assert.deepEqual(first('RSCALE=GREGORIAN;FREQ=WEEKLY;SKIP=OMIT', 2), march('03T09:00', '10T09:00')))
