import assert from 'node:assert/strict'
import { it } from 'node:test'
import { atTheRight, columnsOf, filledUp } from '../../src/terminal/columns.ts'

for (const [text, columns] of [
  ['', 0],
  ['Prüfung', 7],
  ['試験', 4],
  ['e\u0301', 1],
  ['👩‍🏫', 2],
  ['🇩🇪', 2],
  ['● –', 3],
  ['\u001b[31mred\u001b[39m', 3],
] as const)
  it(`«${text}» takes ${columns}`, () => assert.equal(columnsOf(text), columns))

it('what is filled up is as wide as it should be, and longer texts stay whole', () => {
  assert.deepEqual([filledUp('試験', 6), atTheRight('試験', 6), filledUp('試験', 3)], ['試験  ', '  試験', '試験'])
})
