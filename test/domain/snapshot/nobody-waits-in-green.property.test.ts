import assert from 'node:assert/strict'
import { it } from 'node:test'
import { LONG_WAIT_MS } from '../../../src/domain/duration.ts'
import { observed } from '../../support/observed.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { snapshotAt } from '../../support/snapshot.ts'
import { at } from '../../support/time.ts'
import { build, sketch } from '../../support/worlds.ts'

it('in no world all is said to be well while somebody waits, and red says what can be done', () => {
  fc.assert(
    fc.property(sketch, (one) => {
      const world = build(one)
      const { verdict } = snapshotAt('09:00', world)
      const waiting = [...observed(world).pods.pendingUsers.values()]
      assert.equal(
        verdict.waits.reduce((sum, { people }) => sum + people, 0),
        waiting.length,
      )
      const long = waiting.filter(({ createdMs }) => at('09:00') - createdMs >= LONG_WAIT_MS)
      if (long.length > 0) assert.ok(['bad', 'warning'].includes(verdict.state))
      if (long.length > 0 && verdict.waits.every(({ coming }) => coming === undefined))
        assert.equal(verdict.state, 'bad')
      if (verdict.state === 'well') assert.deepEqual(waiting, [])
      if (verdict.state === 'bad') assert.notEqual(verdict.causes.length, 0)
      for (const { doing } of verdict.causes) assert.notEqual(doing.copy, '')
    }),
    RUNS,
  )
})
