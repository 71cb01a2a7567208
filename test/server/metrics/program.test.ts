import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { LIVE } from '../../../src/domain/cluster/world.ts'
import { problem } from '../../../src/domain/problem.ts'
import type { RuntimeEvent } from '../../../src/domain/runtime-event.ts'
import { samplesOf, someMetrics } from '../../support/metrics/metrics.ts'
import { STALE } from '../../support/observed.ts'
import { several } from '../../support/pod.ts'
import { stepAt } from '../../support/snapshot.ts'
import { at } from '../../support/time.ts'

it('says which program it is', async () =>
  assert.deepEqual(await samplesOf(someMetrics({ version: '1.2.3' }), 'build_info'), {
    'build_info{version="1.2.3"}': 1,
  }))

describe('what happens around decisions', () => {
  const REFUSED: RuntimeEvent = { type: 'config refused', errors: [] }
  const LOADED: RuntimeEvent = { type: 'config loaded', pools: ['user'], warnings: [] }
  const GOOD = 'config_last_reload_successful'
  const rows: readonly [name: string, events: readonly RuntimeEvent[], sample: string, value: number | undefined][] = [
    ['nobody leads at first', [], 'leader', 0],
    ['this replica leads', [{ type: 'leading' }], 'leader', 1],
    ['it leads no more', [{ type: 'leading' }, { type: 'following' }], 'leader', 0],
    ['the config was not read yet', [], GOOD, undefined],
    ['it is refused', [REFUSED], GOOD, 0],
    ['it is taken', [LOADED], GOOD, 1],
    ['it is mended', [REFUSED, LOADED], GOOD, 1],
    ['a stored copy stands in, and it is refused still', [REFUSED, { ...LOADED, isStored: true }], GOOD, 0],
    ['when it was taken', [LOADED], 'config_last_reload_success_timestamp_seconds', at('09:00') / 1000],
    ['it never was', [REFUSED], 'config_last_reload_success_timestamp_seconds', undefined],
    ['it was, before', [LOADED, REFUSED], 'config_last_reload_success_timestamp_seconds', at('09:00') / 1000],
    ['what is no change of these leaves them', [{ type: 'leading' }, { type: 'clock right' }], 'leader', 1],
  ]
  for (const [name, events, sample, value] of rows)
    it(name, async () => {
      const told = someMetrics()
      for (const event of events) told.runtime(event)
      assert.equal((await samplesOf(told, sample))[sample], value)
    })
  it('watches fail by resource and cause', async () => {
    const told = someMetrics()
    for (const [resource, kind] of [
      ['pods', 'forbidden'],
      ['pods', 'forbidden'],
      ['nodes', 'network'],
    ] as const)
      told.runtime({ type: 'watch failed', resource, kind, because: '', retryInMs: 0 })
    told.runtime({ type: 'watch recovered', resource: 'pods' })
    assert.deepEqual(await samplesOf(told, 'watch_failures_total'), {
      'watch_failures_total{resource="pods",kind="forbidden"}': 2,
      'watch_failures_total{resource="nodes",kind="network"}': 1,
    })
  })
})

describe('decisions', () => {
  it('are counted, with what they found wrong', async () => {
    const told = someMetrics()
    assert.deepEqual(await samplesOf(told, 'problems'), {}, 'none was made, so nobody knows')
    const step = stepAt('09:00')
    told.step(step)
    const problems = several(2, (n) => problem(`nodePools.${n}`, 'is wrong'))
    told.step({ ...step, decision: { ...step.decision, problems } })
    assert.deepEqual(await samplesOf(told, 'decisions_total'), { decisions_total: 2 })
    assert.deepEqual(await samplesOf(told, 'problems'), { problems: 2 })
  })
  it('are made on a view that is stale, or is not', async () => {
    const told = someMetrics()
    for (const [sight, stale] of [
      [STALE, 1],
      [LIVE, 0],
    ] as const) {
      told.step(stepAt('09:00', { sight }))
      assert.deepEqual(await samplesOf(told, 'view_stale'), { view_stale: stale })
    }
  })
})
