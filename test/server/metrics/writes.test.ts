import assert from 'node:assert/strict'
import { it } from 'node:test'
import { apply, nodeWrite } from '../../support/action.ts'
import { samplesOf, someMetrics } from '../../support/metrics/metrics.ts'

const EFFECTS = {
  done: { at: 'done' },
  conflict: { at: 'conflict', because: 'somebody wrote' },
  failed: { at: 'failed', because: 'forbidden' },
  held: { at: 'held back', because: 'somebody keeps changing it', untilMs: 0 },
} as const

it('writes are counted by what became of them, and timed', async () => {
  const told = someMetrics()
  told.outcome({ action: apply(), effect: EFFECTS.done, tookMs: 20, reactedMs: 45 })
  told.outcome({ action: apply(), effect: EFFECTS.done, tookMs: 300 })
  told.outcome({ action: apply({ pool: 'lab' }), effect: EFFECTS.conflict, tookMs: 6000 })
  told.outcome({ action: nodeWrite(), effect: EFFECTS.failed, tookMs: 5 })
  told.outcome({ action: apply(), effect: EFFECTS.held, tookMs: 0 })
  assert.deepEqual(await samplesOf(told, 'writes_total'), {
    'writes_total{pool="user",type="apply",effect="done"}': 2,
    'writes_total{pool="lab",type="apply",effect="conflict"}': 1,
    'writes_total{pool="user",type="write_node",effect="failed"}': 1,
    'writes_total{pool="user",type="apply",effect="held_back"}': 1,
  })
  assert.deepEqual(await samplesOf(told, 'write_duration_seconds'), {
    write_duration_seconds_sum: 6.325,
    write_duration_seconds_count: 5,
  })
})

it('from event to write: only where an event asked for it', async () => {
  const told = someMetrics()
  told.outcome({ action: apply(), effect: EFFECTS.done, tookMs: 20, reactedMs: 45 })
  told.outcome({ action: apply(), effect: EFFECTS.done, tookMs: 20 })
  assert.deepEqual(await samplesOf(told, 'reaction_duration_seconds'), {
    reaction_duration_seconds_sum: 0.045,
    reaction_duration_seconds_count: 1,
  })
})
