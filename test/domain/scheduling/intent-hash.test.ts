import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { intentHash } from '../../../src/domain/scheduling/intent-hash.ts'
import { fc } from '../../support/properties.ts'

describe('an intent hash', () => {
  it('is 16 hex digits, the same tomorrow and elsewhere', () => {
    assert.equal(intentHash('a'), intentHash('a'))
    assert.equal(intentHash({}), '08f44b07b5901a25')
    assert.match(intentHash({ a: 'ä', b: ['€', null] }), /^[0-9a-f]{16}$/)
  })
  it('is the same whatever the order of keys, and with keys that are undefined', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).toReversed())
        assert.equal(intentHash(reversed), intentHash(value))
        assert.equal(intentHash(JSON.parse(JSON.stringify(value))), intentHash(value))
      }),
    )
    assert.equal(intentHash({ a: 1, b: undefined }), intentHash({ a: 1 }))
  })

  const pairs: [string, unknown, unknown][] = [
    ['a number and its text', { a: 1 }, { a: '1' }],
    ['another order in a list', ['a', 'b'], ['b', 'a']],
    ['one level deeper', { a: { b: 1 } }, { a: 1, b: 1 }],
    ['a list of lists', [['a'], 'b'], [['a', 'b']]],
    ['null and nothing', { a: null }, {}],
    ['false and null', false, null],
    ['an empty list and an empty map', [], {}],
    ['keys that quote', { 'a":1,"b': 2 }, { a: 1, b: 2 }],
    ['characters beyond 16 bits', '😀', '😁'],
    ['the last character', 'user-placeholder-1', 'user-placeholder-2'],
  ]
  for (const [name, a, b] of pairs) it(`differs: ${name}`, () => assert.notEqual(intentHash(a), intentHash(b)))
})
