import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { lengthOf, rangeOf, splitMoment, timeOf } from '../../../src/domain/timetable/times.ts'
import { HOUR, MINUTE } from '../../support/time.ts'

const clock = (text: string): string | undefined => {
  const ms = timeOf(text)
  if (ms === undefined) return undefined
  return `${String(Math.floor(ms / HOUR)).padStart(2, '0')}:${String((ms % HOUR) / MINUTE).padStart(2, '0')}`
}

const TIMES: readonly (readonly [string, string | undefined])[] = [
  ['9:00', '09:00'],
  ['09.30', '09:30'],
  ['9h30', '09:30'],
  ['9h', '09:00'],
  ['9 Uhr', '09:00'],
  ['14:00:00', '14:00'],
  ['2 pm', '14:00'],
  ['2 p.m.', '14:00'],
  ['12 am', '00:00'],
  ['12:30 PM', '12:30'],
  ['0930', '09:30'],
  ['24:00', '24:00'],
  ['14時30分', '14:30'],
  ['0.375', '09:00'],
  ['0,5', '12:00'],
  ['9', undefined],
  ['25:00', undefined],
  ['24:30', undefined],
  ['13 pm', undefined],
  ['9:60', undefined],
  ['soon', undefined],
  ['', undefined],
]
describe('a time of day', () => {
  for (const [text, expected] of TIMES) it(`«${text}»`, () => assert.equal(clock(text), expected))
})

const RANGES: readonly (readonly [string, string | undefined])[] = [
  ['09:00–11:00', '09:00 11:00'],
  ['9 - 11 Uhr', '09:00 11:00'],
  ['9h-11h', '09:00 11:00'],
  ['9 to 11 am', '09:00 11:00'],
  ['9 a.m. - 11 a.m.', '09:00 11:00'],
  ['9:00 a 11:00', '09:00 11:00'],
  ['1-3 pm', '13:00 15:00'],
  ['11-1 pm', '11:00 13:00'],
  ['10 pm - 2 am', '22:00 02:00'],
  ['9-11', undefined],
  ['09:00', undefined],
  ['2026-03-24', undefined],
]
describe('from and until', () => {
  for (const [text, expected] of RANGES)
    it(`«${text}»`, () => assert.equal(rangeOf(text)?.map(clock).join(' '), expected))
})

const MOMENTS: readonly (readonly [string, readonly string[] | undefined])[] = [
  ['2026-03-24T09:00', ['2026-03-24', '09:00']],
  ['2026-03-24 09:00:00', ['2026-03-24', '09:00:00']],
  ['24.03.2026 9:00', ['24.03.2026', '9:00']],
  ['24 March 2026, 9 am', ['24 March 2026', '9 am']],
  ['24 March 2026 9-11 am', ['24 March 2026', '9-11 am']],
  ['2026-03-24 9:00-11:00', ['2026-03-24', '9:00-11:00']],
  ['2026-03-24', undefined],
  ['24 March 2026', undefined],
  ['2026-03-24 9-11', undefined],
  ['9:00', undefined],
]
describe('a date and a time in one cell', () => {
  for (const [text, expected] of MOMENTS) it(`«${text}»`, () => assert.deepEqual(splitMoment(text), expected))
})

const LENGTHS: readonly (readonly [string, boolean, number | undefined])[] = [
  ['90 min', false, 90 * MINUTE],
  ['2 hours', false, 2 * HOUR],
  ['1:30', false, 90 * MINUTE],
  ['2h', false, 2 * HOUR],
  ['120', true, 2 * HOUR],
  ['120', false, undefined],
  ['0', true, undefined],
  ['99999', true, undefined],
  ['auto', false, undefined],
]
describe('a length', () => {
  for (const [text, isMinutes, expected] of LENGTHS)
    it(`«${text}»${isMinutes ? ' in a column of minutes' : ''}`, () =>
      assert.equal(lengthOf(text, isMinutes), expected))
})
