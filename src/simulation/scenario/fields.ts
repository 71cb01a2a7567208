import { DateTime } from 'luxon'
import { z } from 'zod'
import { parseDuration } from '../../domain/duration.ts'
import { parseQuantity } from '../../domain/scheduling/quantity.ts'
import { parseResources } from '../../domain/scheduling/resources.ts'
import { exactly, type Spread } from '../cluster/spread.ts'

/** Building blocks of scenario files; each knows what would be right. */

export const duration = z
  .union([z.number(), z.string()])
  .refine((value) => parseDuration(value) !== undefined, 'not a duration; write seconds (90) or "4m", "1h30m"')
  .transform((value) => parseDuration(value) ?? 0)

const FORMS = 'write a duration ("4m"), {min: 3m, max: 6m}, {median: 4m, p90: 7m} or {mean: 45m}'

/** How long something takes, each time anew. */
export const spread = z.union(
  [
    duration.transform((ms): Spread => exactly(ms)),
    z.strictObject({ min: duration, max: duration }).transform(
      ({ min, max }): Spread => ({
        at: 'between',
        minMs: Math.min(min, max),
        maxMs: Math.max(min, max),
      }),
    ),
    z
      .strictObject({ median: duration, p90: duration })
      .refine(({ median, p90 }) => 0 < median && median <= p90)
      .transform(({ median, p90 }): Spread => ({ at: 'tailed', medianMs: median, p90Ms: p90 })),
    z.strictObject({ mean: duration }).transform(({ mean }): Spread => ({ at: 'memoryless', meanMs: mean })),
  ],
  { error: `not a stretch of time; ${FORMS}` },
)

const quantity = z
  .union([z.string(), z.number()])
  .refine((value) => (parseQuantity(value) ?? -1) >= 0, 'not a Kubernetes quantity; write "4Gi", "500m" or a number')

export const resources = z.record(z.string(), quantity).transform((list) => parseResources(list))

export const count = z.number().int('not a whole number').min(0, 'must not be negative').max(100_000)

/** Of one pool; Kubernetes itself is made for clusters of up to 5000. */
export const nodeCount = count.max(5000, 'more than 5000 nodes')

export const zone = z
  .string()
  .refine((name) => DateTime.fromMillis(0, { zone: name }).isValid, 'not a time zone; write "America/Los_Angeles"')

/** Read once the scenario's own start is known. */
export const moment = z
  .string()
  .refine(
    (text) => readMoment(text, 0, 'utc') !== undefined,
    'not a time; write "09:00" (on the first day), "2026-03-24 09:00" or "+90m" (after the start)',
  )

/** @param startMs of the scenario: its day is that of `09:00`. @returns epoch ms, or undefined when it is no time */
export function readMoment(text: string, startMs: number, timezone: string): number | undefined {
  const after = /^\+(.+)$/.exec(text)?.[1]
  if (after !== undefined) {
    const ms = parseDuration(after)
    return ms === undefined ? undefined : startMs + ms
  }
  const clock = /^(\d\d?):(\d\d)(?::(\d\d))?$/.exec(text)
  if (clock) {
    const [, hour = 0, minute = 0, second = 0] = clock.map((digits) => Number(digits ?? 0))
    // Luxon would go on into the next hour or day.
    if (hour > 23 || minute > 59 || second > 59) return undefined
    const at = DateTime.fromMillis(startMs, { zone: timezone }).startOf('day')
    const moment = at.set({ hour, minute, second })
    return moment.isValid ? moment.toMillis() : undefined
  }
  const moment = DateTime.fromISO(text.replace(/^(\d{4}-\d\d-\d\d) /, '$1T'), { zone: timezone })
  return moment.isValid && /^\d{4}-\d\d-\d\d/.test(text) ? moment.toMillis() : undefined
}
