import assert from 'node:assert/strict'
import { it } from 'node:test'
import { ics, read, spans, vevent } from './support.ts'

/** In New York clocks go forward on 2026-03-08 at 02:00 and back on 2026-11-01 at 02:00. */
const ny = (lines: string) =>
  spans(read(ics(vevent(lines.replaceAll('@', 'TZID=America/New_York:'))), '2026-01-01', '2027-01-01'))

const table: readonly [string, string, string[]][] = [
  [
    'a start in the gap has the offset before it',
    'DTSTART;@20260308T023000\nDURATION:PT1H',
    ['2026-03-08T07:30Z/08:30Z'],
  ],
  ['an end in the gap too', 'DTSTART;@20260308T013000\nDTEND;@20260308T023000', ['2026-03-08T06:30Z/07:30Z']],
  [
    'of a series as well: it is not dropped (RFC 5545 §3.3.10, as §3.3.5)',
    'DTSTART;@20260307T023000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3',
    ['2026-03-07T07:30Z/08:30Z', '2026-03-08T07:30Z/08:30Z', '2026-03-09T06:30Z/07:30Z'],
  ],
  [
    'a start in the overlap is the first of the two',
    'DTSTART;@20261101T013000\nDURATION:PT1H',
    ['2026-11-01T05:30Z/06:30Z'],
  ],
  [
    'of a series as well',
    'DTSTART;@20261031T013000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3',
    ['2026-10-31T05:30Z/06:30Z', '2026-11-01T05:30Z/06:30Z', '2026-11-02T06:30Z/07:30Z'],
  ],
  [
    'the wall clock counts',
    'DTSTART;@20260302T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2',
    ['2026-03-02T14:00Z/15:00Z', '2026-03-09T13:00Z/14:00Z'],
  ],
  [
    'DURATION:P1D is a day by the clock',
    'DTSTART;@20260307T120000\nDURATION:P1D',
    ['2026-03-07T17:00Z/2026-03-08T16:00Z'],
  ],
  ['DURATION:PT24H is 24 hours', 'DTSTART;@20260307T120000\nDURATION:PT24H', ['2026-03-07T17:00Z/2026-03-08T17:00Z']],
  [
    'DURATION:P1DT1H: the day first',
    'DTSTART;@20260307T120000\nDURATION:P1DT1H',
    ['2026-03-07T17:00Z/2026-03-08T17:00Z'],
  ],
  [
    'DTEND gives each occurrence the same exact length (§3.8.5.3)',
    'DTSTART;@20260306T220000\nDTEND;@20260307T060000\nRRULE:FREQ=DAILY;COUNT=2',
    ['2026-03-07T03:00Z/11:00Z', '2026-03-08T03:00Z/11:00Z'],
  ],
  [
    'UNTIL in UTC ends by the instant',
    'DTSTART;@20260307T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=20260308T130000Z',
    ['2026-03-07T14:00Z/15:00Z', '2026-03-08T13:00Z/14:00Z'],
  ],
  [
    'UNTIL in UTC a second before it',
    'DTSTART;@20260307T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=20260308T125959Z',
    ['2026-03-07T14:00Z/15:00Z'],
  ],
  [
    'EXDATE in UTC on the other side of the change',
    'DTSTART;@20260307T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE:20260308T130000Z',
    ['2026-03-07T14:00Z/15:00Z', '2026-03-09T13:00Z/14:00Z'],
  ],
  [
    'RDATE in UTC can name the second of the two',
    'DTSTART;@20261030T013000\nDURATION:PT30M\nRDATE:20261101T063000Z',
    ['2026-10-30T05:30Z/06:00Z', '2026-11-01T06:30Z/07:00Z'],
  ],
]

for (const [name, lines, expected] of table) it(`DST: ${name}`, () => assert.deepEqual(ny(lines), expected))

it('all-day events are 23 and 25 hours long where clocks change, and begin late where midnight is skipped', () => {
  const day = (date: string, timezone: string) =>
    spans(read(ics(vevent(`DTSTART;VALUE=DATE:${date}`)), '2026-01-01', '2027-01-01', { timezone }))
  assert.deepEqual(day('20260308', 'America/New_York'), ['2026-03-08T05:00Z/2026-03-09T04:00Z'])
  assert.deepEqual(day('20261101', 'America/New_York'), ['2026-11-01T04:00Z/2026-11-02T05:00Z'])
  // Cairo's clocks go from 00:00 to 01:00.
  assert.deepEqual(day('20260424', 'Africa/Cairo'), ['2026-04-23T22:00Z/2026-04-24T21:00Z'])
})

it('a zone that skipped a whole day (Apia, 2011-12-30)', () => {
  const apia = 'DTSTART;TZID=Pacific/Apia:20111229T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3'
  assert.deepEqual(spans(read(ics(vevent(apia)), '2011-12-01', '2012-02-01')), [
    '2011-12-29T19:00Z/20:00Z',
    '2011-12-30T19:00Z/20:00Z',
  ])
})

it('all-day series with a DTEND: each occurrence is whole days, however long those are', () => {
  const week = vevent('DTSTART;VALUE=DATE:20260301\nDTEND;VALUE=DATE:20260302\nRRULE:FREQ=WEEKLY;COUNT=2')
  assert.deepEqual(spans(read(ics(week), '2026-03-01', '2026-04-01', { timezone: 'America/New_York' })), [
    '2026-03-01T05:00Z/2026-03-02T05:00Z',
    '2026-03-08T05:00Z/2026-03-09T04:00Z',
  ])
})

it('a start in the gap is found by the narrowest window that it is in', () => {
  const text = ics(vevent('DTSTART;TZID=America/New_York:20260301T023000\nDURATION:PT10M\nRRULE:FREQ=WEEKLY'))
  assert.deepEqual(spans(read(text, '2026-03-08T07:30Z', '2026-03-08T07:31Z')), ['2026-03-08T07:30Z/07:40Z'])
})

it('all-day series end by the day that UNTIL names, also as a midnight in UTC', () => {
  for (const until of ['20260305', '20260305T000000Z', '20260305T050000Z']) {
    const text = ics(vevent(`DTSTART;VALUE=DATE:20260303\nRRULE:FREQ=DAILY;UNTIL=${until}`))
    const { occurrences } = read(text, '2026-03-01', '2026-04-01', { timezone: 'America/New_York' })
    assert.equal(occurrences.length, 3, until)
  }
})
