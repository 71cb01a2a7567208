import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { earliest } from '../../src/domain/earliest.ts'

describe('the earliest of several instants', () => {
  it('is the least', () => assert.deepEqual(earliest([undefined, 7, 3, Number.POSITIVE_INFINITY]), { revisitAt: 3 }))
  it('is not there where none is', () => {
    assert.deepEqual(earliest([]), {})
    assert.deepEqual(earliest([undefined, Number.POSITIVE_INFINITY]), {})
  })
})
