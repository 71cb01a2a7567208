import { z } from 'zod'
import { DAY_MS, parseDuration } from '../../duration.ts'
import { type During, EARLY_MS } from '../../during.ts'
import { given } from '../../given.ts'
import { isMap } from '../../parsed.ts'
import { exactly, text } from './fields.ts'
import { one, type Reader } from './read-settings.ts'

const MOST_EARLY_MS = DAY_MS

const titles = z
  .array(text('the title of an event, such as "Midterm*"'), {
    error: 'must be the title of an event, such as "Midterm*", a list of titles, or a map with `events`',
  })
  .min(1, 'names no event; write its title, such as "Midterm*"')

const early = z
  .string({ error: 'must be a duration, such as 10m' })
  .transform((written) => parseDuration(written) ?? Number.NaN)
  .refine((ms) => ms <= MOST_EARLY_MS, 'must be a duration of at most a day, such as 10m')

const options = exactly('`events`, and if you like `pools` and `early`', {
  events: z.unknown().optional(),
  pools: z.array(text('the name of a pool'), { error: 'must be a list of pools; write `- NAME` for each' }).optional(),
  early: early.optional(),
})

/**
 * Reads `during: "Midterm*"`, a list of titles, or `{events, pools, early}`.
 * @returns undefined when it is none, which is noted
 */
export function readDuring(value: unknown, reader: Reader): During | undefined {
  if (!isMap(value)) {
    const read = one(titles, listed(value), reader)
    return read && { titles: read, pools: [], earlyMs: EARLY_MS }
  }
  const at = { ...reader, path: [...reader.path, 'events'] }
  const read = one(options, value, reader)
  if (read && read.events === undefined) reader.notes.error(at.path, 'is missing; write the title of an event')
  const events = read && one(titles, listed(read.events), at)
  return read && events && { titles: events, pools: [], earlyMs: EARLY_MS, ...ofOptions(read) }
}

const ofOptions = ({ pools, early: earlyMs }: z.infer<typeof options>) => given({ pools, earlyMs })

const listed = (value: unknown): unknown => (typeof value === 'string' ? [value] : value)
