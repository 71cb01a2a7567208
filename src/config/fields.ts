import { z } from 'zod'
import { parseDuration } from '../domain/duration.ts'
import { parseQuantity } from '../domain/quantity.ts'
import { parseSelector } from '../domain/selector.ts'

/** Building blocks of the values schema; each knows what would be right. A key left empty in YAML is `null`: unset. */

export const text = z.string()

/** Seconds or text with a unit; in the parsed values milliseconds come from `durationMs`. */
export const duration = z
  .union([z.number().min(0), z.string()])
  .refine(
    (value) => parseDuration(value) !== undefined,
    'not a duration; write seconds (600) or a text with a unit ("10m", "24h")',
  )

export const leadTime = z
  .union([z.literal('auto'), z.number().min(0), z.string()])
  .refine(
    (value) => value === 'auto' || parseDuration(value) !== undefined,
    'not a duration; write "auto", seconds or "10m"',
  )

/** A share of a node: 0 to 1. 1 to 100 is read as percent, with a warning: an old README showed it so. */
export const threshold = z.number().min(0).max(100)

export const count = z.number().int('not a whole number').min(0, 'must not be negative').max(10_000)

export const labels = z.record(z.string(), z.string())

const quantity = z
  .union([z.string(), z.number()])
  .refine((value) => parseQuantity(value) !== undefined, 'not a Kubernetes quantity; write "4Gi", "500m" or a number')

export const resourceList = z.record(z.string(), quantity)

export const containerResources = z.looseObject({
  requests: resourceList.nullish(),
  limits: resourceList.nullish(),
})

export const toleration = z.looseObject({
  key: z.string().optional(),
  operator: z.enum(['Exists', 'Equal']).optional(),
  value: z.string().optional(),
  effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']).optional(),
  tolerationSeconds: z.number().optional(),
})

export const labelSelector = z
  .string()
  .refine((value) => parseSelector(value) !== undefined, 'not a label selector; write "key=value,other=value"')

export const timezone = z
  .string()
  .refine(isZone, 'not a time zone; write an IANA name such as "America/Los_Angeles" or "Europe/Zurich"')

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
