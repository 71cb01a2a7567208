import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { plainAddress } from '../../../src/server/connections/refusal.ts'

describe('an address', () => {
  for (const [given, plain] of [
    ['::ffff:10.4.1.7', '10.4.1.7'],
    ['10.4.1.7', '10.4.1.7'],
    ['fd00::7', 'fd00::7'],
    ['::1', '::1'],
    [undefined, ''],
  ])
    it(`${given}: ${plain || 'gone'}`, () => assert.equal(plainAddress(given), plain))
})
