/**
 * Splits a byte stream into lines at 0x0A and nowhere else: chunks may end inside a line or inside a UTF-8 character,
 * and U+2028, which `readline` takes for a line's end, stays part of the line. Each byte is looked at and copied a
 * bounded number of times, however long the line and however many its chunks.
 */

export type Lines = {
  /** The lines that this chunk completes, without their end, empty ones left out. */
  push(chunk: Uint8Array): string[]
  /** Whether a line has begun and has no end yet. */
  readonly isOpen: boolean
}

const newline = 0x0a
const decoder = new TextDecoder()

export function lines(): Lines {
  let open: Uint8Array[] = [] // the chunks of the line that has no end yet
  const close = (last: Uint8Array): string => {
    const line = open.length === 0 ? last : Buffer.concat([...open, last])
    open = []
    return decoder.decode(line) // only ever whole lines: a character cannot be cut
  }
  return {
    get isOpen() {
      return open.length > 0
    },
    push(chunk) {
      const complete: string[] = []
      let start = 0
      for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
        const line = close(chunk.subarray(start, end))
        if (line !== '' && line !== '\r') complete.push(line)
        start = end + 1
      }
      if (start < chunk.length) open.push(chunk.slice(start)) // a copy: the chunk's buffer is the socket's
      return complete
    },
  }
}
