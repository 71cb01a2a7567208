import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { READY_WITHIN_MS, standingOf, standsUntil } from '../../../src/domain/buffer/standing.ts'
import { type BufferSpec, buffer } from '../../support/buffer/buffer.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at } from '../../support/time.ts'

const SERVED = { version: 'v1beta1' }
const NOW = at('09:00')
const standing = (spec: BufferSpec) => standingOf(SERVED, buffer(spec), NOW)

describe('whether a buffer holds the room', () => {
  it('it does when it is ready', () => assert.equal(standing({}).at, 'holding'))
  it('it is waited for when there is none yet, or when it is new', () => {
    assert.equal(standingOf(SERVED, undefined, NOW).at, 'awaited')
    assert.equal(standing({ ready: null, created: NOW - 1000 }).at, 'awaited')
  })
  it('it fails where the API is not served, and says which', () => {
    const failing = standingOf({}, undefined, NOW)
    assert.match(failing.at === 'failing' ? failing.because : '', /autoscaling\.x-k8s\.io\/v1beta1, v1alpha1/)
  })
  it('it fails when it is not ready for a minute, in the words of the autoscaler', () => {
    const failing = standing({ ready: false, reason: 'ResolutionFailed', since: NOW - READY_WITHIN_MS })
    assert.match(failing.at === 'failing' ? failing.because : '', /not ready .* after 1 min: ResolutionFailed$/)
    assert.equal(standing({ ready: false, since: NOW - READY_WITHIN_MS + 1 }).at, 'awaited')
  })
  it('it fails when no autoscaler looks at what is written any more, though it was ready', () => {
    assert.equal(standing({ unreadSince: NOW - 1000 }).at, 'holding')
    const failing = standing({ unreadSince: NOW - READY_WITHIN_MS })
    assert.match(failing.at === 'failing' ? failing.because : '', /no autoscaler has looked at it$/)
  })
  it('changes by time alone at one instant only, which is told', () =>
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.nat(120_000), fc.nat(240_000), (ready, isUnread, agoMs, afterMs) => {
        const since = NOW - agoMs
        const one = buffer({ ready, since, ...(isUnread ? { unreadSince: since } : {}) })
        const untilMs = standsUntil(one, NOW) ?? Number.POSITIVE_INFINITY
        const later = NOW + afterMs
        const isSame = standingOf(SERVED, one, NOW).at === standingOf(SERVED, one, later).at
        assert.equal(isSame, later < untilMs)
      }),
      RUNS,
    ))
})
