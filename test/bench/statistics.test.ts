import assert from 'node:assert/strict'
import { it } from 'node:test'
import { median, quantile, summarize } from './statistics.ts'

const upTo = (count: number) => Array.from({ length: count }, (_, index) => count - index)

it('quantiles are values that were measured, by nearest rank', () => {
  assert.equal(quantile(upTo(100), 0.99), 99)
  assert.equal(quantile(upTo(100), 1), 100)
  assert.equal(quantile(upTo(10), 0.99), 10)
  assert.equal(median(upTo(5)), 3)
  assert.equal(median([7]), 7)
})

it('a summary says of how many', () => assert.deepEqual(summarize([3, 1, 2]), { count: 3, median: 2, p99: 3 }))

it('nothing measured is an error, not a zero', () => assert.throws(() => median([]), /nothing was measured/))
