import { z } from 'zod'
import { nearest } from '../domain/say.ts'

/** Of whoever writes the values, at the top of them: a place for anchors. */
export const OWN_KEY = /^x-/

export interface UnknownKey {
  readonly path: string
  /** The key that was probably meant. */
  readonly meant?: string | undefined
}

/**
 * The keys that a schema does not know, at any depth: a typo in `resources` must not pass in silence.
 * @param value already accepted by the schema, which is loose
 */
export function unknownKeys(schema: z.ZodType, value: unknown, path: readonly string[] = []): UnknownKey[] {
  const bare = unwrapped(schema)
  if (typeof value !== 'object' || value === null) return []
  if (bare instanceof z.ZodUnion) {
    const taken = (bare.options as readonly z.ZodType[]).find((one) => one.safeParse(value).success)
    return taken ? unknownKeys(taken, value, path) : []
  }
  if (bare instanceof z.ZodArray)
    return entriesOf(value).flatMap(([at, item]) => unknownKeys(bare.element as z.ZodType, item, [...path, at]))
  if (bare instanceof z.ZodRecord)
    return entriesOf(value).flatMap(([key, item]) => unknownKeys(bare.valueType as z.ZodType, item, [...path, key]))
  if (!(bare instanceof z.ZodObject)) return []
  const shape = bare.shape as Readonly<Record<string, z.ZodType>>
  return entriesOf(value).flatMap(([key, item]) => {
    const known = shape[key]
    if (known) return unknownKeys(known, item, [...path, key])
    if (path.length === 0 && OWN_KEY.test(key)) return []
    return [{ path: [...path, key].join('.'), meant: nearest(key, Object.keys(shape)) }]
  })
}

const entriesOf = (value: object): [string, unknown][] => Object.entries(value)

function unwrapped(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable
    ? unwrapped(schema.unwrap() as z.ZodType)
    : schema
}
