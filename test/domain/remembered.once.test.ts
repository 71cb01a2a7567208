import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { once } from '../../src/domain/remembered.ts'

describe('a value that is made once', () => {
  it('is not made before somebody asks', () => {
    once(() => assert.fail('nobody asked'))
  })
  it('is made for the first who asks, and is the same for the next', () => {
    let made = 0
    const value = once(() => ({ number: ++made }))
    assert.equal(value(), value())
    assert.equal(made, 1)
  })
  it('is made once though it is undefined', () => {
    let made = 0
    const value = once(() => {
      made++
      return undefined
    })
    assert.deepEqual([value(), value(), made], [undefined, undefined, 1])
  })
})
