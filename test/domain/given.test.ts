import assert from 'node:assert/strict'
import { it } from 'node:test'
import { given } from '../../src/domain/given.ts'
import { fc } from '../support/properties.ts'

interface Size {
  readonly name: string
  readonly cpu?: number
  readonly memory?: number
}

it('what is undefined is left out', () => {
  const [cpu, memory]: readonly number[] = [2]
  const size: Size = { name: 'small', ...given({ cpu, memory }) }
  assert.deepEqual(size, { name: 'small', cpu: 2 })
  assert.deepEqual(Object.keys(size), ['name', 'cpu'])
})

it('a key that cannot be undefined stays required, and the others become optional', () => {
  const [cpu]: readonly number[] = [1]
  const size: Size = given({ name: 'small', cpu })
  assert.deepEqual(size, { name: 'small', cpu: 1 })
})

it('null, false, 0, NaN and an empty text are given', () => {
  const values = { a: null, b: false, c: 0, d: Number.NaN, e: '' }
  assert.deepEqual(given(values), values)
})

it('what is undefined does not take away what was there before', () => {
  const [cpu]: readonly number[] = []
  assert.deepEqual({ ...{ name: 'small', cpu: 4 }, ...given({ cpu }) }, { name: 'small', cpu: 4 })
})

it('it is a copy, with the keys in their order and without those that are undefined', () => {
  const anything = fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.option(fc.anything(), { nil: undefined }), {
    noNullPrototype: true,
  })
  fc.assert(
    fc.property(anything, (values) => {
      const before = { ...values }
      const made = given(values)
      assert.notEqual(made, values)
      assert.deepEqual(values, before)
      assert.deepEqual(
        Object.entries(made),
        Object.entries(values).filter(([, value]) => value !== undefined),
      )
    }),
  )
})
