import assert from 'node:assert/strict'
import { it } from 'node:test'
import { healLimit } from '../../../streams/act/heal-limit.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND

it('three heals a minute are free, the fourth waits, each pause twice the last, ten minutes at most', () => {
  const limit = healLimit()
  let now = 0
  const pauses: number[] = []
  for (let round = 0; round < 6; round += 1) {
    for (let heal = 0; heal < 3; heal += 1) {
      assert.equal(limit.heldUntil(now), undefined)
      limit.count(now)
      now += SECOND
    }
    const until = limit.heldUntil(now) ?? 0
    pauses.push((until - now) / MINUTE)
    assert.equal(limit.heldUntil(until - 1), until)
    now = until
  }
  assert.equal(pauses.join(' '), '1 2 4 8 10 10')
})

it('heals far apart are never held back, and a long peace forgets the pauses', () => {
  const limit = healLimit()
  for (let now = 0; now < 100 * MINUTE; now += 21 * SECOND) {
    assert.equal(limit.heldUntil(now), undefined)
    limit.count(now)
  }
})
