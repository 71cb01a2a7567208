import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { compare } from '../../src/domain/compare.ts'

describe('texts in order', () => {
  const table: [a: string, b: string, expected: number][] = [
    ['a', 'b', -1],
    ['b', 'a', 1],
    ['a', 'a', 0],
    ['', 'a', -1],
    ['Z', 'a', -1],
    ['z', 'ä', -1],
    ['node-10', 'node-9', -1],
  ]
  for (const [a, b, expected] of table)
    it(`"${a}" and "${b}": ${expected}`, () => assert.equal(compare(a, b), expected))
})
