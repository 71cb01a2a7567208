import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { columnsOf } from '../../src/terminal/columns.ts'
import { numberColumns, sayTable } from '../../src/terminal/table.ts'
import { fc } from '../support/properties.ts'
import { hostile, steeringIn } from './hostile.ts'

describe('a table', () => {
  it('is in columns as wide as what is in them, whatever the script', () =>
    assert.equal(
      sayTable(
        ['event', 'asks'],
        [
          ['Exam', '2'],
          ['試験', '3'],
          ['Re\u0301sume\u0301', '4'],
          ['👩‍🏫', '5'],
        ],
      ),
      ['event   asks', 'Exam    2', '試験    3', 'Re\u0301sume\u0301  4', '👩‍🏫      5'].join('\n'),
    ))

  it('has a line for each row, whatever is in it', () =>
    assert.equal(sayTable(['a', 'b'], [['x\ny\tz', '\u001b[2J']]), 'a      b\nx y z  \\u001b[2J'))

  it('may have more cells than heads', () => assert.equal(sayTable([], [['a', 'b']]), '\na  b'))

  it('of numbers has them at the right', () =>
    assert.deepEqual(
      numberColumns([
        ['', 'people'],
        ['warmseats', '7'],
      ]),
      ['           people', 'warmseats       7'],
    ))

  it('whoever wrote its cells, the last column begins where it begins everywhere', () =>
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 5 }), (titles) => {
        const lines = sayTable(
          ['event', 'END'],
          titles.map((title) => [title, 'END']),
        ).split('\n')
        assert.equal(lines.length, titles.length + 1)
        assert.equal(new Set(lines.map((line) => columnsOf(line))).size, 1)
        assert.deepEqual(steeringIn(lines.join('\n')), [])
      }),
    ))
})
