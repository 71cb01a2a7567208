import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { load } from 'js-yaml'
import { type AskingHub, hubAsksExamined } from '../../../src/domain/doctor/hub-asks.ts'
import { hubTokenValues } from '../../../src/domain/profiles/hub-token.ts'
import { config } from '../../support/config.ts'
import { only } from './support.ts'

const examine = (more: Partial<AskingHub> = {}, profiles: object = {}) =>
  hubAsksExamined({
    hub: { namespace: 'jhub', account: 'hub', audiences: ['warmseats'], ...more },
    profiles: config({ profiles: { enabled: true, api: { enabled: true }, ...profiles } }).profiles,
    release: 'jhub',
    ca: 'seats-ca',
  })

describe('a hub that asks for profiles', () => {
  it('may, and has a token', () =>
    assert.deepEqual(examine()?.well, ['the hub in jhub may ask for profiles, and has a token for it']))

  it('has none: the mend is the values that give it one', () => {
    const examined = examine({ audiences: ['vault'] })
    assert.match(
      only(examined ?? { findings: [] }),
      /^warning profiles\.api: the hub in jhub has no token for Warmseats/,
    )
    assert.deepEqual(load(examined?.findings[0]?.mend ?? ''), hubTokenValues('seats-ca'))
  })

  it('may not, and has one: the mend names it beside the others', () => {
    const elsewhere = examine({ namespace: 'lab' })
    assert.equal(
      only(elsewhere ?? { findings: [] }),
      'warning profiles.api.serviceAccounts: the hub in lab has a token for Warmseats, and its ServiceAccount lab/hub is not named: it is refused, and servers start without what their profiles give → profiles: {api: {serviceAccounts: [hub, lab/hub]}}',
    )
    const allowed = { api: { enabled: true, serviceAccounts: [{ name: 'lab/hub', namespaces: ['exam'] }] } }
    assert.equal(examine({ namespace: 'lab' }, allowed)?.well.length, 1)
  })

  it('nothing is said of one that neither may nor could, nor where the API is not enabled', () => {
    assert.equal(examine({ account: 'other', audiences: [] }), undefined)
    assert.equal(examine({ audiences: [] }, { api: { enabled: false } }), undefined)
    assert.equal(examine({ audiences: [] }, { enabled: false }), undefined)
  })
})
