import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { CalendarPart } from '../../../src/domain/calendar/merge-calendars.ts'
import type { CalendarHealth } from '../../../src/domain/calendar/occurrence.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import type { CalendarView } from '../../../src/domain/snapshot/calendars.ts'
import { boots } from '../../support/boots.ts'
import { type OccurrenceSpec, occurrence } from '../../support/calendar.ts'
import { config } from '../../support/config.ts'
import { several } from '../../support/pod.ts'
import { snapshotAfter, snapshotAt, stepAt } from '../../support/snapshot.ts'
import { at } from '../../support/time.ts'

const part = (name: string, health: CalendarHealth, ...events: readonly OccurrenceSpec[]): CalendarPart => ({
  name,
  state: { health, reading: { fromMs: 0, toMs: at('23:00'), occurrences: events.map(occurrence), problems: [] } },
})
const GOOD: CalendarHealth = { at: 'good', readMs: at('08:12') }

describe('a calendar', () => {
  const because = 'calendar (host c.example.edu): it answers HTTP 404 Not Found'
  const table: readonly (readonly [string, CalendarPart, Partial<CalendarView>])[] = [
    ['good', part('calendar', GOOD, {}), { state: 'good', goodAt: '2026-03-24T08:59:30Z', events: 1 }],
    ['good, not asked again yet', part('other', GOOD), { state: 'good', goodAt: '2026-03-24T08:12:00Z', events: 0 }],
    ['of the values', part('schedule', { at: 'none' }, {}, {}), { state: 'in the values', events: 2 }],
    ['never read', part('calendar', { at: 'loading' }), { state: 'loading' }],
    [
      'failing, with a copy',
      part('calendar', { at: 'failing', sinceMs: at('08:40'), lastGoodMs: at('08:39'), because }),
      { state: 'failing', failingSince: '2026-03-24T08:40:00Z', goodAt: '2026-03-24T08:39:00Z', because },
    ],
    [
      'failing, without one',
      part('calendar', { at: 'failing', sinceMs: at('08:40'), because }),
      { state: 'failing', failingSince: '2026-03-24T08:40:00Z', because },
    ],
    ['for some pools only', { ...part('calendar lab', GOOD), pools: ['lab'] }, { pools: ['lab'] }],
  ]
  for (const [what, calendar, expected] of table)
    it(what, () => {
      const calendarsHeardMs = new Map([['calendar', at('08:59:30')]])
      const [view] = snapshotAt('09:00', {}, { calendars: [calendar], calendarsHeardMs }).calendars
      assert.deepEqual({ ...view, ...expected }, view)
      if (!('goodAt' in expected) && what.startsWith('failing')) assert.equal(view?.goodAt, undefined)
    })
})

describe('events', () => {
  const pools = config({ nodePools: { user: {}, lab: {} } })
  const events: readonly OccurrenceSpec[] = [
    { title: 'Now', from: '08:30', to: '09:30', asks: { user: 4, lab: { students: 30 } }, leadTimeMs: 0 },
    {
      title: 'Soon',
      from: '20:00',
      to: '21:00',
      asks: { user: { seats: 40 } },
      leadTimeMs: 600_000,
      trailTimeMs: 60_000,
    },
    { title: 'Over', from: '07:00', to: '08:00', asks: { user: 9 } },
    { title: 'Tomorrow', from: '2026-03-25T08:00Z', to: '2026-03-25T09:00Z', asks: { user: 9 } },
    { title: 'Says nothing', from: '08:30', to: '09:30' },
  ]

  it('are those that count now or within 12 hours, and ask for something', () => {
    const told = snapshotAt('09:00', { config: pools, events }).events
    assert.deepEqual(told, [
      {
        title: 'Now',
        from: '2026-03-24T08:30:00Z',
        to: '2026-03-24T09:30:00Z',
        isNow: true,
        calendars: [],
        asks: [
          {
            pool: 'lab',
            amount: 30,
            unit: 'students',
            countsFrom: '2026-03-24T08:30:00Z',
            countsTo: '2026-03-24T09:30:00Z',
          },
          {
            pool: 'user',
            amount: 4,
            unit: 'integer',
            countsFrom: '2026-03-24T08:30:00Z',
            countsTo: '2026-03-24T09:30:00Z',
          },
        ],
      },
      {
        title: 'Soon',
        from: '2026-03-24T20:00:00Z',
        to: '2026-03-24T21:00:00Z',
        isNow: false,
        calendars: [],
        asks: [
          {
            pool: 'user',
            amount: 40,
            unit: 'seats',
            countsFrom: '2026-03-24T19:50:00Z',
            countsTo: '2026-03-24T21:01:00Z',
          },
        ],
      },
    ])
  })

  it('say of which calendar they are, where there are several', () => {
    const [now, soon] = events
    assert.ok(now && soon)
    const calendars = [part('calendar', GOOD, now, soon), part('calendar exams', GOOD, now)]
    const told = snapshotAt('09:00', { config: pools, events }, { calendars }).events
    assert.deepEqual(
      told.map((event) => event.calendars),
      [['calendar', 'calendar exams'], ['calendar']],
    )
  })

  it('count from when the decision counts them: by the learned lead time', () => {
    const lab = { title: 'Lab', from: '10:00', to: '11:00', asks: { user: { students: 30 } } }
    const memory = { ...NO_MEMORY, boots: { user: boots(15, 15, 15, 15, 15) } }
    const [event] = snapshotAfter(stepAt('09:00', { config: pools, events: [lab] }, { memory })).events
    assert.equal(event?.asks[0]?.countsFrom, '2026-03-24T09:45:00Z')
  })

  it('are all there to a thousand, and what is left out is counted', () => {
    const many = (count: number) =>
      snapshotAt('09:00', {
        config: pools,
        events: several(count, (n) => ({ title: `Class ${n}`, asks: { user: 1 } })),
      })
    assert.deepEqual([many(60).events.length, many(60).furtherEvents], [60, undefined])
    assert.deepEqual([many(1003).events.length, many(1003).furtherEvents], [1000, 3])
  })
})
