import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cutToBytes } from '../../src/domain/cut-to-bytes.ts'

describe('a text cut to bytes', () => {
  for (const [text, most, cut] of [
    ['abc', 3, 'abc'],
    ['abcd', 3, 'abc'],
    ['üü', 4, 'üü'],
    ['üü', 3, 'ü'],
    ['a…', 3, 'a'],
    ['a…', 4, 'a…'],
    ['😀😀', 7, '😀'],
    ['😀', 3, ''],
    ['', 0, ''],
  ] as const)
    it(`${JSON.stringify(text)} to ${most}: ${JSON.stringify(cut)}`, () => assert.equal(cutToBytes(text, most), cut))
})
