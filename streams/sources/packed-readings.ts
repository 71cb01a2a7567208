import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import {
  readingsFromJson,
  readingsToJsonSteps,
  type StoredContent,
  type StoredReadings,
  type StoredText,
} from '../../src/domain/calendar/calendar-store.ts'
import type { Steps } from '../../src/domain/calendar/text/steps.ts'

/** Readings as a Secret holds them: JSON, packed. The bytes are counted before anybody is asked to keep them. */
export interface Packed {
  readonly base64: string
  readonly text: StoredText
  /** Tells whether other readings say the same. */
  readonly print: string
}

const [zip, unzip] = [promisify(gzip), promisify(gunzip)]

/** Four times what is written. */
const MAX_UNPACKED = { maxOutputLength: 16 * 1024 * 1024 }

/** What cannot be read is nothing. */
export async function unpackReadings(base64: string): Promise<StoredReadings> {
  try {
    return readingsFromJson((await unzip(Buffer.from(base64, 'base64'), MAX_UNPACKED)).toString())
  } catch {
    return new Map()
  }
}

/**
 * Packs as many readings as fit, the nearest first.
 * @param before what is kept until now, or its print
 * @param inTurns does work that comes in steps, and lets others have the floor in between
 * @returns undefined when they say the same as before
 */
export async function packReadings(
  readings: StoredReadings,
  before: StoredReadings | string,
  maxBytes: number,
  inTurns: <T>(work: () => Steps<T>) => Promise<T>,
): Promise<Packed | undefined> {
  const { all, kept } = await inTurns(() => contentsOf(readings, before))
  const print = printOf(all)
  if (print === (typeof before === 'string' ? before : kept && printOf(kept))) return undefined
  let text: StoredText = all
  let bytes = await zip(text.text)
  while (bytes.length > maxBytes && text.kept > 0) {
    const most = Math.floor(text.kept * Math.min(0.9, maxBytes / bytes.length))
    text = await inTurns(() => readingsToJsonSteps(readings, most))
    bytes = await zip(text.text)
  }
  return { base64: bytes.toString('base64'), text, print }
}

function* contentsOf(
  readings: StoredReadings,
  before: StoredReadings | string,
): Steps<{ readonly all: StoredContent; readonly kept?: StoredContent }> {
  const all = yield* readingsToJsonSteps(readings)
  return typeof before === 'string' ? { all } : { all, kept: yield* readingsToJsonSteps(before) }
}

/** What makes a write worth it: what counts when, not when it was read. */
const printOf = ({ content }: StoredContent): string => createHash('sha256').update(content).digest('base64')
