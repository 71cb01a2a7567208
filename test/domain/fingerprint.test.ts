import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fingerprint } from '../../src/domain/fingerprint.ts'

describe('a fingerprint', () => {
  it('is 16 hex digits however long the text, those of FNV-1a', () => {
    // The test vectors of the algorithm's authors.
    assert.equal(fingerprint(''), 'cbf29ce484222325')
    assert.equal(fingerprint('a'), 'af63dc4c8601ec8c')
    assert.equal(fingerprint('foobar'), '85944171f73967e8')
    assert.match(fingerprint('ü'.repeat(10_000)), /^[0-9a-f]{16}$/)
  })
  it('is another for each of a hundred thousand names that differ little', () => {
    const names = Array.from({ length: 100_000 }, (_, n) => `user students exam-${n}@example.edu 1774342200000`)
    assert.equal(new Set(names.map(fingerprint)).size, names.length)
  })
})
