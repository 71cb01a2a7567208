import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { accountOf, claimsOf, hopeless } from '../../../src/server/profiles/claims.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { tokenOf } from './tokens.ts'

const CALLERS = new Map([['hub/hub', new Set(['hub'])]])

describe('what a token says of itself', () => {
  it('account, audiences and end', () => {
    assert.deepEqual(claimsOf(tokenOf({ expires: 90 })), {
      account: { namespace: 'hub', name: 'hub' },
      audiences: ['warmseats'],
      expiresMs: 90_000,
    })
    const sub = 'system:serviceaccount:hub:hub'
    assert.deepEqual(claimsOf(tokenOf({ claims: { sub, aud: 'warmseats' } }))?.audiences, ['warmseats'])
    const odd = claimsOf(tokenOf({ claims: { sub, aud: [7, null, 'warmseats'], exp: 'soon' } }))
    assert.deepEqual([odd?.audiences, odd?.expiresMs], [['warmseats'], undefined])
  })

  for (const [what, token] of [
    ['no JWT', 'made-up'],
    ['parts that are nothing', '..'],
    ['no object', `e30.${Buffer.from('[1]').toString('base64url')}.x`],
    ['no subject', tokenOf({ claims: { aud: 'warmseats' } })],
    ['a subject that is no text', tokenOf({ claims: { sub: { toString: 'hub' } } })],
    ['a node', tokenOf({ claims: { sub: 'system:node:n1', aud: 'warmseats' } })],
  ] as const)
    it(`${what}: nothing`, () => assert.equal(claimsOf(token), undefined))

  it('names that Kubernetes would not take are nobody’s: they would be written into the log', () => {
    for (const user of [
      'system:serviceaccount:hub:hub\n{"msg":"all is well"}',
      'system:serviceaccount:hub:a:b',
      `system:serviceaccount:hub:${'h'.repeat(254)}`,
      'system:serviceaccount::hub',
    ])
      assert.equal(accountOf(user), undefined, user)
  })

  it('whatever stands there, nobody falls over it, and what no review could accept gets none', () => {
    const said = fc.oneof(
      fc.string(),
      fc.jsonValue().map((claims) => tokenOf({ claims: claims as object })),
    )
    fc.assert(
      fc.property(said, (token) => {
        const claims = claimsOf(token)
        assert.ok(claims !== undefined || hopeless(claims, CALLERS, 0)?.status === 401)
      }),
      RUNS,
    )
  })
})
