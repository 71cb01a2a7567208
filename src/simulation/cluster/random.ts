/** Uniform in [0, 1). */
export type Random = () => number

/** Always the same numbers for the same seed. (T. Ettinger's mulberry32, public domain.) */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789'

/** The tail of a generated pod name, in the API server's alphabet (no vowels, so no words). */
export const suffix = (random: Random): string =>
  Array.from({ length: 5 }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]).join('')
