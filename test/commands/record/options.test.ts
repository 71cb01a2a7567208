import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { endOf, refuseContradictions } from '../../../src/commands/record/options.ts'
import { at, DAY, HOUR } from '../../support/time.ts'

describe('when a recording ends by itself', () => {
  const end = (options: { readonly for?: string; readonly until?: string }) => endOf(options, 'utc', at('09:00'))

  it('after so long, at an instant, or never', () => {
    assert.equal(end({ for: '14d' }), at('09:00') + 14 * DAY)
    assert.equal(end({ until: '10:00' }), at('10:00'))
    assert.equal(end({ until: '+2h' }), at('09:00') + 2 * HOUR)
    assert.equal(end({}), undefined)
  })

  it('what is no time, or past, is said', () => {
    assert.throws(() => end({ for: 'ever' }), /--for ever is no duration; write it like 14d/)
    assert.throws(() => end({ for: '0' }), /--for 0 is no duration/)
    assert.throws(() => end({ until: 'soon' }), /--until soon is no instant/)
    assert.throws(() => end({ until: '08:00' }), /--until 08:00 is past: 2026-03-24T08:00:00Z/)
  })
})

it('what contradicts itself is refused', () => {
  assert.throws(() => refuseContradictions({ now: true, for: '1h' }), /^InputError: --now and --for contradict/)
  assert.throws(() => refuseContradictions({ for: '1h', until: '10:00' }), /--for and --until contradict/)
  assert.throws(() => refuseContradictions({ scenario: 'mine.yaml' }), /say which with --out trace\.csv/)
  assert.doesNotThrow(() => refuseContradictions({ now: true, out: 'trace.csv', scenario: 'mine.yaml' }))
})
