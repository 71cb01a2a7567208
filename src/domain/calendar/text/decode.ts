/**
 * The text of an ICS file's bytes. UTF-8 (RFC 5545 §3.1.4) unless a byte order mark or the server says otherwise;
 * exporters that fold in the middle of a character are unfolded first, and stray bytes become U+FFFD. Never throws.
 * @param charset as a Content-Type names it
 */
export function decodeCalendar(bytes: Uint8Array, charset?: string): string {
  const named =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined
  const label = named ?? charset ?? 'utf-8'
  return decode(bytes, label, true) ?? decode(unfolded(bytes), label, false) ?? new TextDecoder().decode(bytes)
}

function decode(bytes: Uint8Array, label: string, fatal: boolean): string | undefined {
  try {
    return new TextDecoder(label, { fatal }).decode(bytes)
  } catch {
    return undefined
  }
}

const [TAB, LF, CR, SPACE] = [9, 10, 13, 32]

function unfolded(bytes: Uint8Array): Uint8Array {
  const rest = new Uint8Array(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; at++) {
    const end = bytes[at] === CR && bytes[at + 1] === LF ? at + 1 : at
    const next = bytes[end + 1]
    if (bytes[end] === LF && (next === SPACE || next === TAB)) at = end + 1
    else rest[length++] = bytes[at] ?? 0
  }
  return rest.subarray(0, length)
}
