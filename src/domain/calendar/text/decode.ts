import { runThrough, type Steps } from './steps.ts'

/** So many bytes are looked at at once; then others get the floor. A usual calendar is one piece. */
const PIECE = 1024 * 1024

/**
 * The text of an ICS file's bytes. UTF-8 (RFC 5545 §3.1.4) unless a byte order mark or the server says otherwise;
 * exporters that fold in the middle of a character are unfolded first, and stray bytes become U+FFFD. Never throws.
 * @param charset as a Content-Type names it
 */
export const decodeCalendar = (bytes: Uint8Array, charset?: string): string => runThrough(decodeSteps(bytes, charset))

/** The same in steps of a few milliseconds. */
export function* decodeSteps(bytes: Uint8Array, charset?: string): Steps<string> {
  const named =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined
  const label = named ?? charset ?? 'utf-8'
  return (
    (yield* decode(bytes, label, true)) ??
    (yield* decode(yield* unfolded(bytes), label, false)) ??
    (yield* decode(bytes, 'utf-8', false)) ??
    ''
  )
}

function* decode(bytes: Uint8Array, label: string, fatal: boolean): Steps<string | undefined> {
  try {
    const decoder = new TextDecoder(label, { fatal })
    const pieces: string[] = []
    for (let from = 0; from + PIECE < bytes.length; from += PIECE) {
      pieces.push(decoder.decode(bytes.subarray(from, from + PIECE), { stream: true }))
      yield
    }
    const rest = decoder.decode(bytes.subarray(pieces.length * PIECE))
    return pieces.length === 0 ? rest : [...pieces, rest].join('')
  } catch {
    return undefined
  }
}

const [TAB, LF, CR, SPACE] = [9, 10, 13, 32]

function* unfolded(bytes: Uint8Array): Steps<Uint8Array> {
  const rest = new Uint8Array(bytes.length)
  let length = 0
  for (let from = 0; from < bytes.length; from += PIECE) {
    length = unfoldPiece(bytes, from, Math.min(from + PIECE, bytes.length), rest, length)
    yield
  }
  return rest.subarray(0, length)
}

/** @returns how long the rest is with what the piece leaves */
function unfoldPiece(bytes: Uint8Array, from: number, to: number, rest: Uint8Array, known: number): number {
  let length = known
  for (let at = from; at < to; at++) if (!isOfFold(bytes, at)) rest[length++] = bytes[at] ?? 0
  return length
}

/** Whether a byte is one of `CR LF SPACE`, `CR LF TAB`, or the same without CR. */
function isOfFold(bytes: Uint8Array, at: number): boolean {
  const byte = bytes[at]
  if (byte === CR) return bytes[at + 1] === LF && isBlank(bytes[at + 2])
  if (byte === LF) return isBlank(bytes[at + 1])
  return isBlank(byte) && bytes[at - 1] === LF
}

const isBlank = (byte: number | undefined): boolean => byte === SPACE || byte === TAB
