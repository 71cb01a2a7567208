/** Sections of a WebAssembly module: https://webassembly.github.io/spec/core/binary/modules.html#memory-section */
const HEADER_BYTES = 8
const MEMORY_SECTION = 5
const HAS_MOST = 1

/**
 * The same module, whose memory grows to so many pages of 64 KiB and no further: what asks for more ends with a trap. The
 * limits of a thread are about JavaScript's heap, and say nothing of such a memory.
 * @throws Error when it has not exactly one memory, without a limit: then it is not what this was written for
 */
export function withMostPages(module: Uint8Array, pages: number): Uint8Array<ArrayBuffer> {
  for (let at = HEADER_BYTES; at < module.length; ) {
    const [size, start] = readNumber(module, at + 1)
    const end = start + size
    if (module[at] !== MEMORY_SECTION) at = end
    else return joined(module.subarray(0, at), limited(module.subarray(start, end), pages), module.subarray(end))
  }
  throw new Error('the WebAssembly module has no memory of its own')
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

function limited(section: Uint8Array, pages: number): Uint8Array {
  const [memories, flagsAt] = readNumber(section, 0)
  const [flags, leastAt] = readNumber(section, flagsAt)
  const [least] = readNumber(section, leastAt)
  if (memories !== 1 || flags !== 0) throw new Error('the memory of the WebAssembly module is another than expected')
  const content = [1, HAS_MOST, ...numberBytes(least), ...numberBytes(pages)]
  return Uint8Array.from([MEMORY_SECTION, ...numberBytes(content.length), ...content])
}

/** LEB128. @returns the number, and where what follows it begins */
function readNumber(bytes: Uint8Array, at: number): [number: number, next: number] {
  const byte = bytes[at] ?? 0
  if (byte < 128) return [byte, at + 1]
  const [rest, next] = readNumber(bytes, at + 1)
  return [rest * 128 + byte - 128, next]
}

const numberBytes = (number: number): number[] =>
  number < 128 ? [number] : [(number % 128) + 128, ...numberBytes(Math.floor(number / 128))]
