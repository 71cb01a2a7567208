/**
 * How much of the memory is stored: all of it nearly always, and of more than the state ConfigMap has room for what is worth
 * most. A memory that is refused for its size would be lost whole at the next restart.
 */
import { compare } from '../order.ts'
import type { Memory } from './memory.ts'
import { storedFrom } from './memory-json.ts'
import { type Piece, without } from './memory-pieces.ts'
import type { StoredMemory } from './memory-schema.ts'
import { LEAST_FIRST } from './memory-worth.ts'

/**
 * A ConfigMap takes 1 MiB, of which the config's copy may have `MOST_CONFIG_BYTES`. 5,000 nodes, 100 pools with all their
 * boots, 200 nodes that boot and a thousand open windows are 640 KiB.
 */
export const MOST_MEMORY_BYTES = 704 * 1024
export const MOST_CONFIG_BYTES = 256 * 1024

/** What is stored of a memory. */
export interface KeptMemory {
  /** JSON. */
  readonly text: string
  /** Of the whole memory as JSON, also where less is kept. */
  readonly bytes: number
  readonly mostBytes: number
  /** What is left out, in words: `1,200 older boots`; empty: nothing. */
  readonly cut: readonly string[]
  /** All of it, for when there is less room than that. */
  readonly stored: StoredMemory
}

/** The memory as it is stored: no longer than `mostBytes`, and the same for all who remember the same. */
export const keptMemory = (memory: Memory, mostBytes = MOST_MEMORY_BYTES): KeptMemory =>
  keptWithin(storedFrom(memory), mostBytes)

export function keptWithin(stored: StoredMemory, mostBytes: number): KeptMemory {
  const text = JSON.stringify(stored)
  const bytes = bytesOf(text)
  if (bytes <= mostBytes) return { text, bytes, mostBytes, cut: [], stored }
  return { ...cutTo(stored, mostBytes), bytes, mostBytes, stored }
}

/** Kind by kind, and counted anew after each: nothing of the next goes that need not. */
function cutTo(stored: StoredMemory, mostBytes: number): Pick<KeptMemory, 'text' | 'cut'> {
  const cut: string[] = []
  let left = stored
  let text = JSON.stringify(left)
  for (const { words, pieces } of LEAST_FIRST) {
    const over = bytesOf(text) - mostBytes
    if (over <= 0) break
    const gone = leastWorth(pieces(left), over)
    if (gone.size === 0) continue
    cut.push(`${gone.size} ${words[gone.size === 1 ? 0 : 1]}`)
    left = without(left, gone)
    text = JSON.stringify(left)
  }
  return { text, cut }
}

/** As many as have so many bytes together, or all. */
function leastWorth(pieces: readonly Piece[], bytes: number): ReadonlySet<string> {
  const gone = new Set<string>()
  let over = bytes
  for (const piece of pieces.toSorted(byWorth)) {
    if (over <= 0) break
    // Rather too little: the brackets are not gone with it, the comma may stay, and a character takes a byte at least.
    over -= JSON.stringify(piece.json).length - 2
    gone.add(piece.id)
  }
  return gone
}

const byWorth = (a: Piece, b: Piece) => a.order - b.order || compare(a.id, b.id)

const bytesOf = (text: string): number => new TextEncoder().encode(text).length
