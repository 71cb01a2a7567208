const PRIME_LOW = 0x1b3
const TWO_32 = 2 ** 32

/**
 * A short name for a text of any length: 16 hex digits, the same tomorrow and elsewhere. (FNV-1a, 64 bits: of a million texts
 * two share theirs once in thirty million tries. Not for secrets, nor where somebody gains by two that are the same.)
 */
export function fingerprint(text: string): string {
  // Two halves of 32 bits: BigInt takes ten times as long.
  let [high, low] = [0xcbf29ce4, 0x84222325]
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.codePointAt(at) ?? 0
    if (unit > 0xffff) at += 1
    const mixed = (low ^ unit) >>> 0
    low = (mixed * PRIME_LOW) >>> 0
    high = (high * PRIME_LOW + ((mixed << 8) >>> 0) + (mixed * PRIME_LOW - low) / TWO_32) >>> 0
  }
  return [high, low].map((half) => half.toString(16).padStart(8, '0')).join('')
}
