import assert from 'node:assert/strict'
import { it } from 'node:test'
import { timeForServices } from '../../../../src/domain/profiles/services/deployed.ts'

it('is one that timers take, for every timeoutSeconds that a webhook may have', () => {
  for (let seconds = 1; seconds <= 30; seconds += 1) {
    const timeMs = timeForServices(seconds * 1000)
    assert.doesNotThrow(() => AbortSignal.timeout(timeMs), `${seconds} s`)
    assert.ok(timeMs > seconds * 690 && timeMs <= seconds * 700)
  }
})
