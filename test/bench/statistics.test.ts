import { deepEqual, equal, throws } from 'node:assert/strict'
import { test } from 'node:test'
import { median, quantile, summarize } from './statistics.ts'

const upTo = (count: number) => Array.from({ length: count }, (_, index) => count - index)

test('quantiles are values that were measured, by nearest rank', () => {
  equal(quantile(upTo(100), 0.99), 99)
  equal(quantile(upTo(100), 1), 100)
  equal(quantile(upTo(10), 0.99), 10)
  equal(median(upTo(5)), 3)
  equal(median([7]), 7)
})

test('a summary says of how many', () => deepEqual(summarize([3, 1, 2]), { count: 3, median: 2, p99: 3 }))

test('nothing measured is an error, not a zero', () => throws(() => median([]), /nothing was measured/))
