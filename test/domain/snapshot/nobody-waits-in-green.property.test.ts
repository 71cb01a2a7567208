import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { LONG_WAIT_MS } from '../../../src/domain/duration.ts'
import { observed } from '../../support/observed.ts'
import { snapshotAt } from '../../support/snapshot.ts'
import { at } from '../../support/time.ts'
import { build, RUNS, sketch } from '../../support/worlds.ts'

it('in no world all is said to be well while somebody waits', () => {
  fc.assert(
    fc.property(sketch, (one) => {
      const world = build(one)
      const { verdict } = snapshotAt('09:00', world)
      const waiting = [...observed(world).pods.pendingUsers.values()]
      const isLong = waiting.some(({ createdMs }) => at('09:00') - createdMs >= LONG_WAIT_MS)
      if (isLong) assert.equal(verdict.state, 'bad')
      if (verdict.state === 'well') assert.deepEqual(waiting, [])
    }),
    RUNS,
  )
})
