import assert from 'node:assert/strict'
import { it } from 'node:test'
import { Registry } from 'prom-client'
import { profilesMetrics } from '../../../src/server/profiles/metrics.ts'
import { samplesOf } from '../../support/metrics/metrics.ts'
import { at } from '../../support/time.ts'

it('what was never read, and a certificate that never was, are absent rather than 0', async () => {
  const registry = new Registry()
  const tell = profilesMetrics(registry)
  for (const name of ['profiles', 'profiles_problems', 'certificate_expiration_timestamp_seconds'])
    assert.deepEqual(await samplesOf({ registry }, name), {}, name)
  tell({ type: 'certificate loaded', validUntilMs: at('2026-06-24T09:00:00Z') })
  assert.deepEqual(await samplesOf({ registry }, 'certificate_expiration_timestamp_seconds'), {
    certificate_expiration_timestamp_seconds: at('2026-06-24T09:00:00Z') / 1000,
  })
})

it('admissions are counted by what became of them, and timed', async () => {
  const registry = new Registry()
  const tell = profilesMetrics(registry)
  tell({ type: 'certificate failed', because: 'x', step: { type: 'make path' } })
  assert.deepEqual(await samplesOf({ registry }, 'certificate_failures_total'), { certificate_failures_total: 1 })
  const counts = async () => Object.values(await samplesOf({ registry }, 'admissions_total'))
  assert.deepEqual(await counts(), [0, 0, 0, 0], 'there before the first, so that it is an increase')
  const admission = {
    outcome: 'failed',
    namespace: 'hub',
    user: 'ada',
    profiles: [],
    warnings: [],
    tookMs: 20,
  } as const
  tell({ type: 'admission', admission })
  assert.deepEqual(await counts(), [0, 0, 0, 1])
  assert.deepEqual(await samplesOf({ registry }, 'admission_duration_seconds'), {
    admission_duration_seconds_sum: 0.02,
    admission_duration_seconds_count: 1,
  })
})

it('callers that were refused are counted by the answer', async () => {
  const registry = new Registry()
  const tell = profilesMetrics(registry)
  const refused = { account: undefined, address: '10.0.2.9', status: 429, because: 'too many' } as const
  tell({ type: 'caller refused', refused })
  const counts = Object.values(await samplesOf({ registry }, 'profiles_api_refusals_total'))
  assert.deepEqual(counts, [0, 0, 1, 0], 'there before the first, so that it is an increase')
})
