import assert from 'node:assert/strict'
import { it } from 'node:test'
import { load } from 'js-yaml'
import { asValues, poolValues } from '../../../src/domain/doctor/as-values.ts'

it('is a line that can be copied into values', () => {
  const text = poolValues('user', { maxPlaceholders: 9, tolerations: [{ key: 'a', value: 'true' }] })
  assert.equal(text, "nodePools: {user: {maxPlaceholders: 9, tolerations: [{key: a, value: 'true'}]}}")
  assert.deepEqual(load(text), {
    nodePools: { user: { maxPlaceholders: 9, tolerations: [{ key: 'a', value: 'true' }] } },
  })
})

it('does not break a long line', () => {
  const long = { seat: 'x'.repeat(300) }
  assert.deepEqual(load(asValues(long)), long)
  assert.equal(asValues(long).split('\n').length, 1)
})

it('has a line for each key', () => assert.equal(asValues({ a: null, b: { c: 1 } }), 'a: null\nb: {c: 1}'))
