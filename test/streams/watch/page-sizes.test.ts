import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { pageSizes } from '../../../streams/watch/page-sizes.ts'

const KIB = 1024

/** The limit after a page of 100 objects, each so large. */
function after(bytesEach: number, most = 500): number {
  const sizes = pageSizes(most)
  sizes.read(100, 100 * bytesEach)
  return sizes.limit()
}

describe('objects a page', () => {
  it('begin few', () => assert.equal(pageSizes(500).limit(), 100))

  it('are as many as 1.5 MiB have', () => assert.equal(after(16 * KIB), 96))

  it('are never more than the most', () => {
    assert.equal(after(500), 500)
    assert.equal(pageSizes(2).limit(), 2)
    assert.equal(after(500, 2), 2)
  })

  it('are never so few that each is a request', () => assert.equal(after(1024 * KIB), 10))

  it('stay what they are after an empty page', () => {
    const sizes = pageSizes(500)
    sizes.read(0, 200)
    assert.equal(sizes.limit(), 100)
  })

  it('go by the last page', () => {
    const sizes = pageSizes(500)
    sizes.read(100, 100 * 16 * KIB)
    sizes.read(96, 96 * 8 * KIB)
    assert.equal(sizes.limit(), 192)
  })
})
