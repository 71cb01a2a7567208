import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loadConfig } from '../../src/config/load.ts'

const load = (...notify: readonly object[]) =>
  loadConfig(JSON.stringify({ nodePools: { user: { nodeSelector: { a: 'b' } } }, notify }))
const built = (...notify: readonly object[]) => {
  const loaded = load(...notify)
  assert(loaded.at === 'good', JSON.stringify(loaded))
  assert.deepEqual(loaded.warnings, [])
  return loaded.config.notify
}
const refused = (...notify: readonly object[]) => {
  const loaded = load(...notify)
  return loaded.at === 'refused' ? loaded.errors.map(({ where, text }) => `${where}: ${text}`).join('\n') : ''
}

const SLACK = { type: 'slack', secret: { name: 'chat' } }
const MAIL = { type: 'email', secret: { name: 'mail' }, from: 'warmseats@example.edu', to: ['ops@example.edu'] }

describe('notify', () => {
  it('is nobody, unless the values say so', () => assert.deepEqual(built(), []))
  it('takes what is not said for all but verdicts, of all pools, twelve an hour', () =>
    assert.deepEqual(built(SLACK), [
      {
        name: 'notify[0]',
        type: 'slack',
        secret: { name: 'chat', key: 'url' },
        kinds: ['waits', 'doesNotFit', 'leader', 'events'],
        perHour: 12,
      },
    ]))
  it('says what, of which pools, and how often', () => {
    const values = {
      ...SLACK,
      name: 'on-call',
      secret: { name: 'chat', key: 'a' },
      for: ['verdicts'],
      pools: ['user'],
      perHour: 3,
    }
    assert.deepEqual(built(values), [
      { name: 'on-call', type: 'slack', secret: values.secret, kinds: ['verdicts'], pools: ['user'], perHour: 3 },
    ])
  })
  it('has a key that signs', () => {
    const [webhook] = built({ ...SLACK, type: 'webhook', signingKey: 'k' })
    assert.equal(webhook?.type === 'webhook' && webhook.signingKey, 'k')
  })
  it('writes to organizers at domains that are named', () => {
    const [mail] = built({ ...MAIL, toOrganizers: true, allowedDomains: ['@Example.EDU'] })
    assert.deepEqual(mail?.type === 'email' && mail.organizersAt, ['example.edu'])
    const [own] = built({ ...MAIL, allowedDomains: ['example.edu'] })
    assert.equal(own && 'organizersAt' in own, false)
  })
  const table: readonly (readonly [string, readonly object[], RegExp])[] = [
    ['without a Secret', [{ type: 'slack' }], /^notify\.0\.secret: /],
    ['of a type that there is not', [{ ...SLACK, type: 'irc' }], /^notify\.0\.type: /],
    ['for what is never told', [{ ...SLACK, for: ['rain'] }], /^notify\.0\.for\.0: /],
    [
      'of a pool that there is not',
      [{ ...SLACK, pools: ['usr'] }],
      /^notify\.0\.pools: no pool `usr`; did you mean `user`\?/,
    ],
    [
      'with the name of another',
      [
        { ...SLACK, name: 'a' },
        { ...SLACK, name: 'a' },
      ],
      /^notify\.1\.name: `a` is the name of another/,
    ],
    ['that are too many', Array.from({ length: 21 }, () => SLACK), /^notify: 21 are too many/],
    ['never', [{ ...SLACK, perHour: 0 }], /^notify\.0\.perHour: /],
    [
      'of Slack with a mail address',
      [{ ...SLACK, to: ['a@b.edu'] }],
      /^notify\.0\.to: is for `type: email`, and this is slack/,
    ],
    ['of Slack with a key', [{ ...SLACK, signingKey: 'k' }], /^notify\.0\.signingKey: is for `type: webhook`/],
    ['of a mail from nobody', [{ ...MAIL, from: '' }], /^notify\.0\.from: is missing/],
    ['of a mail to nobody', [{ ...MAIL, to: [] }], /^notify\.0: is for nobody; give it `to`/],
    ['of a mail to no address', [{ ...MAIL, to: ['ops'] }], /^notify\.0\.to: `ops` is no mail address/],
    ['of a mail with two addresses in one', [{ ...MAIL, to: ['a@b.edu, c@d.edu'] }], /is no mail address/],
    ['to organizers anywhere', [{ ...MAIL, toOrganizers: true }], /^notify\.0\.allowedDomains: is empty/],
    ['to organizers at no domain', [{ ...MAIL, toOrganizers: true, allowedDomains: ['edu'] }], /`edu` is no domain/],
  ]
  for (const [what, notify, words] of table) it(`${what} is refused`, () => assert.match(refused(...notify), words))
})
