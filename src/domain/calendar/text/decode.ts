import { runThrough, type Steps } from './steps.ts'

/** So many bytes are looked at at once; then others get the floor. A usual calendar is one piece. */
const PIECE = 1024 * 1024

/**
 * The text of an ICS file's bytes. UTF-8 (RFC 5545 §3.1.4) unless its first bytes or the server say otherwise;
 * exporters that fold in the middle of a character are unfolded first, and stray bytes become U+FFFD. Never throws.
 * @param charset as a Content-Type names it
 */
export const decodeCalendar = (bytes: Uint8Array, charset?: string): string => runThrough(decodeSteps(bytes, charset))

/** The same in steps of a few milliseconds. */
export function* decodeSteps(bytes: Uint8Array, charset?: string): Steps<string> {
  const label = shownBy(bytes) ?? charset ?? 'utf-8'
  return (
    (yield* decode(bytes, label, true)) ??
    (yield* decode(yield* unfolded(bytes), label, false)) ??
    (yield* decode(bytes, 'utf-8', false)) ??
    ''
  )
}

/** By a byte order mark, or by its first two characters, which are ASCII in any calendar. Goes before the server's word. */
function shownBy([first, second, third, fourth]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first && !second && third && !fourth) return 'utf-16le'
  return !first && second && !third && fourth ? 'utf-16be' : undefined
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

/** Whether a byte is of a fold: line ends, single, doubled or of whatever kind, and the space or tab after them. */
function isOfFold(bytes: Uint8Array, at: number): boolean {
  const byte = bytes[at]
  if (isBlank(byte)) return isEnd(bytes[at - 1])
  if (!isEnd(byte)) return false
  let next = at + 1
  while (next < at + LONGEST_END && isEnd(bytes[next])) next++
  return isBlank(bytes[next])
}

/** `CR CR LF CR CR LF`; a look ahead has an end. */
const LONGEST_END = 6

const isEnd = (byte: number | undefined): boolean => byte === LF || byte === CR
const isBlank = (byte: number | undefined): boolean => byte === SPACE || byte === TAB
