import assert from 'node:assert/strict'
import { it } from 'node:test'
import { reachOf } from '../../../../src/domain/profiles/reach/reach.ts'
import { config } from '../../../support/config.ts'

it('the release has the Secrets that its chart makes, and those that its values name', () => {
  const values = {
    profiles: { allowedSecrets: ['storage'], allowedClaims: ['data-*'], allowedImages: ['exam'], reservedEnv: ['A'] },
    calendars: [
      { name: 'a', secret: { name: 'address' } },
      { name: 'b', url: 'https://x.example/b.ics', auth: { type: 'bearer' as const, secretName: 'login' } },
    ],
    notify: [
      { type: 'slack' as const, secret: { name: 'chat' } },
      { type: 'slack' as const, secret: { name: 'chat' } },
    ],
  }
  assert.deepEqual(reachOf(config(values), { name: 'warm', calendarStore: 'kept', ownSecrets: ['calendar-address'] }), {
    allowedSecrets: ['storage'],
    allowedClaims: ['data-*'],
    allowedImages: ['exam'],
    reservedEnv: ['A'],
    ownSecrets: [
      'warm-certificate',
      'warm-webhook',
      'warm-feed',
      'kept',
      'calendar-address',
      'address',
      'login',
      'chat',
    ],
  })
  const { ownSecrets } = reachOf(config(), { name: 'warm' })
  assert.deepEqual(ownSecrets, ['warm-certificate', 'warm-webhook', 'warm-feed', 'warm-calendar'])
})
