import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cellsOf } from '../../../src/domain/timetable/cells.ts'

/** `1: a|b`, a line a row. */
const said = (text: string): string => {
  const cells = cellsOf(text)
  if (cells.at === 'wrong') return cells.because
  return cells.rows.map(({ line, cells: all }) => `${line}: ${all.join('|')}`).join('\n')
}

describe('cells', () => {
  it('are divided by what divides the rows most evenly', () => {
    assert.equal(said('a,b\nc,d'), '1: a|b\n2: c|d')
    assert.equal(said('course;students\n"Statistics, advanced";350'), '1: course|students\n2: Statistics, advanced|350')
    assert.equal(
      said('course;students\nStatistics, advanced;1,5\nX;2,5'),
      '1: course|students\n2: Statistics, advanced|1,5\n3: X|2,5',
    )
    assert.equal(said('a\tb c\nd\te, f'), '1: a|b c\n2: d|e, f')
  })
  it('are divided by what Excel says, and lines are counted with that one', () =>
    assert.equal(said('sep=|\r\na|b;c;d\r\n1|2;3;4'), '2: a|b;c;d\n3: 1|2;3;4'))
  it('may hold lines and quotes', () => {
    assert.equal(said('a,"b\nc"\nd,e'), '2: a|b\nc\n3: d|e')
    assert.equal(said('a,6" screen\nd,"say ""x"""'), '1: a|6" screen\n2: d|say "x"')
  })
  it('that are all empty are no row', () => assert.equal(said(',,\n\na,b\n , \n'), '3: a|b'))
})

describe('no table', () => {
  it('is an empty one', () => assert.equal(said(' \n\n'), 'it is empty'))
  it('is one whose quote is not closed', () => assert.match(said('"a,b\nc'), /^it is no table .*Quote Not Closed/))
})
