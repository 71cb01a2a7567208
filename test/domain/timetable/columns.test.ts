import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cellsOf } from '../../../src/domain/timetable/cells.ts'
import { columnsOf } from '../../../src/domain/timetable/columns.ts'
import type { Role } from '../../../src/domain/timetable/roles.ts'

/** `1: course 0, students 2`, the line that names them first; or why not. */
function said(text: string, named: Readonly<Partial<Record<Role, string>>> = {}): string {
  const cells = cellsOf(text)
  assert.ok(cells.at === 'rows')
  const columns = columnsOf(cells.rows, new Map(Object.entries(named)) as ReadonlyMap<Role, string>)
  if (columns.at === 'wrong') return columns.because
  return `${columns.line}: ${[...columns.of].map(([role, at]) => `${role} ${at}`).join(', ')}`
}

describe('which column holds what', () => {
  it('is said by the row that names most of them, below titles', () =>
    assert.equal(
      said('Exams of spring 2026,,,\nby date,,,\nCourse,Students,Date,Room\nData 8,350,2026-03-24,W'),
      '3: course 0, students 1, date 2',
    ))
  it('is said by the name that says nothing else', () =>
    assert.equal(said('Course number,Course,Students,Date'), '1: course 1, students 2, date 3'))
  it('is said by a person where they do, whatever case, or by number', () => {
    assert.equal(said('A,B,C', { course: 'a', students: '2', date: 'C' }), '1: course 0, students 1, date 2')
    assert.match(said('Course,Students,Date', { students: '4' }), /^there is no column «4»; the columns are «Course»,/)
  })
  it('needs no date where the begin holds it', () =>
    assert.equal(said('Course,Students,Begin,End'), '1: course 0, students 1, begin 2, end 3'))
})

describe('what is not known is asked', () => {
  it('which of two', () =>
    assert.match(
      said('Course,Students,Enrolled,Date'),
      /^the columns «Students», «Enrolled» may both hold the students/,
    ))
  it('where one is, all missing at once', () =>
    assert.match(
      said('Room,,Lecturer'),
      /for course, students, date; .* «Room», «2», «Lecturer»: .* course=NAME,students=NAME,date=NAME$/,
    ))
})
