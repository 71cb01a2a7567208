import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  type Allowance,
  BEGUN,
  isDue,
  isOver,
  spend,
  toldAgain,
  writtenNow,
} from '../../../src/domain/notices/series.ts'
import { notice } from '../../sinks/events/notice.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at, MINUTE, SECOND } from '../../support/time.ts'

const NINE = at('09:00')

describe('a series', () => {
  it('is written when it begins, and its count once a minute', () => {
    const once = BEGUN(NINE)
    assert.equal(isDue(once, NINE + 10 * MINUTE), false, 'nothing is new')
    const twice = toldAgain(once, NINE + 5 * SECOND)
    assert.deepEqual([isDue(twice, NINE + 59 * SECOND), isDue(twice, NINE + MINUTE)], [false, true])
    assert.equal(isDue(writtenNow(twice, NINE + MINUTE), NINE + 10 * MINUTE), false)
  })
  it('of occurrences is over when none came for six minutes; of a state never', () => {
    const series = BEGUN(NINE)
    const over = (kind: 'state' | 'occurrence', ms: number) => isOver(series, notice({ kind }), NINE + ms)
    assert.deepEqual([over('occurrence', 6 * MINUTE), over('occurrence', 6 * MINUTE + 1)], [false, true])
    assert.equal(over('state', 60 * MINUTE), false)
  })
})

it('an object has 25 new Events at once and one more a minute, however they come', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5 * MINUTE }), { maxLength: 200 }), (pauses) => {
      let allowance: Allowance | undefined
      let nowMs = NINE
      let spent = 0
      for (const pause of pauses) {
        nowMs += pause
        const after = spend(allowance, nowMs)
        if (!after) continue
        allowance = after
        spent++
      }
      assert.ok(spent <= 25 + (nowMs - NINE) / MINUTE + 1)
      assert.ok(spent >= Math.min(pauses.length, 25))
    }),
    RUNS,
  )
})
