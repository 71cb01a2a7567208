import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { lines } from '../../../streams/watch/lines.ts'
import { fc } from '../../support/properties.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const split = (...chunks: readonly Uint8Array[]): string[] => {
  const splitter = lines()
  return chunks.flatMap((chunk) => splitter.push(chunk))
}

describe('lines', () => {
  it('gives each line once it is complete', () => {
    const splitter = lines()
    assert.deepEqual(splitter.push(bytes('a\nb')), ['a'])
    assert.deepEqual(splitter.push(bytes('')), [])
    assert.equal(splitter.isOpen, true)
    assert.deepEqual(splitter.push(bytes('c\nd\n')), ['bc', 'd'])
    assert.equal(splitter.isOpen, false)
    assert.deepEqual(splitter.push(bytes('cut off')), [])
    assert.equal(splitter.isOpen, true)
  })

  it('leaves out empty lines', () => assert.deepEqual(split(bytes('\n\na\n\r\n')), ['a']))

  it('does not split at U+2028, U+2029, U+0085 or a carriage return', () => {
    assert.deepEqual(split(bytes('{"a":"\u2028\u2029\u0085"}\r\n')), ['{"a":"\u2028\u2029\u0085"}\r'])
  })

  it('is given characters in pieces', () => {
    const whole = bytes('"é€😀"\n')
    assert.deepEqual(split(...Array.from(whole, (byte) => Uint8Array.of(byte))), ['"é€😀"'])
  })

  it('keeps no hold on the chunks, which the socket may use again', () => {
    const splitter = lines()
    const chunk = bytes('ab')
    splitter.push(chunk)
    chunk.fill(0)
    assert.deepEqual(splitter.push(bytes('c\n')), ['abc'])
  })

  it('takes a line of 8 MB in 4 kB chunks in one go', () => {
    const chunk = bytes('x'.repeat(4096))
    const all = split(...Array.from({ length: 2048 }, () => chunk), bytes('\n'))
    assert.equal(all[0]?.length, 4096 * 2048)
  })

  it('gives the same lines however the bytes are cut', () => {
    const text = fc.array(fc.string({ unit: 'grapheme' }).map((line) => line.replaceAll('\n', '')))
    fc.assert(
      fc.property(text, fc.infiniteStream(fc.integer({ min: 1, max: 9 })), (given, sizes) => {
        const all = bytes(given.map((line) => `${line}\n`).join(''))
        const chunks: Uint8Array[] = []
        for (let at = 0; at < all.length; ) {
          const size = sizes.next().value
          chunks.push(all.slice(at, at + size))
          at += size
        }
        assert.deepEqual(
          split(...chunks),
          given.filter((line) => line !== '' && line !== '\r'),
        )
      }),
    )
  })
})
