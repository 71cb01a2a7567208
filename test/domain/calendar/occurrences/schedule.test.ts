import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { expand } from '../../../../src/domain/calendar/occurrences/expand.ts'
import { scheduleCalendar } from '../../../../src/domain/calendar/occurrences/schedule.ts'
import type { ScheduleEntry } from '../../../../src/domain/calendar/schedule-entry.ts'
import { ms, says, spans } from '../support.ts'

type Spec = Partial<ScheduleEntry>
const entry = (spec: Spec): ScheduleEntry => ({
  name: 'Midterm',
  start: '',
  exdates: [],
  pools: { user: { integer: 2 } },
  ...spec,
})
const read = (specs: Spec[], timezone?: string, [from, to] = ['2026-03-23', '2026-04-06']) => {
  const { calendar, problems } = scheduleCalendar(specs.map(entry), timezone)
  assert.deepEqual(problems, [])
  const reading = expand(calendar, ms(from ?? ''), ms(to ?? ''))
  assert.deepEqual(says(reading), [])
  return reading
}

describe('an entry of the schedule', () => {
  const table: [string, Spec, string | undefined, string[]][] = [
    ['start and end', { start: '2026-03-24T09:00', end: '2026-03-24T10:30' }, undefined, ['2026-03-24T09:00Z/10:30Z']],
    [
      'start and duration',
      { start: '2026-03-24 09:00', durationMs: 5_400_000 },
      undefined,
      ['2026-03-24T09:00Z/10:30Z'],
    ],
    [
      'in its zone',
      { start: '2026-03-24T09:00:00', durationMs: 3_600_000, timezone: 'America/Los_Angeles' },
      'Asia/Tokyo',
      ['2026-03-24T16:00Z/17:00Z'],
    ],
    [
      "in the calendar's zone",
      { start: '2026-03-24T09:00', durationMs: 3_600_000 },
      'Asia/Tokyo',
      ['2026-03-24T00:00Z/01:00Z'],
    ],
    [
      'an instant',
      { start: '2026-03-24T09:00Z', end: '2026-03-24T11:00+01:00' },
      'Asia/Tokyo',
      ['2026-03-24T09:00Z/10:00Z'],
    ],
    ['a whole day', { start: '2026-03-24' }, undefined, ['2026-03-24T00:00Z/2026-03-25T00:00Z']],
    [
      'whole days',
      { start: '2026-03-24', end: '2026-03-26' },
      'Europe/Berlin',
      ['2026-03-23T23:00Z/2026-03-25T23:00Z'],
    ],
    [
      'whole days by duration',
      { start: '2026-03-24', durationMs: 2 * 86_400_000 },
      undefined,
      ['2026-03-24T00:00Z/2026-03-26T00:00Z'],
    ],
    [
      'a rule, over a change of clocks, without its exceptions',
      {
        start: '2026-03-24T09:00',
        durationMs: 3_600_000,
        timezone: 'Europe/Berlin',
        rrule: 'RRULE:FREQ=WEEKLY;BYDAY=TU,TH',
        exdates: ['2026-03-26', '2026-04-02T09:00'],
      },
      undefined,
      ['2026-03-24T08:00Z/09:00Z', '2026-03-31T07:00Z/08:00Z'],
    ],
  ]
  for (const [name, spec, timezone, expected] of table)
    it(name, () => assert.deepEqual(spans(read([spec], timezone)), expected))

  it('asks as an event does, with its lead and trail time; any title is one', () => {
    const name = 'Midterm; "CS 61A", part 1\\2\nEND:VEVENT'
    const [only] = read([
      {
        name,
        start: '2026-03-24T09:00',
        durationMs: 60_000,
        leadTimeMs: 600_000,
        trailTimeMs: 1000,
        pools: { user: { integer: 2 }, 'gpu-a100': { integer: 0 } },
      },
    ]).occurrences
    assert.deepEqual(
      [only?.summary, only?.uid],
      ['Midterm; "CS 61A", part 1\\2 END:VEVENT', `schedule/${name.replace('\n', ' ')}`],
    )
    assert.deepEqual(only?.description, {
      asks: new Map([
        ['user', { integer: 2 }],
        ['gpu-a100', { integer: 0 }],
      ]),
      leadTimeMs: 600_000,
      trailTimeMs: 1000,
      problems: [],
    })
  })
  it('asks in the units of people too, of a pool or of whichever there is', () => {
    const pools = { lab: { students: 350, seats: 40 }, gpu: { nodes: 8 }, '': { students: 120 } }
    const [only] = read([{ start: '2026-03-24T09:00', durationMs: 60_000, pools }]).occurrences
    assert.deepEqual(Object.fromEntries(only?.description.asks ?? []), pools)
    assert.deepEqual(only?.description.problems, [])
  })
  it('its lead time may be automatic', () => {
    const [only] = read([{ start: '2026-03-24T09:00', durationMs: 60_000, leadTimeMs: 'auto' }]).occurrences
    assert.equal(only?.description.leadTimeMs, 'auto')
  })
  it('says what a seat requests, to the byte', () => {
    const pools = { user: { students: 30, seats: 4 }, lab: { integer: 2 }, '': { students: 9 } }
    const seats = { user: { memory: 1_234_567_891, cpu: 1 }, lab: { cpu: 2500 }, '': { memory: 2 ** 33 } }
    const [only] = read([{ start: '2026-03-24T09:00', durationMs: 60_000, pools, seats }]).occurrences
    assert.deepEqual(Object.fromEntries(only?.description.asks ?? []), pools)
    assert.deepEqual(Object.fromEntries(only?.description.seats ?? []), seats)
  })
  it('means the class that it says', () => {
    const [only] = read([{ start: '2026-03-24T09:00', durationMs: 60_000, who: 'data8' }]).occurrences
    assert.deepEqual(
      only?.description.classes?.map(({ name, isPlain }) => [name, isPlain]),
      [['data8', true]],
    )
  })
  it('two of the same name and time are two', () => {
    const both = read([
      { start: '2026-03-24T09:00', durationMs: 60_000 },
      { start: '2026-03-24T09:00', durationMs: 60_000, pools: { lab: { integer: 1 } } },
    ])
    assert.equal(both.occurrences.length, 2)
  })
})

describe('an entry that is wrong', () => {
  const start = '2026-03-24T09:00'
  const table: [string, Spec, string, RegExp][] = [
    [
      'no start',
      { start: 'Tuesday', durationMs: 1 },
      'schedule.0.start',
      /«Tuesday» is no date or time; write 2026-03-24T09:00/,
    ],
    ['an impossible day', { start: '2026-02-30', end: '2026-03-01' }, 'schedule.0.start', /is no date or time/],
    ['no end', { start }, 'schedule.0.end', /is missing; give an `end`, or a `duration`/],
    ['an end that is none', { start, end: '25:00' }, 'schedule.0.end', /«25:00» is no date or time/],
    ['both', { start, end: '2026-03-24T10:00', durationMs: 1000 }, 'schedule.0.duration', /one of the two is enough/],
    ['end before start', { start, end: '2026-03-24T08:00' }, 'schedule.0.end', /is not after the start/],
    ['a time and a date', { start, end: '2026-03-25' }, 'schedule.0.end', /write both alike/],
    ['half a day', { start: '2026-03-24', durationMs: 3_600_000 }, 'schedule.0.duration', /must be whole days/],
    [
      'a rule that is none',
      { start, durationMs: 1000, rrule: 'every Tuesday' },
      'schedule.0.rrule',
      /write a rule such as FREQ=WEEKLY/,
    ],
    [
      'an exception that is none',
      { start, durationMs: 1000, exdates: ['2026-03-26', 'Friday'] },
      'schedule.0.exdates.1',
      /«Friday» is no date/,
    ],
  ]
  for (const [name, spec, where, text] of table)
    it(`is said by its path: ${name}`, () => {
      const { problems, calendar } = scheduleCalendar([entry(spec), entry({ start, durationMs: 1000 })])
      assert.deepEqual(
        problems.map((one) => one.where),
        [where],
      )
      assert.match(problems[0]?.text ?? '', text)
      assert.equal(calendar.series.length, 1)
    })
})
