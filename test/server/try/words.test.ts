import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Limit } from '../../../src/domain/fit/pool-limits.ts'
import { sayFit, sayLead } from '../../../src/server/try/words.ts'
import { MINUTE } from '../../support/time.ts'
import { triedPool } from './support.ts'

const withLimits = (text: string, limits: readonly Limit[]) => ({ ...triedPool(text), limits })

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
      sayFit(triedPool('user: {students: 30}'), 'utc'),
      'As far as is known: the pool can have 12 placeholders (nodePools.user.maxPlaceholders); the most seen so far is 1 node.',
    )
    assert.match(sayFit(triedPool('user: {students: 300}'), 'utc'), /^No: .* 148 of 340 will wait for a node\.$/)
    assert.equal(sayFit(withLimits('user: {students: 30}', []), 'utc'), 'Nothing that is known limits the pool.')
  })
})
