/** Times without a zone beside a start that has one, and the other way round. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ics, read, remarks, says, spans, vevent } from '../support.ts'

const LA = 'TZID=America/Los_Angeles'
const autumn = (lines: string, options = {}) =>
  read(ics(...[lines].flat().map(vevent)), '2026-09-01', '2026-11-15', options)

const CLASS = '2026-09-10T16:00Z/18:00Z'
const table: readonly [name: string, lines: string, expected: string[], word: RegExp][] = [
  [
    'DTEND',
    `DTSTART;${LA}:20260910T090000\nDTEND:20260910T110000`,
    [CLASS],
    /DTEND .* is read in America\/Los_Angeles, as DTSTART/,
  ],
  ['an empty TZID', `DTSTART;${LA}:20260910T090000\nDTEND;TZID=:20260910T110000`, [CLASS], /DTEND/],
  [
    'DTEND, a date',
    `DTSTART;${LA}:20260910T090000\nDTEND;VALUE=DATE:20260911`,
    ['2026-09-10T16:00Z/2026-09-11T07:00Z'],
    /DTEND/,
  ],
  [
    'DTSTART',
    `DTSTART:20260910T090000\nDTEND;${LA}:20260910T110000`,
    [CLASS],
    /DTSTART .* is read in America\/Los_Angeles, as DTEND/,
  ],
  ['a start in UTC', 'DTSTART:20260910T160000Z\nDTEND:20260910T180000', [CLASS], /^$/],
  [
    'EXDATE',
    `DTSTART;${LA}:20260910T090000\nDTEND;${LA}:20260910T110000\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20260917T090000,20260924T090000`,
    [CLASS],
    /EXDATE has times without a zone; they are read in America\/Los_Angeles, as DTSTART/,
  ],
  [
    'RDATE',
    `DTSTART;${LA}:20260910T090000\nDURATION:PT2H\nRDATE:20261110T090000`,
    [CLASS, '2026-11-10T17:00Z/19:00Z'],
    /RDATE has times without a zone/,
  ],
  [
    'RDATE, a period',
    `DTSTART;${LA}:20260910T090000\nDURATION:PT2H\nRDATE;VALUE=PERIOD:20260911T090000/20260911T100000,20260912T090000/PT1H`,
    [CLASS, '2026-09-11T16:00Z/17:00Z', '2026-09-12T16:00Z/17:00Z'],
    /RDATE has times without a zone/,
  ],
]
describe('a time without a zone is in that of what it stands beside', () => {
  for (const [name, lines, expected, word] of table)
    it(name, () => {
      const reading = autumn(lines)
      assert.deepEqual([spans(reading), says(reading)], [expected, []])
      assert.match(remarks(reading).join(), word)
    })

  it('RECURRENCE-ID: that of its series', () => {
    const series = `UID:a\nDTSTART;${LA}:20260910T090000\nDURATION:PT2H\nRRULE:FREQ=WEEKLY;COUNT=2`
    for (const start of [`${LA}:20260918T090000`, 'TZID=America/New_York:20260918T120000']) {
      const moved = `UID:a\nRECURRENCE-ID:20260917T090000\nDTSTART;${start}\nDURATION:PT2H`
      const reading = read(ics(vevent(series), vevent(moved)), '2026-09-01', '2026-11-15')
      assert.deepEqual([spans(reading), says(reading)], [[CLASS, '2026-09-18T16:00Z/18:00Z'], []])
    }
  })

  it('also where the calendar has a zone of its own', () => {
    const floating = `DTSTART;${LA}:20260910T090000\nDTEND:20260910T110000`
    assert.deepEqual(spans(autumn(floating, { timezone: 'Europe/Berlin' })), [CLASS])
    const inUtc = 'DTSTART:20260910T160000Z\nDTEND:20260910T180000'
    assert.deepEqual(spans(autumn(inUtc, { timezone: 'Europe/Berlin' })), [CLASS])
  })

  it('one that nobody knows too', () => {
    const reading = autumn(`DTSTART;${LA}:20260910T090000\nDTEND;TZID=Mars/Olympus:20260910T110000`)
    assert.deepEqual(spans(reading), [CLASS])
    assert.match(says(reading).join(), /time zone «Mars\/Olympus»: nobody knows/)
  })

  it('not beside UTC where the zone of the calendar gives the time of the class', () => {
    const lines = 'DTSTART:20260910T160000Z\nDURATION:PT2H\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20260917T090000'
    const options = { timezone: 'America/Los_Angeles' }
    assert.deepEqual(spans(autumn(lines, options)), [CLASS, '2026-09-24T16:00Z/18:00Z'])
    assert.deepEqual(spans(autumn(lines.replace('0917T09', '0917T16'), options)).length, 2)
    assert.deepEqual(spans(autumn('DTSTART:20260910T160000Z\nDTEND:20260910T110000', options)), [CLASS])
    assert.deepEqual(spans(autumn('DTSTART:20260910T160000\nDTEND:20260910T180000Z', options)), [CLASS])
  })
})

describe('VALUE says one thing, and the value is the other', () => {
  for (const [name, lines, expected] of [
    [
      'a date with a time',
      'DTSTART;VALUE=DATE:20260910T090000\nDTEND;VALUE=DATE:20260910T110000',
      '2026-09-10T09:00Z/11:00Z',
    ],
    ['in UTC', 'DTSTART;VALUE=DATE:20260910T090000Z\nDTEND;VALUE=DATE:20260910T110000Z', '2026-09-10T09:00Z/11:00Z'],
    ['in a zone', `DTSTART;VALUE=DATE;${LA}:20260910T090000\nDTEND;VALUE=DATE;${LA}:20260910T110000`, CLASS],
    ['the start alone', 'DTSTART;VALUE=DATE:20260910T090000Z\nDTEND:20260910T110000Z', '2026-09-10T09:00Z/11:00Z'],
    ['a time without one', 'DTSTART;VALUE=DATE-TIME:20260910', '2026-09-10T00:00Z/2026-09-11T00:00Z'],
  ] as const)
    it(name, () => {
      const reading = autumn(lines)
      assert.deepEqual([spans(reading), says(reading)], [[expected], []])
      assert.match(remarks(reading).join(), /line \d+: DTSTART says VALUE=DATE(-TIME)? and is read as the/)
    })

  it('midnights are whole days', () => {
    const reading = autumn('DTSTART;VALUE=DATE:20260910T000000\nDTEND;VALUE=DATE:20260911T000000')
    assert.deepEqual([spans(reading), remarks(reading)], [['2026-09-10T00:00Z/2026-09-11T00:00Z'], []])
  })

  it('a day in a zone is a day there', () =>
    assert.deepEqual(spans(autumn(`DTSTART;VALUE=DATE;${LA}:20260910`)), ['2026-09-10T07:00Z/2026-09-11T07:00Z']))

  it('EXDATE, RDATE and RECURRENCE-ID', () => {
    const series = 'UID:a\nDTSTART:20260910T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=4'
    const lists = 'EXDATE;VALUE=DATE:20260911T090000Z\nRDATE;VALUE=DATE:20260920T150000Z'
    const moved = 'UID:a\nRECURRENCE-ID;VALUE=DATE:20260912T090000Z\nDTSTART:20260912T120000Z\nDURATION:PT1H'
    const reading = read(ics(vevent(`${series}\n${lists}`), vevent(moved)), '2026-09-01', '2026-10-01')
    assert.deepEqual(
      [spans(reading), says(reading)],
      [
        [
          '2026-09-10T09:00Z/10:00Z',
          '2026-09-12T12:00Z/13:00Z',
          '2026-09-13T09:00Z/10:00Z',
          '2026-09-20T15:00Z/16:00Z',
        ],
        [],
      ],
    )
  })
})

describe('spaces, quotes, backslashes and nothing at all', () => {
  const series = 'DTSTART:20260910T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3'
  for (const [name, lines] of [
    ['spaces behind', `${series.replaceAll('\n', '  \n')}  \nEXDATE:20260911T090000Z  `],
    ['spaces after commas', `${series}\nEXDATE:20260911T090000Z , 20260930T090000Z`],
    ['a semicolon for a comma', `${series}\nEXDATE:20260911T090000Z;20260930T090000Z`],
    ['escaped commas', `${series}\nEXDATE:20260911T090000Z\\,20260930T090000Z`],
    ['quotes', `${series}\nEXDATE:"20260911T090000Z"`],
    ['commas behind', `${series}\nEXDATE:,20260911T090000Z,`],
    ['spaces around names', `${series}\nEXDATE ; VALUE = DATE-TIME :20260911T090000Z`],
    ['empty properties', `${series}\nEXDATE:20260911T090000Z\nEXDATE:\nRDATE:\nRECURRENCE-ID:\nDTEND:\nEXRULE:`],
  ] as const)
    it(name, () => {
      const reading = autumn(lines)
      assert.deepEqual([spans(reading), says(reading)], [['2026-09-10T09:00Z/10:00Z', '2026-09-12T09:00Z/10:00Z'], []])
    })

  it('DURATION without its T is hours and minutes, and that is said', () => {
    const reading = autumn('DTSTART:20260910T090000Z\nDURATION:P1H30M')
    assert.deepEqual([spans(reading), says(reading)], [['2026-09-10T09:00Z/10:30Z'], []])
    assert.match(remarks(reading).join(), /DURATION «P1H30M» is read as `PT1H30M`/)
  })

  for (const status of ['CANCELED', 'Cancelled', ' canceled '])
    it(`STATUS:${status} is cancelled`, () =>
      assert.deepEqual(spans(autumn(`DTSTART:20260910T090000Z\nDURATION:PT1H\nSTATUS:${status}`)), []))
})
