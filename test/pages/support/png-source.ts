/**
 * What a picture was taken of, kept in the picture itself: a text of PNG (W3C, PNG 3rd edition, 11.3.3.2), which viewers pass
 * over. So that a picture of what has changed since is found on any machine, whatever its fonts make of it.
 */
import { crc32 } from 'node:zlib'

const KEYWORD = 'Source'
const SIGNATURE_BYTES = 8
/** Length, type, and the check after it. */
const [LENGTH, TYPE, CHECK] = [4, 4, 4]

/** @returns the picture with the text, before its end */
export function withSource(png: Buffer, source: string): Buffer {
  const end = png.length - (LENGTH + TYPE + CHECK)
  return Buffer.concat([
    png.subarray(0, end),
    chunk('tEXt', Buffer.from(`${KEYWORD}\0${source}`, 'latin1')),
    png.subarray(end),
  ])
}

/** @returns undefined for a picture that was taken in another way */
export function sourceOf(png: Buffer): string | undefined {
  for (let at = SIGNATURE_BYTES; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const from = at + LENGTH + TYPE
    const [keyword, text] = png.toString('latin1', from, from + length).split('\0')
    if (png.toString('latin1', at + LENGTH, from) === 'tEXt' && keyword === KEYWORD) return text
    at = from + length + CHECK
  }
  return undefined
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const numbers = Buffer.alloc(LENGTH + CHECK)
  numbers.writeUInt32BE(data.length, 0)
  numbers.writeUInt32BE(crc32(body), LENGTH)
  return Buffer.concat([numbers.subarray(0, LENGTH), body, numbers.subarray(LENGTH)])
}
