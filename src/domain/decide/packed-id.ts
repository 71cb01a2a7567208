/**
 * Ids as the stored memory has them. A UUID is 36 characters for 16 bytes, and there are thousands of them: written in the 64
 * characters of base64url, two for each three hex digits, it takes 23. Whatever is no UUID stays as it is.
 */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
/** None of the alphabet's: what begins with it is packed, or began with it itself and has one more. */
const MARK = '~'
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const PACKED = /^~[\w-]{22}$/

/** All three hex digits that there are, and the two letters that each becomes. Ten thousand ids are written at a time. */
const triples = Array.from({ length: 4096 }, (_, number) => number.toString(16).padStart(3, '0'))
const pairOf = new Map(
  triples.map((digits, number) => [digits, `${ALPHABET[number >> 6]}${ALPHABET[number & 63]}`] as const),
)
const tripleOf = new Map([...pairOf].map(([digits, letters]) => [letters, digits] as const))

export function packId(id: string): string {
  if (id.startsWith(MARK)) return `${MARK}${id}`
  if (!UUID.test(id)) return id
  // 32 digits and one more make eleven times three.
  const digits = `0${id.slice(0, 8)}${id.slice(9, 13)}${id.slice(14, 18)}${id.slice(19, 23)}${id.slice(24)}`
  let packed = MARK
  for (let at = 0; at < digits.length; at += 3) packed += pairOf.get(digits.slice(at, at + 3)) ?? ''
  return packed
}

/** The inverse of `packId`. What was never packed stands for nothing, and gives something. */
export function unpackId(packed: string): string {
  if (!packed.startsWith(MARK)) return packed
  if (!PACKED.test(packed)) return packed.slice(MARK.length)
  let digits = ''
  for (let at = MARK.length; at < packed.length; at += 2) digits += tripleOf.get(packed.slice(at, at + 2)) ?? ''
  return [digits.slice(1, 9), digits.slice(9, 13), digits.slice(13, 17), digits.slice(17, 21), digits.slice(21)].join(
    '-',
  )
}
