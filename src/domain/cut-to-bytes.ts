/** The beginning of a text that takes at most so many bytes as UTF-8, cut between two characters. */
export function cutToBytes(text: string, most: number): string {
  const bytes = new TextEncoder().encode(text)
  if (bytes.length <= most) return text
  let end = most
  while (end > 0 && isInside(bytes[end])) end -= 1
  return new TextDecoder().decode(bytes.subarray(0, end))
}

/** Whether the byte goes on with a character that began before it. */
const isInside = (byte = 0): boolean => (byte & 0xc0) === 0x80

/** So many bytes of an Event's note the API server takes, though it speaks of characters. */
export const LONGEST_NOTE = 1024
