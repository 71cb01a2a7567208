import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ics, read, remarks, says, starts, vevent } from '../support.ts'

const LA = 'TZID=America/Los_Angeles'
const SERIES = `UID:a\nDTSTART;${LA}:20260901T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=10\nRDATE;${LA}:20260904T090000`
const override = (id: string, more = '') =>
  `UID:a\nSUMMARY:Moved\n${id}\nDTSTART;${LA}:20260910T120000\nDURATION:PT1H${more}`
const autumn = (events: readonly string[], from = '2026-09-01', to = '2026-12-01') =>
  read(ics(...events.map(vevent)), from, to)

describe('an override that changes no occurrence of its series is a problem', () => {
  for (const [name, id, more, then] of [
    [
      'another time',
      `RECURRENCE-ID;${LA}:20260908T100000`,
      '',
      'so it counts at its own time, beside all that its series has',
    ],
    ['digits of the zone, written in UTC', 'RECURRENCE-ID:20260908T090000Z', '', 'so it counts at its own time'],
    ['another day', 'RECURRENCE-ID;VALUE=DATE:20260909', '', 'so it counts at its own time'],
    ['after the last', `RECURRENCE-ID;${LA}:20261201T090000`, '', 'so it counts at its own time'],
    ['cancelled', `RECURRENCE-ID;${LA}:20260908T100000`, '\nSTATUS:CANCELLED', 'so it cancels nothing'],
    [
      'and what comes after',
      `RECURRENCE-ID;RANGE=THISANDFUTURE;${LA}:20260908T100000`,
      '',
      'and what comes later moves with it',
    ],
  ] as const)
    for (const order of ['before', 'after'])
      it(`${name}, ${order} its series`, () => {
        const events = [SERIES, override(id, more)]
        const reading = autumn(order === 'after' ? events : events.reverse())
        assert.equal(says(reading).length, 1, says(reading).join())
        assert.match(
          says(reading).join(),
          /event "Moved" \(uid a\): line \d+: its RECURRENCE-ID 2026-\d\d-\d\d.* is no occurrence/,
        )
        assert(says(reading).join().includes(then), says(reading).join())
        assert.equal(starts(reading).length, more ? 11 : 12)
      })
})

describe('one that does is none', () => {
  for (const id of [
    `RECURRENCE-ID;${LA}:20260908T090000`,
    'RECURRENCE-ID:20260908T160000Z',
    'RECURRENCE-ID;VALUE=DATE:20260908',
    `RECURRENCE-ID;${LA}:20260904T090000`,
    `RECURRENCE-ID;${LA}:20260901T090000`,
    `RECURRENCE-ID;${LA}:20261103T090000`,
  ])
    it(id, () => assert.deepEqual(says(autumn([SERIES, override(id)])), []))

  it('whatever stretch of time is asked for', () => {
    const events = [SERIES, override(`RECURRENCE-ID;${LA}:20261103T090000`)]
    for (const [from, to] of [
      ['2026-09-10', '2026-09-11'],
      ['2026-11-03', '2026-11-04'],
      ['2027-01-01', '2027-02-01'],
    ])
      assert.deepEqual(says(autumn(events, from, to)), [])
    const orphan = [SERIES, override(`RECURRENCE-ID;${LA}:20261104T090000`)]
    assert.deepEqual(
      [
        ['2026-09-10', '2026-09-11'],
        ['2026-11-04', '2026-11-05'],
        ['2027-01-01', '2027-02-01'],
      ].map(([from, to]) => says(autumn(orphan, from, to)).length),
      [1, 1, 0],
    )
  })

  it('of a start in the hour that clocks skip', () => {
    const series = 'UID:a\nDTSTART;TZID=America/New_York:20260307T023000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3'
    const moved = 'UID:a\nRECURRENCE-ID;TZID=America/New_York:20260308T023000\nDTSTART:20260308T120000Z\nDURATION:PT1H'
    assert.deepEqual(says(autumn([series, moved], '2026-03-01', '2026-04-01')), [])
  })

  it('of one that is excluded as well: it was an occurrence', () =>
    assert.deepEqual(
      says(autumn([`${SERIES}\nEXDATE;${LA}:20260908T090000`, override(`RECURRENCE-ID;${LA}:20260908T090000`)])),
      [],
    ))

  it('of a series that is cancelled', () =>
    assert.deepEqual(
      says(autumn([`${SERIES}\nSTATUS:CANCELLED`, override(`RECURRENCE-ID;${LA}:20260908T100000`)])),
      [],
    ))
})

describe('without its series', () => {
  it('it counts by itself, which is said', () => {
    const reading = autumn([override(`RECURRENCE-ID;${LA}:20260908T090000`)])
    assert.deepEqual([starts(reading), says(reading)], [['2026-09-10T19:00Z'], []])
    assert.match(remarks(reading).join(), /a series that the calendar does not have, so it counts by itself/)
  })
  it('and for all that comes after it, it is a problem', () =>
    assert.match(
      says(autumn([override(`RECURRENCE-ID;RANGE=THISANDFUTURE;${LA}:20260908T090000`)])).join(),
      /so it counts by itself, once; what comes after it is not known/,
    ))
})

it('5,000 orphans of a costly rule are looked up as far as it is cheap', () => {
  const orphans = Array.from({ length: 5000 }, (_, n) =>
    vevent(
      `UID:a\nDTSTART:20260910T090000Z\nDURATION:PT1H\nRECURRENCE-ID:${2000 + (n % 20)}0101T0${n % 10}${10 + (n % 50)}00Z`,
    ),
  )
  const series = vevent(
    'UID:a\nDTSTART:19900101T090000Z\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1;COUNT=5000',
  )
  const began = process.cpuUsage().user
  const reading = read(ics(series, ...orphans), '2026-09-01', '2026-10-01')
  assert(process.cpuUsage().user - began < 5_000_000)
  assert(reading.problems.length > 0)
})
