import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  MOST_VERDICTS,
  mergeVerdicts,
  NO_VERDICTS,
  type VerdictMemory,
  verdictKey,
  verdictsUntil,
  withVerdicts,
} from '../../../src/domain/verdict/memory.ts'
import type { Verdict } from '../../../src/domain/verdict/verdict.ts'
import { memories } from '../../support/memories.ts'
import { fc } from '../../support/properties.ts'
import { at, MINUTE } from '../../support/time.ts'

const verdict = (startMs: number, more: Partial<Verdict> = {}): Verdict => ({
  ...{ pool: 'user', uid: 'lab', announced: 30, came: 20, late: 0, longestMs: 0 },
  startMs,
  ...more,
})
const remembered = (...all: Verdict[]): VerdictMemory => ({
  ...NO_VERDICTS,
  verdicts: Object.fromEntries(all.map((one) => [verdictKey(one), one])),
})

describe('two memories of verdicts become one', () => {
  const some = memories.map(({ verdicts }) => verdicts)
  it('in whatever order', () => {
    fc.assert(
      fc.property(some, some, some, (a, b, c) => {
        assert.deepEqual(mergeVerdicts(a, a), a)
        assert.deepEqual(mergeVerdicts(a, b).verdicts, mergeVerdicts(b, a).verdicts)
        assert.deepEqual(mergeVerdicts(mergeVerdicts(a, b), c).verdicts, mergeVerdicts(a, mergeVerdicts(b, c)).verdicts)
      }),
      { numRuns: 20, endOnFailure: true },
    )
  })
  it('by the one that saw more of the class', () => {
    const [less, more] = [verdict(at('09:00')), verdict(at('09:00'), { came: 28, late: 2 })]
    assert.deepEqual(mergeVerdicts(remembered(less), remembered(more)), remembered(more))
  })
})

it('the last two hundred are kept', () => {
  const many = Array.from({ length: MOST_VERDICTS + 5 }, (_, n) => ({
    ...verdict(at('09:00') + n * MINUTE),
    title: 'Lab',
  }))
  const kept = Object.values(withVerdicts({}, many))
  assert.equal(kept.length, MOST_VERDICTS)
  assert.equal(Math.min(...kept.map(({ startMs }) => startMs)), at('09:05'))
})

it('what a clock that was ahead saw is forgotten', () => {
  const both = remembered(verdict(at('09:00')), verdict(at('11:00')))
  assert.deepEqual(verdictsUntil(both, at('10:00')), remembered(verdict(at('09:00'))))
})
