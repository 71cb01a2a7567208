import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  type CalendarPart,
  calendarMerger,
  mergeHealth,
  mergeReadings,
} from '../../../src/domain/calendar/merge-calendars.ts'
import { type CalendarHealth, type Occurrence, occurrenceKey } from '../../../src/domain/calendar/occurrence.ts'
import { type OccurrenceSpec, occurrence } from '../../support/calendar.ts'
import { fc, RUNS } from '../../support/properties.ts'

const good: CalendarHealth = { at: 'good', readMs: 5 }
const part = (
  name: string,
  events: readonly (OccurrenceSpec | Occurrence)[],
  more: Partial<CalendarPart> = {},
): CalendarPart => ({
  name,
  state: {
    health: good,
    reading: {
      fromMs: 0,
      toMs: 1,
      occurrences: events.map((one) => ('startMs' in one ? one : occurrence(one))),
      problems: [],
    },
  },
  ...more,
})
const plain = (parts: readonly CalendarPart[]) =>
  mergeReadings(parts).occurrences.map(({ uid, summary, description }) => [
    uid,
    summary,
    Object.fromEntries([...description.asks].map(([pool, ask]) => [pool, ask.integer])),
  ])

it('events mean the class of their calendar, and share what they have in common', () => {
  const [first, second] = mergeReadings([part('a', [{ uid: 'x', asks: { user: 4 } }], { who: 'data8' })]).occurrences
  assert.deepEqual([first?.description.who, second], ['data8', undefined])
  const shared = occurrence({ uid: 'x', asks: { user: 4 } })
  const all = mergeReadings([part('a', [shared, { ...shared, startMs: shared.startMs + 1 }], { who: 'data8' })])
  assert.equal(all.occurrences[0]?.description, all.occurrences[1]?.description)
})

it('an event in two calendars means the class that one of them says', () => {
  const one = { uid: 'x', asks: { user: 4 } }
  const { occurrences } = mergeReadings([part('a', [one]), part('b', [{ ...one, class: 'lab' }], { who: 'data8' })])
  assert.deepEqual([occurrences[0]?.description.who, occurrences[0]?.description.classes?.[0]?.name], ['data8', 'lab'])
})

describe('several calendars', () => {
  const midterm = { uid: 'm', title: 'Midterm', asks: { user: 4 } }
  const lab = { uid: 'l', title: 'Lab', from: '08:00', to: '12:00', asks: { lab: 1 } }
  it('are one, sorted by start', () =>
    assert.deepEqual(plain([part('a', [midterm]), part('b', [lab])]), [
      ['l', 'Lab', { lab: 1 }],
      ['m', 'Midterm', { user: 4 }],
    ]))
  it('the same occurrence counts once: as the first has it, asking what any of them asks', () =>
    assert.deepEqual(
      plain([part('a', [midterm]), part('b', [{ ...midterm, title: 'Exam', asks: { user: 2, lab: 3 } }])]),
      [['m', 'Midterm', { user: 4, lab: 3 }]],
    ))
  it('also when one of them has moved it meanwhile', () => {
    const moved = { ...occurrence({ ...midterm, from: '11:00', to: '12:00' }), originalMs: occurrence(midterm).startMs }
    assert.deepEqual(plain([part('a', [moved]), part('b', [midterm])]), [['m', 'Midterm', { user: 4 }]])
  })
  it('another occurrence of the series, or another event at that time, is another', () => {
    const later = { ...midterm, from: '15:00', to: '16:00' }
    assert.equal(plain([part('a', [midterm]), part('b', [later, { ...midterm, uid: 'x' }])]).length, 3)
  })
  it('are of the first zone that one of them names', () => {
    const of = (name: string, zone?: string) => {
      const one = part(name, [midterm])
      return { ...one, state: { ...one.state, reading: { ...one.state.reading, ...(zone ? { zone } : {}) } } }
    }
    assert.equal(mergeReadings([of('a'), of('b', 'Asia/Tokyo'), of('c', 'Europe/Berlin')]).zone, 'Asia/Tokyo')
    assert.equal('zone' in mergeReadings([of('a')]), false)
  })
  it('within one calendar nothing is put together', () =>
    assert.equal(plain([part('a', [midterm, { ...midterm, title: 'Other' }])]).length, 2))

  it('one may ask for its pools only; each other entry is reported once', () => {
    const weekly = [0, 7].map((days) => ({ ...midterm, from: days, to: days + 1, asks: { user: 4, lab: 1 } }))
    const reading = mergeReadings([part('calendar eecs', weekly, { pools: ['lab'] })])
    assert.deepEqual(
      reading.occurrences.map(({ description }) => [...description.asks.keys()]),
      [['lab'], ['lab']],
    )
    assert.deepEqual(reading.problems, [
      {
        where: 'event "Midterm" (uid m)',
        text: 'calendar eecs may not ask for pool `user`; its `pools` are `lab`',
        uid: 'm',
      },
    ])
  })
  it('one with pools has to name them', () => {
    const [only] = mergeReadings([
      part('calendar eecs', [{ ...midterm, asks: { '': { students: 9 } } }], { pools: ['lab'] }),
    ]).problems
    assert.match(only?.text ?? '', /it names no pool, and calendar eecs has `pools`; write one of them: `lab`/)
  })
  it('what one may not ask, another may', () =>
    assert.deepEqual(plain([part('a', [midterm], { pools: ['lab'] }), part('b', [midterm])]), [
      ['m', 'Midterm', { user: 4 }],
    ]))

  it('problems of a whole calendar say of which', () => {
    const state = {
      health: good,
      reading: { fromMs: 0, toMs: 1, occurrences: [], problems: [{ where: 'X-WR-TIMEZONE', text: 'no' }] },
    }
    const where = (...parts: CalendarPart[]) => mergeReadings(parts).problems.map((one) => one.where)
    assert.deepEqual(where({ name: 'calendar a', state }), ['X-WR-TIMEZONE'])
    assert.deepEqual(where({ name: 'calendar a', state }, part('b', [])), ['calendar a, X-WR-TIMEZONE'])
  })

  it('the reading stays the same object while only health changes', () => {
    const merge = calendarMerger()
    const [a, b] = [part('a', [midterm]), part('b', [lab])]
    const before = merge([a, b])
    const failing = { ...b, state: { ...b.state, health: { at: 'failing', sinceMs: 1, because: 'no' } as const } }
    assert.equal(merge([a, failing]).reading, before.reading)
    assert.notEqual(merge([a, part('b', [])]).reading, before.reading)
    assert.equal(merge([a]).reading.occurrences.length, 1)
  })

  const specs = fc.array(fc.record({ uid: fc.constantFrom('a', 'b', 'c'), from: fc.nat(5), user: fc.nat(4) }), {
    maxLength: 6,
  })
  it('no occurrence is lost, none counts twice, and none asks less than anywhere', () =>
    fc.assert(
      fc.property(fc.array(specs, { maxLength: 4 }), (calendars) => {
        const parts = calendars.map((list, index) =>
          part(
            `${index}`,
            [...new Map(list.map((one) => [`${one.uid} ${one.from}`, one])).values()].map(({ uid, from, user }) => ({
              uid,
              from,
              to: from + 1,
              asks: { user },
            })),
          ),
        )
        const all = parts.flatMap(({ state }) => state.reading.occurrences)
        const merged = mergeReadings(parts).occurrences
        const keys = merged.map(occurrenceKey)
        assert.deepEqual(keys.toSorted(), [...new Set(all.map(occurrenceKey))].toSorted())
        for (const one of all) {
          const is = merged.find((other) => occurrenceKey(other) === occurrenceKey(one))
          assert((is?.description.asks.get('user')?.integer ?? -1) >= (one.description.asks.get('user')?.integer ?? 0))
        }
      }),
      RUNS,
    ))
})

describe('the health of several calendars', () => {
  const failing = (lastGoodMs?: number): CalendarHealth => ({
    at: 'failing',
    sinceMs: 3,
    because: 'calendar x: HTTP 404',
    ...(lastGoodMs !== undefined && { lastGoodMs }),
  })
  const table: [string, CalendarHealth[], CalendarHealth | object][] = [
    ['none: there is none', [], { at: 'none' }],
    ['a schedule alone is no calendar to read', [{ at: 'none' }], { at: 'none' }],
    [
      'all good: since the one that was read first',
      [good, { at: 'good', readMs: 2 }, { at: 'none' }],
      { at: 'good', readMs: 2 },
    ],
    ['one is still being read', [good, { at: 'loading' }, failing()], { at: 'loading' }],
    [
      'one fails, with a good copy',
      [good, failing(1)],
      { at: 'failing', sinceMs: 3, because: 'calendar x: HTTP 404', which: ['1'], lastGoodMs: 1 },
    ],
    [
      'one fails without: there is no good copy of all',
      [failing(1), failing()],
      { at: 'failing', sinceMs: 3, because: 'calendar x: HTTP 404; calendar x: HTTP 404', which: ['0', '1'] },
    ],
    [
      'the oldest copy tells the age',
      [failing(7), failing(1)],
      {
        at: 'failing',
        sinceMs: 3,
        because: 'calendar x: HTTP 404; calendar x: HTTP 404',
        which: ['0', '1'],
        lastGoodMs: 1,
      },
    ],
  ]
  for (const [name, healths, expected] of table)
    it(name, () => {
      const parts = healths.map((health, index) => ({
        ...part(`${index}`, []),
        state: { ...part('', []).state, health },
      }))
      assert.deepEqual(mergeHealth(parts), expected)
    })
})
