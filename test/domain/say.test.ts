import assert from 'node:assert/strict'
import { it } from 'node:test'
import { sayCount, sayKibibytes, sayNoPool } from '../../src/domain/say.ts'

it('one is said otherwise than several', () =>
  assert.deepEqual(
    [0, 1, 2].map((count) => sayCount(count, 'node')),
    ['0 nodes', '1 node', '2 nodes'],
  ))

it('bytes are said as the kibibytes that hold them', () =>
  assert.deepEqual([0, 1, 1024, 1025, 704 * 1024].map(sayKibibytes), ['0 KiB', '1 KiB', '1 KiB', '2 KiB', '704 KiB']))

it('a name that no pool has: the nearest, or all', () => {
  assert.equal(sayNoPool('usr', ['user', 'lab']), 'no pool `usr`; did you mean `user`?')
  assert.equal(sayNoPool('something', ['user', 'lab']), 'no pool `something`; the pools are `user`, `lab`')
  assert.equal(sayNoPool('usr', []), 'no pool `usr`; no pool is configured')
})
