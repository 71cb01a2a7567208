/** The beginning of a text that takes at most so many bytes as UTF-8, cut between two characters. */
export function cutToBytes(text: string, most: number): string {
  // No unit of a string takes more than three, and the longest text takes no more time than what is kept of it.
  if (text.length * 3 <= most) return text
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(most))
  return text.slice(0, read)
}

/** So many bytes of an Event's note the API server takes, though it speaks of characters. */
export const LONGEST_NOTE = 1024
