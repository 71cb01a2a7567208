import { IANAZone } from 'luxon'
import { DAY_MS, MINUTE_MS } from '../../duration.ts'

/** A time zone: how far its wall clock is ahead of UTC at an instant. */
export interface Zone {
  readonly name: string
  /** Milliseconds east of Greenwich at an instant in epoch ms. */
  offsetMs(epochMs: number): number
}

export const fixedZone = (name: string, offsetMs: number): Zone => ({ name, offsetMs: () => offsetMs })

export const UTC: Zone = fixedZone('UTC', 0)

/** What the wall shows at an instant. */
export const toWall = (zone: Zone, epochMs: number): number => epochMs + zone.offsetMs(epochMs)

/**
 * The instant at which the wall shows a time (RFC 5545 §3.3.5): the first of two when clocks are set back; when
 * they are set forward over it, the one that the offset before the gap gives.
 */
export function toInstant(zone: Zone, wallMs: number): number {
  if (zone === UTC) return wallMs
  const before = zone.offsetMs(wallMs - DAY_MS)
  const after = zone.offsetMs(wallMs + DAY_MS)
  if (before === after) return wallMs - before
  const [first, second] = [wallMs - Math.max(before, after), wallMs - Math.min(before, after)]
  if (zone.offsetMs(first) === wallMs - first) return first
  if (zone.offsetMs(second) === wallMs - second) return second
  return wallMs - before
}

const CHUNK_MS = 7 * DAY_MS
/** Twenty years. */
const MAX_CHUNKS = 1000

/** What a clock is ahead of UTC in one week of time: it is set once at most. */
interface Chunk {
  readonly before: number
  readonly changeMs: number
  readonly after: number
}

/** Asks a slow `offsetAt` twice a week of time instead of once a question, and searches the instant of a change once. */
export function rememberingZone(name: string, offsetAt: (epochMs: number) => number): Zone {
  const chunks = new Map<number, Chunk>()
  const chunkOf = (index: number): Chunk => {
    let [low, high] = [index * CHUNK_MS, (index + 1) * CHUNK_MS - 1]
    const [before, after] = [offsetAt(low), offsetAt(high)]
    while (before !== after && high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (offsetAt(middle) === before) low = middle
      else high = middle
    }
    const chunk = { before, changeMs: high, after }
    if (chunks.size >= MAX_CHUNKS) chunks.clear()
    chunks.set(index, chunk)
    return chunk
  }
  return {
    name,
    offsetMs: (epochMs) => {
      const index = Math.floor(epochMs / CHUNK_MS)
      const { before, changeMs, after } = chunks.get(index) ?? chunkOf(index)
      return epochMs < changeMs ? before : after
    },
  }
}

/** By name in small letters, and by the name that it stands for: as many as there are names, however they are written. */
const known = new Map<string, Zone>([['utc', UTC]])
const clocks = new Map<string, Zone>()

/** @returns the zone of an IANA name (in any case, `Etc/GMT+5` and links too), or undefined */
export function ianaZone(name: string): Zone | undefined {
  const key = name.toLowerCase()
  const found = known.get(key)
  if (found) return found
  const resolved = name.length > LONGEST_NAME || !/^[A-Za-z]/.test(name) ? undefined : resolvedName(name)
  if (resolved === undefined) return undefined
  // Two names of one zone, `US/Pacific` and `America/Los_Angeles`, share what is remembered of it.
  const clock = clocks.get(resolved) ?? clockOf(resolved)
  clocks.set(resolved, clock)
  const zone = { name, offsetMs: clock.offsetMs }
  known.set(key, zone)
  return zone
}

const LONGEST_NAME = 64

function resolvedName(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}

function clockOf(name: string): Zone {
  const iana = IANAZone.create(name)
  return rememberingZone(name, (epochMs) => Math.round(iana.offset(epochMs) * MINUTE_MS))
}
