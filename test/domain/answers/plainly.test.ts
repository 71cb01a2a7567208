import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { lineOf, nameOf, plainly } from '../../../src/domain/answers/plainly.ts'

describe('a text of somebody else', () => {
  const table: readonly (readonly [string, string, string])[] = [
    ['stays as it is', 'Étude №8: “Größe” 数据科学 👩‍🏫', 'Étude №8: “Größe” 数据科学 👩‍🏫'],
    ['is on one line', ' Data\r\n8\u2028and\t9\u0085 ', 'Data 8 and 9'],
    ['steers no terminal', 'a\u001b[31mb\u0000c\u007f', 'a [31mb c'],
    ['does not turn its direction', 'a\u202eb\u2066c\u200ed\u061ce\ufefff', 'a b c d e f'],
    ['is made of characters', 'a\ud800b\udc00c', 'a\ufffdb\ufffdc'],
  ]
  for (const [what, text, plain] of table) it(what, () => assert.equal(plainly(text), plain))
  it('is short as a name, and always something', () => {
    assert.equal(nameOf('😀'.repeat(100)).length <= 81, true)
    assert.ok(nameOf('😀'.repeat(100)).isWellFormed())
    assert.equal(nameOf('\u202e \u0000'), 'without a title')
  })
  it('is no longer than a line', () => assert.equal(lineOf('x'.repeat(9000)).length, 500))
})
