import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { waitCauses } from '../../../../src/domain/snapshot/waiting/wait-causes.ts'
import { waitsIn } from '../../../../src/domain/snapshot/waiting/waits.ts'
import { config, userPool } from '../../../support/config.ts'
import type { World } from '../../../support/observed.ts'
import { pod } from '../../../support/pod.ts'
import { stepAt } from '../../../support/snapshot.ts'
import { at } from '../../../support/time.ts'

const PLACE = { namespace: 'hub', identity: 'warmseats-0' }
const causes = (world: World, dryRun = false) => {
  const step = stepAt('09:00', { pods: [pod({ user: 'ada', created: at('08:59') })], ...world })
  const nowMs = at('09:00')
  return waitCauses({ step, waits: waitsIn(step, nowMs), classes: [], place: PLACE, dryRun, nowMs })
}
const kinds = (...args: Parameters<typeof causes>) => causes(...args).map(({ kind }) => kind)

describe('why people wait', () => {
  it('is nothing where nobody does', () => assert.deepEqual(causes({ pods: [] }), []))
  it('what holds us back comes first, and what nobody announced last', () =>
    assert.deepEqual(kinds({ config: userPool() }, true), ['dry run', 'not announced']))
  it('what an event asks is announced, in whatever unit', () =>
    assert.deepEqual(kinds({ config: userPool(), events: [{ asks: { user: 2 } }] }), ['silence']))
  it('is told also where nobody knows for which pool', () => {
    const [cause] = causes({ config: config({ nodePools: { user: {}, gpu: {} } }) })
    assert.equal(cause?.pool, undefined)
    assert.match(cause?.text ?? '', /^which pool they wait for nobody can tell/)
  })
})
