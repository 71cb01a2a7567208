import { CORE_SCHEMA, constructFromEvents, FAILSAFE_SCHEMA, mergeTag, nullCoreTag, parseEvents } from 'js-yaml'
import { given } from '../../given.ts'
import { yamlMistake } from '../../parsed.ts'
import type { Path } from '../path.ts'
import { Bomb, type Places, placesOf } from './places.ts'

/** A YAML document that an admin wrote. */
export interface Document extends Places {
  /**
   * Maps, lists, null, and of everything else the text as it was written: `users: [1234567]`, `value: 0755` and a tag
   * `3.10` mean what they look like. Whoever reads a field says what it is to be.
   */
  readonly value: unknown
  /** The same with YAML's own numbers and booleans, for what templates get. */
  readonly typed: unknown
  /** Keys that were left out, as they mean something else to JavaScript. */
  readonly forbidden: readonly Path[]
}

export type DocumentsReading =
  | { readonly at: 'read'; readonly documents: readonly Document[] }
  | { readonly at: 'refused'; readonly text: string; readonly line?: number }

/** With merge keys (`<<: *defaults`), which PyYAML reads too. */
const TEXTS = FAILSAFE_SCHEMA.withTags(nullCoreTag, mergeTag)
const TYPED = CORE_SCHEMA.withTags(mergeTag)

/** In characters, which is thousands of users and hundreds of profiles: all that is read, is read in one step. */
export const MAX_LENGTH = 256 * 1024
const MAX_VALUES = 10_000
/** One is read of profiles, and as many as `kubectl` writes of ConfigMaps. */
const MAX_DOCUMENTS = 1000
const MAX_DEPTH = 40
const MAX_ALIASES = 200

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

/** Reads YAML, or JSON, which is YAML too. Never throws. */
export function readDocuments(text: string): DocumentsReading {
  if (text.length > MAX_LENGTH)
    return refused(
      `is ${Math.ceil(text.length / 1024)} KiB long; at most ${MAX_LENGTH / 1024} KiB are read; split it into several ConfigMaps`,
    )
  const marks = (text.match(/^---/gm) ?? []).length
  if (marks > MAX_DOCUMENTS) return refused(`has ${marks} documents; at most ${MAX_DOCUMENTS} are read`)
  try {
    const events = parseEvents(text, { maxDepth: MAX_DEPTH })
    const places = placesOf(events, text, MAX_VALUES)
    const options = { source: text, maxAliases: MAX_ALIASES }
    const values = constructFromEvents(events, { ...options, schema: TEXTS })
    const typed = constructFromEvents(events, { ...options, schema: TYPED })
    return {
      at: 'read',
      documents: places.map((place, at): Document => {
        const forbidden: Path[] = []
        if (!hasForbidden(values[at])) return { ...place, value: values[at], typed: typed[at], forbidden }
        const value = withoutForbidden(values[at], [], forbidden)
        return { ...place, value, typed: withoutForbidden(typed[at], [], []), forbidden }
      }),
    }
  } catch (error) {
    return sayYamlError(error)
  }
}

const refused = (text: string, line?: number): DocumentsReading => ({
  at: 'refused',
  text,
  ...given({ line }),
})

function sayYamlError(error: unknown): DocumentsReading {
  if (error instanceof Bomb) return refused(`is refused: ${error.message}`, error.line)
  const { kind, line } = yamlMistake(error)
  return refused(`is not valid YAML: ${kind}`, line)
}

const hasForbidden = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).some(([key, inner]) => FORBIDDEN.has(key) || hasForbidden(inner))

function withoutForbidden(value: unknown, path: Path, forbidden: Path[]): unknown {
  if (Array.isArray(value)) return value.map((item, at) => withoutForbidden(item, [...path, at], forbidden))
  if (typeof value !== 'object' || value === null) return value
  const kept: [string, unknown][] = []
  for (const [key, inner] of Object.entries(value)) {
    if (FORBIDDEN.has(key)) forbidden.push([...path, key])
    else kept.push([key, withoutForbidden(inner, [...path, key], forbidden)])
  }
  return Object.fromEntries(kept)
}
