import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readingsFromJson, readingsToJson } from '../../../src/domain/calendar/calendar-store.ts'
import { readDescription } from '../../../src/domain/calendar/description/description.ts'
import { readTitle } from '../../../src/domain/calendar/description/title.ts'
import { meantBy } from '../../../src/domain/calendar/meant.ts'
import { mergeReadings } from '../../../src/domain/calendar/merge-calendars.ts'
import type { CalendarReading, Description } from '../../../src/domain/calendar/occurrence.ts'
import { restricted } from '../../../src/domain/calendar/restrict.ts'
import { occurrence } from '../../support/calendar.ts'

const POOLS = new Set(['user', 'lab'])

function described(text: string, title = ''): Description {
  const titled = readTitle(title)
  return { ...readDescription(text), ...(titled.at === 'ask' && { title: titled.title }) }
}
const readingOf = (description: Description): CalendarReading => ({
  fromMs: 0,
  toMs: 1,
  occurrences: [{ ...occurrence({ title: 'Data 8' }), description }],
  problems: [],
})
const descriptionIn = ({ occurrences }: CalendarReading): Description => {
  const [only] = occurrences
  assert(only)
  return only.description
}
const asksOf = (description: Description) => Object.fromEntries(meantBy(description, POOLS).asks)

/** What counts only in the light of the pools. */
const TABLE: readonly [string, Description, object][] = [
  ['a pool in other letters', described('Lab: 2'), { lab: { integer: 2 } }],
  ['a line that names a pool', described('lab: 350 students'), { lab: { students: 350 } }],
  ['a pool behind the number', described('students: 350, lab'), { lab: { students: 350 } }],
  ['a place behind the number', described('students: 350, Wheeler'), { '': { students: 350 } }],
  ['a title', described('', 'Data 8 (350 students)'), { '': { students: 350 } }],
  ['a title that names a pool', described('', 'CS 10 (lab: 30 students)'), { lab: { students: 30 } }],
]

for (const [name, description, expected] of TABLE)
  describe(name, () => {
    it('counts', () => assert.deepEqual(asksOf(description), expected))
    it('counts after a restart', () => {
      const stored = readingsFromJson(
        readingsToJson(new Map([['a', { goodMs: 0, reading: readingOf(description) }]])).text,
      ).get('a')
      assert(stored)
      assert.deepEqual(asksOf(descriptionIn(stored.reading)), expected)
    })
    it('counts in one of two calendars', () => {
      const nothing = readingOf(described(''))
      const parts = [nothing, readingOf(description)].map((reading, at) => ({
        name: `calendar ${at}`,
        state: { health: { at: 'good' as const, readMs: 0 }, reading },
      }))
      assert.deepEqual(asksOf(descriptionIn(mergeReadings(parts))), expected)
    })
    it('asks only for the pools that its calendar may ask for', () => {
      const allowed = restricted(readingOf(description), ['lab'], 'calendar x')
      assert.deepEqual(asksOf(descriptionIn(allowed)), 'lab' in expected ? expected : {})
      assert.deepEqual(asksOf(descriptionIn(restricted(readingOf(description), ['user'], 'calendar x'))), {})
    })
  })

it('a line that asks for a pool that its calendar may not ask for is told', () => {
  const description = descriptionIn(restricted(readingOf(described('Lab: 350 students')), ['user'], 'calendar x'))
  const { asks, problems } = meantBy(description, POOLS)
  assert.deepEqual([asks.size, problems], [0, ['«Lab: 350 students»: calendar x may not ask for pool `Lab`']])
})

it('where nobody knows the pools, what is written as an entry is taken for one', () => {
  const { asks } = meantBy(described('usr: 4\nLab: 350 students\nbig = 2'))
  assert.deepEqual(Object.fromEntries(asks), {
    usr: { integer: 4 },
    Lab: { students: 350 },
    big: { integer: 2 },
  })
  assert.deepEqual(meantBy(described('Lab in Wheeler\nRoom: 101')), meantBy(described('')))
})

it('the title counts only where the description asks for nothing', () => {
  for (const text of ['user: 4', 'students: 20', 'lab: 20 students'])
    assert.equal('' in asksOf(described(text, 'Data 8 (350 students)')), text.startsWith('students'), text)
  assert.deepEqual(asksOf(described('students: 1.5', 'Data 8 (350 students)')), { '': { students: 350 } })
})

it('the seat that an event says is there after a restart, and in one of two calendars', () => {
  const description = described('lab: {students: 30, seat: {memory: 8Gi}}')
  const reading = readingOf(description)
  const stored = readingsFromJson(readingsToJson(new Map([['a', { goodMs: 0, reading }]])).text).get('a')
  assert(stored)
  const parts = [readingOf(described('')), stored.reading].map((one, at) => ({
    name: `calendar ${at}`,
    state: { health: { at: 'good' as const, readMs: 0 }, reading: one },
  }))
  assert.deepEqual(descriptionIn(mergeReadings(parts)).seats, new Map([['lab', { memory: 8 * 2 ** 30 }]]))
})
