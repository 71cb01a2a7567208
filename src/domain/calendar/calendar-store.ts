import { z } from 'zod'
import { parseJson } from '../parsed.ts'
import { UNITS } from './ask.ts'
import type { CalendarReading, Occurrence } from './occurrence.ts'

/** What is kept of a calendar for the case that it cannot be read after a restart. */
export interface StoredReading {
  /** When this was last known to be right. */
  readonly goodMs: number
  readonly reading: CalendarReading
}

/** By the id of the calendar. */
export type StoredReadings = ReadonlyMap<string, StoredReading>

const VERSION = 1

const occurrence = z.object({
  uid: z.string(),
  summary: z.string(),
  startMs: z.number(),
  endMs: z.number(),
  originalMs: z.number().exactOptional(),
  allDay: z.boolean(),
  asks: z.record(z.string(), z.partialRecord(z.enum(UNITS), z.number())),
  leadTimeMs: z.union([z.number(), z.literal('auto')]).exactOptional(),
  trailTimeMs: z.number().exactOptional(),
})
const calendar = z.object({
  goodMs: z.number(),
  fromMs: z.number(),
  toMs: z.number(),
  occurrences: z.array(occurrence),
})
const file = z.object({ version: z.literal(VERSION), calendars: z.record(z.string(), calendar) })

/** How many occurrences a text holds, of how many there were. */
export interface StoredText {
  readonly text: string
  readonly kept: number
  readonly of: number
  /** The first start that is left out. */
  readonly cutMs?: number
}

/**
 * The readings as JSON, at most `most` occurrences of all calendars together: the nearest. Only events that ask
 * something are kept, and of problems nothing: a calendar that is read again finds them again.
 */
export function readingsToJson(readings: StoredReadings, most = Number.POSITIVE_INFINITY): StoredText {
  const asking = (reading: CalendarReading) =>
    reading.occurrences.filter(({ description }) => description.asks.size > 0)
  const starts = [...readings.values()].flatMap(({ reading }) => asking(reading).map(({ startMs }) => startMs))
  starts.sort((a, b) => a - b)
  const cutMs = starts[most]
  const calendars = [...readings].map(([id, { goodMs, reading }]) => {
    const occurrences = asking(reading).filter(({ startMs }) => cutMs === undefined || startMs < cutMs)
    return [id, { goodMs, fromMs: reading.fromMs, toMs: reading.toMs, occurrences: occurrences.map(toPlain) }] as const
  })
  const kept = calendars.reduce((sum, [, { occurrences }]) => sum + occurrences.length, 0)
  const text = JSON.stringify({ version: VERSION, calendars: Object.fromEntries(calendars) })
  return { text, kept, of: starts.length, ...(cutMs !== undefined && { cutMs }) }
}

/** The other way. What this version does not understand is nothing. */
export function readingsFromJson(text: string): StoredReadings {
  const parsed = file.safeParse(parseJson(text))
  if (!parsed.success) return new Map()
  return new Map(
    Object.entries(parsed.data.calendars).map(([id, { goodMs, fromMs, toMs, occurrences }]) => {
      const reading = { fromMs, toMs, occurrences: occurrences.map(fromPlain), problems: [] }
      return [id, { goodMs, reading }] as const
    }),
  )
}

/** The keys in one order, so that the same occurrence is the same text. */
function toPlain(one: Occurrence): z.infer<typeof occurrence> {
  const { asks, leadTimeMs, trailTimeMs } = one.description
  return {
    uid: one.uid,
    summary: one.summary,
    startMs: one.startMs,
    endMs: one.endMs,
    ...(one.originalMs !== undefined && { originalMs: one.originalMs }),
    allDay: one.allDay,
    asks: Object.fromEntries(asks),
    ...(leadTimeMs !== undefined && { leadTimeMs }),
    ...(trailTimeMs !== undefined && { trailTimeMs }),
  }
}

function fromPlain({ asks, leadTimeMs, trailTimeMs, ...rest }: z.infer<typeof occurrence>): Occurrence {
  const times = { ...(leadTimeMs !== undefined && { leadTimeMs }), ...(trailTimeMs !== undefined && { trailTimeMs }) }
  return { ...rest, description: { asks: new Map(Object.entries(asks)), problems: [], ...times } }
}
