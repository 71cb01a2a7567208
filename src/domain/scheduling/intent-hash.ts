import { compare } from '../order.ts'
import { oncePerObject } from '../remembered.ts'

const PRIME_LOW = 0x1b3
const TWO_32 = 2 ** 32

/** A short fingerprint of a plain JSON value, whatever the order of its keys. (FNV-1a, 64 bits; not for secrets.) */
export const intentHash = (value: unknown): string =>
  typeof value === 'object' && value !== null ? hashOfObject(value) : hash(value)

/** Every decision asks. */
const hashOfObject = oncePerObject(hash)

function hash(value: unknown): string {
  // Two halves of 32 bits: BigInt takes ten times as long.
  let [high, low] = [0xcbf29ce4, 0x84222325]
  const text = canonical(value)
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.codePointAt(at) ?? 0
    if (unit > 0xffff) at += 1
    const mixed = (low ^ unit) >>> 0
    low = (mixed * PRIME_LOW) >>> 0
    high = (high * PRIME_LOW + ((mixed << 8) >>> 0) + (mixed * PRIME_LOW - low) / TWO_32) >>> 0
  }
  return [high, low].map((half) => half.toString(16).padStart(8, '0')).join('')
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  return `{${entries
    .toSorted(([a], [b]) => compare(a, b))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
    .join(',')}}`
}
