import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { keeperOfClaim, keeperOfSecret } from '../../../../src/domain/profiles/reach/kept.ts'

const OWN = ['warmseats-certificate', 'calendar-password']

describe('what no pattern reaches', () => {
  for (const [secret, what] of [
    ['hub', /the hub's own/],
    ['team-hub', /the hub's own/],
    ['hub-secret', /the hub's own/],
    ['proxy-public-manual-tls', /the key of the hub's TLS/],
    ['team-proxy-public-tls-acme', /the key of the hub's TLS/],
    ['image-pull-secret', /the registry's password/],
    ['sh.helm.release.v1.jupyterhub.v12', /what helm keeps/],
    ['hub-token-x7k2p', /a ServiceAccount's token/],
    ['warmseats-certificate', /of Warmseats' own release/],
    ['calendar-password', /of Warmseats' own release/],
  ] as const)
    it(`the Secret ${secret}`, () => assert.match(keeperOfSecret(secret, OWN) ?? '', what))

  for (const secret of ['storage', 'singleuser', 'github', 'hubble', 'storage-token', 'warmseats-course'])
    it(`not the Secret ${secret}`, () => assert.equal(keeperOfSecret(secret, OWN), undefined))

  // As KubeSpawner escapes users and names of servers, by its schemes `escape` and `safe`.
  for (const claim of [
    ...['claim-ada', 'claim-ada--lab', 'claim-ada-40example-2eorg', 'claim--41da--lab-20two'],
    ...['claim-ada-example-org---1f0e4ab2', 'claim-ada--lab---9d2c0a11'],
  ])
    it(`the claim ${claim}`, () => assert.match(keeperOfClaim(claim) ?? '', /a user's home/))

  for (const claim of ['hub-db-dir', 'team-hub-db-dir'])
    it(`the claim ${claim}`, () => assert.match(keeperOfClaim(claim) ?? '', /the hub's database/))

  for (const claim of ['image-data', 'disclaim-ada', 'claims'])
    it(`not the claim ${claim}`, () => assert.equal(keeperOfClaim(claim), undefined))
})
