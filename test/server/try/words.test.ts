import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Limit } from '../../../src/domain/fit/pool-limits.ts'
import { tryOut } from '../../../src/domain/trial/trial.ts'
import { sayFit, sayLead } from '../../../src/server/try/words.ts'
import { CAMPUS, draft } from '../../domain/trial/support.ts'
import { stepAt } from '../../support/snapshot.ts'
import { MINUTE } from '../../support/time.ts'

function tried(text: string, limits?: readonly Limit[]) {
  const answer = tryOut(draft(text), stepAt('09:00', CAMPUS))
  const pool = answer.at === 'tried' ? answer.pools[0] : undefined
  return pool ? { ...pool, ...(limits && { limits }) } : assert.fail()
}

describe('the words of an answer', () => {
  it('say when room opens', () => {
    assert.deepEqual([10 * MINUTE, 0, -5 * MINUTE].map(sayLead), [
      '10 min before it begins',
      'as it begins',
      '5 min after it began',
    ])
  })
  it('say whether it fits, and by what that is known', () => {
    assert.equal(
      sayFit(tried('user: {students: 30}'), 'utc'),
      'As far as is known: the pool can have 12 placeholders (nodePools.user.maxPlaceholders); the most seen so far is 1 node.',
    )
    assert.match(sayFit(tried('user: {students: 300}'), 'utc'), /^No: .* 148 of 340 will wait for a node\.$/)
    assert.equal(sayFit(tried('user: {students: 30}', []), 'utc'), 'Nothing that is known limits the pool.')
  })
})
