import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cellsOf } from '../../../src/domain/timetable/cells.ts'
import { columnsOf } from '../../../src/domain/timetable/columns.ts'
import { type ExamOptions, examOf } from '../../../src/domain/timetable/exam.ts'
import { HOUR } from '../../support/time.ts'

const HEAD = 'course,students,date,begin,end,end date,duration (min),pool'

/** One row below the names of all columns. */
function read(row: string, options: Partial<ExamOptions> = {}) {
  const cells = cellsOf(`${HEAD}\n${row}`)
  assert.ok(cells.at === 'rows')
  const columns = columnsOf(cells.rows)
  assert.ok(columns.at === 'columns')
  return examOf(cells.rows[1] ?? assert.fail(), { columns, order: undefined, ...options })
}
const span = (row: string, options?: Partial<ExamOptions>) => {
  const exam = read(row, options)
  return 'because' in exam ? `${exam.column}: ${exam.because}` : `${exam.start} ${exam.end}`
}

describe('a row', () => {
  it('is an exam', () =>
    assert.deepEqual(read('Data 8,1.200,24.03.2026,9 Uhr,11:00,,,lab'), {
      line: 2,
      course: 'Data 8',
      students: 1200,
      start: '2026-03-24T09:00',
      end: '2026-03-24T11:00',
      pool: 'lab',
    }))
  it('ends by its end, else by its length, else as a person says', () => {
    assert.equal(span('A,3,2026-03-24,09:00,10:00,,120,'), '2026-03-24T09:00 2026-03-24T10:00')
    assert.equal(span('A,3,2026-03-24,09:00,,,120,'), '2026-03-24T09:00 2026-03-24T11:00')
    assert.equal(span('A,3,2026-03-24,9:00-9:30,,,,'), '2026-03-24T09:00 2026-03-24T09:30')
    assert.equal(span('A,3,2026-03-24,09:00,,,,', { durationMs: 2 * HOUR }), '2026-03-24T09:00 2026-03-24T11:00')
  })
  it('may end on another day, and at midnight', () => {
    assert.equal(span('A,3,2026-03-24,22:00,01:00,2026-03-25,,'), '2026-03-24T22:00 2026-03-25T01:00')
    assert.equal(span('A,3,2026-03-24,22:00,24:00,,,'), '2026-03-24T22:00 2026-03-25T00:00')
  })
  it('has the order of day and month that the others have', () => {
    assert.equal(span('A,3,03/04/2026,09:00,10:00,,,', { order: 'month-first' }), '2026-03-04T09:00 2026-03-04T10:00')
    assert.match(
      span('A,3,24/04/2026,09:00,10:00,,,', { order: 'month-first' }),
      /^date: «24\/04\/2026» is no month-first date/,
    )
  })
})

describe('a fault names its column', () => {
  const faults: readonly (readonly [string, RegExp])[] = [
    ['A,3 4,2026-03-24,09:00,10:00,,,', /^students: .*3 4/],
    ['A,-3,2026-03-24,09:00,10:00,,,', /^students: /],
    ['A,3,2026-03-24,09:00,10:00,2026-02-30,,', /^end date: «2026-02-30»: there is no such day/],
    ['A,3,2026-03-24,09:00,,,soon,', /^duration \(min\): «soon» is no length of time; write it like 90m or 2h/],
    ['A,3,2026-03-24,9-11,10:00,,,', /^begin: «9-11» is no time of day/],
    ['A,3,2026-03-24,09:00,24:01,,,', /^end: «24:01» is no time of day/],
  ]
  for (const [row, expected] of faults) it(row, () => assert.match(span(row), expected))
})
