import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readDescription } from '../../../src/domain/calendar/description/description.ts'
import type { CalendarReading } from '../../../src/domain/calendar/occurrence.ts'
import { expand } from '../../../src/domain/calendar/occurrences/expand.ts'
import { parseCalendar } from '../../../src/domain/calendar/occurrences/parse.ts'
import { fc } from '../../support/properties.ts'
import { calendar, events } from './arbitrary.ts'
import { ics } from './support.ts'

const parsed = (text: string) => {
  const result = parseCalendar(text)
  assert(result.at === 'calendar')
  return result.calendar
}
const keys = ({ occurrences }: CalendarReading) =>
  occurrences.map(({ uid, startMs, endMs, originalMs }) => JSON.stringify([uid, startMs, endMs, originalMs]))

const HOUR = 3_600_000
const hours = fc.integer({ min: 0, max: 3 * 366 * 24 }).map((n) => Date.UTC(2024, 0, 1) + n * HOUR)

it('property: [a, b) and [b, c) together are [a, c)', () => {
  fc.assert(
    fc.property(calendar, hours, fc.nat(2000), fc.nat(2000), (text, a, first, second) => {
      const one = parsed(text)
      const [b, c] = [a + first * HOUR, a + (first + second) * HOUR]
      const pieces = new Set([...keys(expand(one, a, b)), ...keys(expand(one, b, c))])
      // A window without length holds nothing.
      assert.deepEqual([...pieces].sort(), first + second === 0 ? [] : [...new Set(keys(expand(one, a, c)))].sort())
    }),
    { numRuns: 300 },
  )
})

it('property: every occurrence overlaps its window, and none is there twice', () => {
  fc.assert(
    fc.property(calendar, hours, fc.integer({ min: 1, max: 2000 }), (text, from, length) => {
      const reading = expand(parsed(text), from, from + length * HOUR)
      for (const { startMs, endMs } of reading.occurrences) {
        assert(startMs < reading.toMs && (endMs > from || startMs === endMs))
      }
      assert.deepEqual(keys(reading).length, new Set(keys(reading)).size)
      assert.deepEqual(
        reading.occurrences.map((one) => one.startMs),
        reading.occurrences.map((one) => one.startMs).sort((a, b) => a - b),
      )
    }),
    { numRuns: 300 },
  )
})

it('property: the order of the events in the file does not matter', () => {
  const shuffled = events.chain((blocks) =>
    fc.tuple(fc.constant(blocks), fc.shuffledSubarray(blocks, { minLength: blocks.length })),
  )
  fc.assert(
    fc.property(shuffled, hours, ([blocks, others], from) => {
      const read = (list: readonly string[]) => keys(expand(parsed(ics(...list)), from, from + 1500 * HOUR))
      assert.deepEqual(read(others), read(blocks))
    }),
    { numRuns: 300 },
  )
})

it('the time zone of the process does not matter', () => {
  const texts = fc.sample(calendar, { numRuns: 40, seed: 7 })
  const [from, to] = [Date.UTC(2025, 0, 1), Date.UTC(2026, 6, 1)]
  const here = texts.map((text) => keys(expand(parsed(text), from, to)))
  for (const TZ of ['Pacific/Apia', 'America/New_York']) {
    const there = execFileSync(process.execPath, [fileURLToPath(new URL('expand-child.ts', import.meta.url))], {
      input: JSON.stringify({ texts, from, to }),
      env: { ...process.env, TZ },
      encoding: 'utf8',
    })
    assert.deepEqual(JSON.parse(there), here, TZ)
  }
})

it('property: whatever is done to a calendar, it is read or refused, never thrown', () => {
  const mutation = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat(12),
    put: fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom('\r\n', ':', ';', '"', 'BEGIN:VEVENT\r\n', 'END:VEVENT\r\n', '99999999'),
    ),
  })
  fc.assert(
    fc.property(calendar, fc.array(mutation, { maxLength: 8 }), (text, mutations) => {
      const mutated = mutations.reduce((rest, { at, cut, put }) => {
        const place = Math.floor(at * rest.length)
        return rest.slice(0, place) + put + rest.slice(place + cut)
      }, text)
      const result = parseCalendar(mutated)
      if (result.at === 'calendar') expand(result.calendar, Date.UTC(2026, 2, 1), Date.UTC(2026, 2, 15))
    }),
    { numRuns: 2000 },
  )
})

it('property: no description throws', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'user: ',
      '2',
      '\n',
      '<br>',
      '&nbsp;',
      '- ',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '#',
      ': ',
      'leadTime: ',
      '*a',
      '&a',
      '!!js/function',
      '<<: ',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece), (pieces) => void readDescription(pieces.join(''))),
    { numRuns: 3000 },
  )
})

it('a stretch without length holds nothing, not even what goes on then', () => {
  const lab = 'UID:a\nDTSTART:20240101T090000Z\nDTEND:20240101T110000Z'
  const one = parsed(ics(`BEGIN:VEVENT\n${lab}\nEND:VEVENT`))
  const ms = Date.UTC(2024, 0, 1, 10)
  assert.deepEqual(
    [expand(one, ms, ms), expand(one, ms, ms + 1)].map(({ occurrences }) => occurrences.length),
    [0, 1],
  )
})
