import assert from 'node:assert/strict'
import { it } from 'node:test'
import { sourceOf, withSource } from './png-source.ts'

/** One transparent pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

it('a picture says what it was taken of, and is the same picture', () => {
  const signed = withSource(PIXEL, 'abc123')
  assert.equal(sourceOf(signed), 'abc123')
  assert.deepEqual(signed.subarray(0, PIXEL.length - 12), PIXEL.subarray(0, -12))
  assert.deepEqual(signed.subarray(-12), PIXEL.subarray(-12), 'its end is its end')
})

it('one that was taken in another way says nothing', () => assert.equal(sourceOf(PIXEL), undefined))
