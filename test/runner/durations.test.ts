import assert from 'node:assert/strict'
import { it } from 'node:test'
import { sayDurations } from './durations.ts'

it('says how long each file took, the longest first, short ones together, and the sum', () => {
  const byFile = new Map([
    ['b.test.ts', 1000],
    ['c.test.ts', 400],
    ['a.test.ts', 61_234],
    ['d.test.ts', 500],
  ])
  assert.deepEqual(sayDurations(byFile).split('\n'), [
    '',
    'how long each file took, the longest first:',
    '    61.2 s  a.test.ts',
    '     1.0 s  b.test.ts',
    '     0.9 s  2 that took less than a second each',
    '    63.1 s  4 in all, of which several ran at a time',
    '',
  ])
})
