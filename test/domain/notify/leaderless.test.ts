import assert from 'node:assert/strict'
import { it } from 'node:test'
import { leaderless } from '../../../src/domain/notify/leaderless.ts'
import { at } from '../../support/time.ts'

it('that nobody leads is said with for how long, and where to look', () => {
  const { headline, doings } = leaderless(at('09:00'), { namespace: 'hub', identity: 'a' }, at('09:02'))
  assert.equal(headline, 'no replica leads, for 2 min already: nothing is written, and counts stay as they are')
  assert.equal(doings[0]?.copy, 'kubectl -n hub get pods,leases')
})
