import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { packId, unpackId } from '../../../src/domain/decide/packed-id.ts'
import { fc, RUNS } from '../../support/properties.ts'

describe('a packed id', () => {
  it('of a UUID is 23 characters, and the UUID again', () =>
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        assert.match(packId(uuid), /^~[\w-]{22}$/)
        assert.equal(unpackId(packId(uuid)), uuid)
      }),
      RUNS,
    ))
  it('of two UUIDs is not the same', () => {
    const [least, most] = ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff']
    assert.deepEqual([least, most].map(packId).map(unpackId), [least, most])
    assert.notEqual(packId(least), packId('00000000-0000-0000-0000-000000000001'))
  })
  it('of anything else, packed already or not, is it again', () => {
    const marked = fc.string({ unit: fc.constantFrom('~', 'a', '-', '_', '0'), maxLength: 24 })
    fc.assert(
      fc.property(fc.oneof(fc.string(), marked, fc.uuid().map(packId)), (id) => assert.equal(unpackId(packId(id)), id)),
      RUNS,
    )
  })
  for (const id of ['n1', '', '__proto__', '6F7C9D8B-5402-4000-8000-000000000000'])
    it(`of ${JSON.stringify(id)} is as it was`, () => assert.equal(packId(id), id))
  it('that cannot be unpacked is no id, and no fault', () => {
    for (const odd of ['~', '~abc', '~~', `~${'€'.repeat(22)}`]) assert.equal(typeof unpackId(odd), 'string')
  })
})
