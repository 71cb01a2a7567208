import assert from 'node:assert/strict'
import { it } from 'node:test'
import { isOwnUserRefused } from '../../../src/domain/settings/own-user.ts'

for (const [message, isIt] of [
  [
    'pods "user-placeholder-5d" is forbidden: unable to validate against any security context constraint: [provider restricted-v2: .spec.securityContext.runAsUser: Invalid value: 65534: must be in the ranges: [1000660000, 1000669999]]',
    true,
  ],
  ['pods "user-placeholder-5d" is forbidden: exceeded quota: seats, requested: pods=1', false],
] as const)
  it(`${isIt ? 'a user id that is refused' : 'no user id'}: ${message.slice(-40)}`, () =>
    assert.equal(isOwnUserRefused(message), isIt))
