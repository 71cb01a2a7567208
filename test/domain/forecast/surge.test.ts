import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { surgeOf } from '../../../src/domain/forecast/surge.ts'

describe('a surge', () => {
  const table: [came: number, expected: number, room: number][] = [
    [5, 0, 0],
    [6, 0, 18],
    [24, 10, 33],
    [13, 10, 0],
    [400, 0, 200],
    [0, 50, 0],
  ]
  for (const [came, expected, room] of table)
    it(`${came} of ${expected}: room for ${room} more`, () => assert.equal(surgeOf(came, expected), room))
})
