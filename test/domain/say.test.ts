import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { nearest, sayCount, sayNoPool } from '../../src/domain/say.ts'

describe('the nearest name', () => {
  for (const [name, meant] of [
    ['usr', 'user'],
    ['User', 'user'],
    ['labs', 'lab'],
    ['large-memory', undefined],
  ] as const)
    it(name, () => assert.equal(nearest(name, ['user', 'lab']), meant))

  it('of none is none', () => assert.equal(nearest('user', []), undefined))
})

it('a count has its noun', () => assert.deepEqual([sayCount(1, 'node'), sayCount(2, 'node')], ['1 node', '2 nodes']))

it('a pool that is not there', () => {
  assert.equal(sayNoPool('usr', ['user']), 'no pool `usr`; did you mean `user`?')
  assert.equal(sayNoPool('x', ['user', 'lab']), 'no pool `x`; the pools are `user`, `lab`')
  assert.equal(sayNoPool('x', []), 'no pool `x`; no pool is configured')
})
