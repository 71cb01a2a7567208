import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dateOf, inOrder, readDate } from '../../../src/domain/timetable/dates.ts'
import { fc } from '../../support/properties.ts'

const said = (text: string): string => {
  const read = readDate(text)
  if (read.at === 'date') return read.date
  if (read.at === 'wrong') return read.because
  return `${inOrder(read, 'day-first') ?? 'no day-first date'} or ${inOrder(read, 'month-first') ?? 'no month-first date'}`
}

const SAME = [
  ...['2026-03-24', '2026/3/24', '2026.03.24', '20260324', '24.03.2026', '24.3.26', '24. 3. 2026', 'Di, 24.03.2026'],
  ...['24 March 2026', 'March 24, 2026', 'Tue 24 Mar 2026', 'Di 24. März 2026', '24 de marzo de 2026', '24 mars 2026'],
  ...['24. března 2026', '24 marca 2026', '2026年3月24日', '2026년 3월 24일', '46105'],
]
const NO_DAY = 'there is no such day'
const NO_YEAR = 'it has no year; write it like 2026-03-24'
const NO_DATE = 'it is no date; write it like 2026-03-24'
const OTHERS: readonly (readonly [string, string])[] = [
  ['29.02.2028', '2028-02-29'],
  ['04/04/2026', '2026-04-04'],
  ['03/04/2026', '2026-04-03 or 2026-03-04'],
  ['3-4-26', '2026-04-03 or 2026-03-04'],
  ['24/03/2026', '2026-03-24 or no month-first date'],
  ['03/24/2026', 'no day-first date or 2026-03-24'],
  ['29.02.2026', NO_DAY],
  ['2026-13-01', NO_DAY],
  ['13/13/2026', NO_DAY],
  ['31 April 2026', NO_DAY],
  ['24.03.', NO_YEAR],
  ['3/24', NO_YEAR],
  ['soon', NO_DATE],
  ['24 March', NO_DATE],
  ['', NO_DATE],
  ['24.03/2026', NO_DATE],
]
describe('a date', () => {
  for (const text of SAME) it(`«${text}»`, () => assert.equal(said(text), '2026-03-24'))
  for (const [text, expected] of OTHERS) it(`«${text}»`, () => assert.equal(said(text), expected))
})

it('every day is read as it is written, and Excel’s number is the same day', () =>
  fc.assert(
    fc.property(fc.integer({ min: 30_000, max: 79_999 }), (days) => {
      const date = new Date(Date.UTC(1899, 11, 30) + days * 86_400_000).toISOString().slice(0, 10)
      const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
      assert.deepEqual([said(date), said(String(days)), said(`${day}.${month}.${year}`)], [date, date, date])
      assert.equal(dateOf(year, month, day), date)
    }),
  ))
