import { z } from 'zod'
import * as classField from './class-fields.ts'
import * as field from './fields.ts'

/** `calendars` and `schedule` of the values. */

/**
 * Where a calendar is. The schemes of `streams/calendar/address.ts`; never quoted, as whoever has an address reads the
 * calendar. The empty text is none at all.
 */
export const address = z
  .string()
  .refine(
    (text) => /^\s*($|(https?|webcals?|file):\/\/|\/[^/]|\.\.?\/)/i.test(text),
    'has no scheme that is read; write https:// in front (webcal://, http://), and of a file file:///a/path, /a/path or ./a/path',
  )

const secret = z.looseObject({
  name: z.string().min(1).describe('A Secret in the namespace of the release.'),
  key: z.string().nullish().describe('The key in it; "calendarUrl" unless said.'),
})

const auth = z.looseObject({
  type: z.enum(['basic', 'bearer']).describe('What the server wants: user name and password, or a token.'),
  secretName: z.string().min(1).describe('A Secret in the namespace of the release.'),
  usernameKey: z.string().nullish().describe('For basic: the key of the user name; "username" unless said.'),
  passwordKey: z.string().nullish().describe('For basic: the key of the password; "password" unless said.'),
  tokenKey: z.string().nullish().describe('For bearer: the key of the token; "token" unless said.'),
})

const calendar = z.looseObject({
  name: z.string().nullish().describe('How messages call it.'),
  url: address.nullish().describe('Its address, as for calendarUrl.'),
  secret: secret.nullish().describe('A Secret that holds the address, instead of url.'),
  auth: auth.nullish().describe('What its server wants to see, from a Secret.'),
  timezone: field.timezone.nullish().describe('For its events that name no zone; unset: calendarTimezone.'),
  refresh: field.duration.nullish().describe('How often it is asked; unset: calendarRefresh.'),
  pools: z.array(z.string()).nullish().describe('The pools that its events may ask for; unset: all.'),
  who: classField.who.describe('Whom its events mean that do not say: one of classes.'),
})

const amount = { type: 'integer', minimum: 0, maximum: 100_000 }

/** Judged as an event's description is (`readSeat`), with the same words. */
const seat = z.unknown().meta({ type: 'object', properties: { memory: {}, cpu: {} } })

/** Judged as an event's line in a calendar is (`askOf`), with the same words; helm and editors see its form. */
const ask = z.unknown().meta({
  ...amount,
  type: ['integer', 'object'],
  properties: { students: amount, seats: amount, nodes: amount, seat: { type: 'object' } },
  additionalProperties: false,
  minProperties: 1,
})

const event = z.looseObject({
  name: z.string().min(1, 'is empty').describe('Its title in messages.'),
  start: z.string().describe('2026-03-24T09:00, or 2026-03-24 for whole days.'),
  end: z.string().nullish().describe('When it ends; of whole days the first that does not count any more.'),
  duration: field.duration.nullish().describe('How long it lasts, instead of end.'),
  rrule: z.string().nullish().describe('When it repeats, as in iCal: FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261211.'),
  timezone: field.timezone.nullish().describe('Of start and end; unset: calendarTimezone, else UTC.'),
  exdates: z.array(z.string()).nullish().describe('Starts, or days, on which it does not take place.'),
  leadTime: field.durationOrAuto.nullish().describe('How long before its start it counts.'),
  trailTime: field.duration.nullish().describe('How long after its end it counts.'),
  who: classField.who.describe('Whom it means: one of classes.'),
  seat: seat
    .nullish()
    .describe('What one of its people needs, of all its pools: {memory: 8Gi, cpu: 2}; a pool may say its own.'),
  pools: z.record(z.string(), ask).describe('What it asks of each pool: user: {students: 350}, or lab: {seats: 40}.'),
})

export const allowPrivate = z
  .union([z.boolean(), z.array(z.string().min(1, 'is empty'))])
  .nullish()
  .describe(
    'Hosts of calendars that may be on a private network: names, or patterns such as `*.uni.example`; true: any. All others are read from public addresses only.',
  )
export const calendars = z.array(calendar)
export const schedule = z.array(event)
export type CalendarValues = z.infer<typeof calendar>
export type EventValues = z.infer<typeof event>
