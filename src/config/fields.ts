import { z } from 'zod'
import { parseDuration } from '../domain/duration.ts'
import { parseQuantity } from '../domain/scheduling/quantity.ts'
import { parseSelector } from '../domain/scheduling/selector.ts'

/** Building blocks of the values schema; each knows what would be right. A key left empty in YAML is `null`: unset. */

export const text = z.string()

/**
 * Rough forms for the JSON Schema, so that helm and editors refuse what the controller would refuse. helm shows them to a
 * person whose value does not match: they are to be read.
 */
const PATTERN = {
  duration: '^([0-9.]+ *(ms|s|m|h|d|w)? *)+$|^P',
  number: '^([0-9]+|[0-9]*\\.[0-9]+)$',
  quantity: '^[+-]?[0-9.]+([eE][+-]?[0-9]+|[KMGTPE]i|[numkMGTPE])?$',
}

/** Seconds or text with a unit; in the parsed values milliseconds come from `durationMs`. */
export const duration = z
  .union([z.number().min(0), z.string().meta({ pattern: PATTERN.duration })])
  .refine(
    (value) => parseDuration(value) !== undefined,
    'not a duration; write seconds (600) or a text with a unit ("10m", "24h")',
  )

export const durationOrAuto = z
  .union([z.number().min(0), z.string().meta({ pattern: `^auto$|${PATTERN.duration}` })])
  .refine(
    (value) => value === 'auto' || parseDuration(value) !== undefined,
    'not a duration; write "auto", seconds or "10m"',
  )

/**
 * A share of a node: 0 to 1. 1 to 100 is read as percent, with a warning: an old README showed it so.
 * A text is a number too: helm's `--set cpuThreshold=0.3` makes one of every number with a point.
 */
export const threshold = z
  .union([z.number().meta({ minimum: 0, maximum: 100 }), z.string().meta({ pattern: PATTERN.number })])
  .refine(isShare, 'not a share of a node; write a number from 0 to 1, such as 0.2 for 20 %')

function isShare(value: number | string): boolean {
  const isNumber = typeof value === 'number' || new RegExp(PATTERN.number).test(value)
  return isNumber && Number(value) >= 0 && Number(value) <= 100
}

/** The same where percent was never written: 0 to 1, and a larger number is a mistake. */
export const share = z
  .union([z.number().meta({ minimum: 0, maximum: 1 }), z.string().meta({ pattern: PATTERN.number })])
  .refine(
    (value) => isShare(value) && Number(value) <= 1,
    'not a share; write a number from 0 to 1, such as 0.85 for 85 %',
  )

const NO_LIST = 'not a list; write [a, b] or "a:b"'
/** Keys or names: a list, or a text with `:` between them. */
export const keys = z.union([z.array(z.string(), NO_LIST), z.string(NO_LIST)])

export const count = z.number().int('not a whole number').min(0, 'must not be negative').max(10_000)

const NO_COUNT = 'not a whole number from 0 to 10000; write one, or "auto"'
/** A count, or what follows from what was learned. */
export const mostPlaceholders = z
  .union([count, z.string().meta({ pattern: '^auto$' })], NO_COUNT)
  .refine((value) => typeof value === 'number' || value === 'auto', NO_COUNT)
  .nullish()
  .describe(
    'Never more placeholders than this; "auto": as many as fit on twice the nodes that users ever filled, on 100 at least.',
  )

export const labels = z.record(z.string(), z.string())

const quantity = z
  .union([z.string().meta({ pattern: PATTERN.quantity }), z.number()])
  .refine((value) => (parseQuantity(value) ?? -1) >= 0, 'not a Kubernetes quantity; write "4Gi", "500m" or a number')

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

/** It becomes a part of paths of the API. `*` stands for all, where all can be meant. */
export const namespaces = z.array(
  z
    .string()
    .regex(
      /^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?|\*)$/,
      'not the name of a namespace; it has small letters, digits and `-`, at most 63',
    ),
)

export const podsOf = z.looseObject({
  labelSelector: labelSelector.nullish(),
  namespaces: namespaces.nullish(),
})

/** The empty text is no zone at all. */
export const timezone = z
  .string()
  .refine(
    (name) => name === '' || isZone(name),
    'not a time zone; write an IANA name such as "America/Los_Angeles" or "Europe/Zurich"',
  )

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

const NO_USER = 'not a user id other than root\'s; write one, or "cluster" for whom the cluster chooses'
/** A user id, or the word for the cluster's choice: helm drops a null before the program sees it. */
export const runAsUser = z
  .union([z.number().int().positive(), z.string().meta({ pattern: '^cluster$' })], NO_USER)
  .refine((value) => typeof value === 'number' || value === 'cluster', NO_USER)
