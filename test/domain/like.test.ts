import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isLike } from '../../src/domain/like.ts'
import { fc } from '../support/properties.ts'

describe('a pattern', () => {
  it('is the regular expression with `.*` for each star', () => {
    const patterns = fc.array(fc.constantFrom('a', 'b', '/', '*'), { maxLength: 8 }).map((parts) => parts.join(''))
    const texts = fc.array(fc.constantFrom('a', 'b', '/'), { maxLength: 8 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(patterns, texts, (pattern, one) =>
        assert.equal(isLike(pattern, one), new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(one)),
      ),
      { numRuns: 2000 },
    )
  })
  it('of many stars takes no time', () => {
    const started = process.cpuUsage().user
    assert.equal(isLike(`${'*a'.repeat(2000)}b`, 'a'.repeat(10_000)), false)
    assert.ok(process.cpuUsage().user - started < 1_000_000)
  })
})
