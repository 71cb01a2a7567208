import { z } from 'zod'
import { given } from '../given.ts'
import { parseJson } from '../parsed.ts'
import { UNITS } from './ask.ts'
import { type CalendarReading, mayAsk, type Occurrence } from './occurrence.ts'
import { sortedInSteps } from './text/sorted.ts'
import { runThrough, type Steps } from './text/steps.ts'

/** What is kept of a calendar for the case that it cannot be read after a restart. */
export interface StoredReading {
  /** When this was last known to be right. */
  readonly goodMs: number
  readonly reading: CalendarReading
}

/** By the id of the calendar. */
export type StoredReadings = ReadonlyMap<string, StoredReading>

const VERSION = 1

const asked = z.partialRecord(z.enum(UNITS), z.number())
/** Without its words: a calendar that is read again finds them again. */
const perhaps = z.object({
  pool: z.string(),
  line: z.string(),
  ask: asked.exactOptional(),
  otherwise: asked.exactOptional(),
})

const occurrence = z.object({
  uid: z.string(),
  summary: z.string(),
  startMs: z.number(),
  endMs: z.number(),
  originalMs: z.number().exactOptional(),
  allDay: z.boolean(),
  asks: z.record(z.string(), asked),
  perhaps: z.array(perhaps).exactOptional(),
  title: z.object({ ask: asked, pool: z.string().exactOptional() }).exactOptional(),
  leadTimeMs: z.union([z.number(), z.literal('auto')]).exactOptional(),
  trailTimeMs: z.number().exactOptional(),
  seats: z.record(z.string(), z.record(z.string(), z.number())).exactOptional(),
  classes: z.array(z.object({ name: z.string(), line: z.string(), isPlain: z.boolean() })).exactOptional(),
})
const calendar = z.object({
  goodMs: z.number(),
  fromMs: z.number(),
  toMs: z.number(),
  zone: z.string().exactOptional(),
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

/** The same, and what of it makes it worth to be kept: what counts when, whenever it was read. */
export interface StoredContent extends StoredText {
  readonly content: string
}

/** A text is no longer, whatever titles have; ten thousand usual occurrences take 3 MB. */
export const MOST_BYTES = 4 * 1024 * 1024
/** So many occurrences are written at once; then others get the floor. */
const PIECE = 256

/**
 * The readings as JSON, at most `most` occurrences of all calendars together: the nearest, and as many as are no more
 * than 4 MB. Only events that ask something are kept, and of problems nothing: a calendar that is read again finds
 * them again.
 */
export function readingsToJson(readings: StoredReadings, most = Number.POSITIVE_INFINITY): StoredText {
  const { content: _, ...stored } = runThrough(readingsToJsonSteps(readings, most))
  return stored
}

/** The same in steps of a few milliseconds. */
export function* readingsToJsonSteps(readings: StoredReadings, most = Number.POSITIVE_INFINITY): Steps<StoredContent> {
  const asking = yield* askingOf(readings)
  const kept: Written[] = []
  let bytes = 0
  let cutMs: number | undefined
  for (const [at, { id, one }] of asking.entries()) {
    const json = JSON.stringify(toPlain(one))
    bytes += new TextEncoder().encode(json).length
    if (at < most && bytes <= MOST_BYTES) kept.push({ id, startMs: one.startMs, json })
    else {
      cutMs = one.startMs
      break
    }
    if (at % PIECE === PIECE - 1) yield
  }
  while (kept.at(-1)?.startMs === cutMs && kept.length > 0) kept.pop()
  const byId = Map.groupBy(kept, ({ id }) => id)
  const written = [...readings].map(
    ([
      id,
      {
        goodMs,
        reading: { fromMs, toMs, zone },
      },
    ]) => {
      const occurrences = (byId.get(id) ?? []).map(({ json }) => json).join(',')
      const head = `${JSON.stringify(id)}:{"goodMs":${goodMs},"fromMs":${fromMs},"toMs":${toMs}${zone === undefined ? '' : `,"zone":${JSON.stringify(zone)}`}`
      return { id, occurrences, text: `${head},"occurrences":[${occurrences}]}` }
    },
  )
  const text = `{"version":${VERSION},"calendars":{${written.map((one) => one.text).join(',')}}}`
  const content = written.map(({ id, occurrences }) => `${JSON.stringify(id)} ${occurrences}`).join('\n')
  return { text, content, kept: kept.length, of: asking.length, ...(cutMs !== undefined && { cutMs }) }
}

interface Asking {
  readonly id: string
  readonly one: Occurrence
}
interface Written {
  readonly id: string
  readonly startMs: number
  readonly json: string
}

/** The occurrences of all that ask something, by their start. */
function* askingOf(readings: StoredReadings): Steps<Asking[]> {
  const asking: Asking[] = []
  for (const [id, { reading }] of readings) {
    for (const one of reading.occurrences) if (mayAsk(one.description)) asking.push({ id, one })
    yield
  }
  return yield* sortedInSteps(asking, (a, b) => a.one.startMs - b.one.startMs)
}

/** The other way. What this version does not understand is nothing. */
export function readingsFromJson(text: string): StoredReadings {
  const parsed = file.safeParse(parseJson(text))
  if (!parsed.success) return new Map()
  return new Map(
    Object.entries(parsed.data.calendars).map(([id, { goodMs, fromMs, toMs, occurrences, zone }]) => {
      const reading = { fromMs, toMs, occurrences: occurrences.map(fromPlain), problems: [], ...given({ zone }) }
      return [id, { goodMs, reading }] as const
    }),
  )
}

/** The keys in one order, so that the same occurrence is the same text. */
function toPlain(one: Occurrence): z.infer<typeof occurrence> {
  const { asks, leadTimeMs, trailTimeMs, title, classes, seats } = one.description
  const perhaps = (one.description.perhaps ?? []).flatMap(({ pool, line, ask, otherwise }) =>
    ask === undefined ? [] : [{ pool, line, ask, ...given({ otherwise: otherwise?.ask }) }],
  )
  return {
    uid: one.uid,
    summary: one.summary,
    startMs: one.startMs,
    endMs: one.endMs,
    ...(one.originalMs !== undefined && { originalMs: one.originalMs }),
    allDay: one.allDay,
    asks: Object.fromEntries(asks),
    ...(perhaps.length > 0 && { perhaps }),
    ...given({ title }),
    ...(leadTimeMs !== undefined && { leadTimeMs }),
    ...(trailTimeMs !== undefined && { trailTimeMs }),
    ...given({ seats: seats && Object.fromEntries(seats) }),
    ...given({ classes: classes && [...classes] }),
  }
}

function fromPlain(one: z.infer<typeof occurrence>): Occurrence {
  const { asks, leadTimeMs, trailTimeMs, perhaps, title, classes, seats, ...rest } = one
  const times = { ...(leadTimeMs !== undefined && { leadTimeMs }), ...(trailTimeMs !== undefined && { trailTimeMs }) }
  const said = perhaps?.map(({ otherwise, ...one }) => ({
    ...one,
    isEntry: false,
    ...(otherwise && { otherwise: { ask: otherwise } }),
  }))
  const more = {
    ...given({ perhaps: said }),
    ...given({ title, classes, seats: seats && new Map(Object.entries(seats)) }),
  }
  return { ...rest, description: { asks: new Map(Object.entries(asks)), problems: [], ...times, ...more } }
}
