import { z } from 'zod'

/**
 * The paths of keys that a schema does not know, at any depth: a typo in `resources` must not pass in silence.
 * @param value already accepted by the schema, which is loose
 */
export function unknownKeys(schema: z.ZodType, value: unknown, path: readonly string[] = []): string[] {
  const bare = unwrapped(schema)
  if (typeof value !== 'object' || value === null) return []
  if (bare instanceof z.ZodArray)
    return entriesOf(value).flatMap(([at, item]) => unknownKeys(bare.element as z.ZodType, item, [...path, at]))
  if (bare instanceof z.ZodRecord)
    return entriesOf(value).flatMap(([key, item]) => unknownKeys(bare.valueType as z.ZodType, item, [...path, key]))
  if (!(bare instanceof z.ZodObject)) return []
  const shape = bare.shape as Readonly<Record<string, z.ZodType>>
  return entriesOf(value).flatMap(([key, item]) => {
    const known = shape[key]
    return known ? unknownKeys(known, item, [...path, key]) : [[...path, key].join('.')]
  })
}

const entriesOf = (value: object): [string, unknown][] => Object.entries(value)

function unwrapped(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable
    ? unwrapped(schema.unwrap() as z.ZodType)
    : schema
}
