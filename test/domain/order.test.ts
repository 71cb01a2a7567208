import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { compare, nearestRank } from '../../src/domain/order.ts'
import { fc } from '../support/properties.ts'

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

describe('the nearest rank', () => {
  const table: [name: string, sorted: number[], share: number, expected: number | undefined][] = [
    ['of nothing', [], 0.9, undefined],
    ['of one', [7], 0.5, 7],
    ['of one, of nobody', [7], 0, 7],
    ['the median of four is the lower one', [1, 2, 3, 4], 0.5, 2],
    ['the median of five', [1, 2, 3, 4, 5], 0.5, 3],
    ['nine of ten', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9, 9],
    ['nine of ten, of eleven', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 0.9, 10],
    ['all', [1, 2, 3], 1, 3],
  ]
  for (const [name, sorted, share, expected] of table)
    it(name, () => assert.equal(nearestRank(sorted, share), expected))

  it('at least the share is no larger, and with any smaller value it would not be', () => {
    const sortedNumbers = fc.array(fc.nat(20), { minLength: 1 }).map((all) => all.toSorted((a, b) => a - b))
    fc.assert(
      fc.property(sortedNumbers, fc.integer({ min: 1, max: 100 }), (sorted, percent) => {
        const found = nearestRank(sorted, percent / 100) ?? Number.NaN
        const needed = (percent * sorted.length) / 100 - 1e-9
        assert.ok(sorted.filter((one) => one <= found).length >= needed)
        assert.ok(sorted.filter((one) => one < found).length < needed)
      }),
    )
  })
})
