import assert from 'node:assert/strict'
import { it } from 'node:test'
import { dayNamed } from '../../../../src/domain/calendar/text/nearest-day.ts'

const HOUR = 3_600_000
const table: readonly [utc: string, ahead: number, day: string, isGuess: boolean][] = [
  ['2026-10-06T00:00:00Z', 2, '2026-10-06', false],
  ['2026-10-06T22:00:00Z', 2, '2026-10-07', false],
  ['2026-10-06T04:00:00Z', -4, '2026-10-06', false],
  ['2026-10-06T23:59:59Z', 0, '2026-10-06', false],
  ['2026-10-06T21:59:59Z', 2, '2026-10-06', false],
  ['2026-10-06T23:59:59Z', -4, '2026-10-06', false],
  // Of zones that nobody tells us of: Berlin, New York, Tokyo, Los Angeles, Kolkata, and the last second of their days.
  ['2026-10-06T22:00:00Z', 0, '2026-10-07', true],
  ['2026-10-06T04:00:00Z', 0, '2026-10-06', true],
  ['2026-10-06T15:00:00Z', 0, '2026-10-07', true],
  ['2026-10-06T07:00:00Z', 0, '2026-10-06', true],
  ['2026-10-06T18:30:00Z', 0, '2026-10-07', true],
  ['2026-10-06T21:59:59Z', 0, '2026-10-06', true],
  ['2026-10-07T03:59:59Z', 0, '2026-10-06', true],
  ['2026-10-06T12:00:00Z', 0, '2026-10-06', true],
  ['2026-10-06T22:00:00Z', -4, '2026-10-07', true],
]
for (const [utc, ahead, day, isGuess] of table)
  it(`${utc}, ${ahead} h ahead of UTC: ${day}${isGuess ? ', a guess' : ''}`, () =>
    assert.deepEqual(dayNamed(Date.parse(utc), Date.parse(utc) + ahead * HOUR), { day: Date.parse(day), isGuess }))
