import { MAX_BYTES } from './fetched.ts'
import type { Answer } from './http.ts'

/** Thrown as soon as more has come than any calendar has; the rest is not read. */
export class TooLarge extends Error {}

/** The whole body, unpacked, piece by piece, so that one that is too large is cut off and never held. */
export async function body(answer: Answer, heard: () => void): Promise<Uint8Array> {
  if (Number(answer.headers.get('content-length') ?? 0) > MAX_BYTES) {
    await answer.body?.[Symbol.asyncIterator]().return?.()
    throw new TooLarge()
  }
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of answer.body ?? []) {
    heard()
    length += piece.length
    // Leaving the loop cancels the stream, and with it the request.
    if (length > MAX_BYTES) throw new TooLarge()
    pieces.push(piece)
  }
  return Buffer.concat(pieces, length)
}
