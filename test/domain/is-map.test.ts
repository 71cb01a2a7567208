import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isMap } from '../../src/domain/is-map.ts'

describe('a map', () => {
  const table: [name: string, value: unknown, expected: boolean][] = [
    ['one with keys', { a: 1 }, true],
    ['an empty one', {}, true],
    ['one without a prototype', Object.create(null), true],
    ['a list', ['a'], false],
    ['null', null, false],
    ['nothing', undefined, false],
    ['a text', 'a', false],
    ['a number', 1, false],
  ]
  for (const [name, value, expected] of table) it(`${name}: ${expected}`, () => assert.equal(isMap(value), expected))
})
