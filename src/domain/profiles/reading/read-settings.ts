import type { z } from 'zod'
import { given } from '../../given.ts'
import { isMap } from '../../parsed.ts'
import type { Toleration } from '../../scheduling/taint.ts'
import type { Path } from '../path.ts'
import { type Doubt, doubtfulAmounts, doubtfulTolerations } from './doubts.ts'
import { envVar } from './env-schema.ts'
import { envName, flag, sayUnknownKey, wholeNumber } from './fields.ts'
import { image } from './image-schema.ts'
import type { Notes } from './notes.ts'
import { nodeAffinity, toleration } from './placement-schema.ts'
import type { EnvVar, GivenImage, Service, Settings } from './profile.ts'
import { requirements } from './requirements-schema.ts'
import { service } from './service-schema.ts'
import { volume } from './volume-schema.ts'

export type RawMap = Readonly<Record<string, unknown>>

/** The keys that profiles and sizes share. */
export const SETTINGS = [
  ...['env', 'volumes', 'node_tolerations', 'node_affinity'],
  ...['resources', 'guaranteed', 'services', 'gpu', 'image'],
] as const

/** What a reader of one entry needs: where it is, and where to say what is wrong. */
export interface Reader {
  readonly path: Path
  readonly notes: Notes
  /** YAML's own types of a value, by its path. */
  readonly typedAt: (path: Path) => unknown
  /** Told where something stands that was read. */
  readonly stands: (read: object, path: Path) => void
}

/** Made once: to make a schema takes longer than to read by it. */
const gpuCount = wholeNumber(0, 1000)

/** Reads what a profile or a size gives. What is wrong is noted and left out; what stands beside it counts. */
export function readSettings(raw: RawMap, reader: Reader): Settings {
  const at = (key: string): Reader => ({ ...reader, path: [...reader.path, key] })
  const affinity = one(nodeAffinity, raw.node_affinity, at('node_affinity'))
  const gpu = one(gpuCount, raw.gpu, at('gpu'))
  const guaranteed = one(flag, raw.guaranteed, at('guaranteed'))
  const resources = one(requirements, raw.resources, at('resources'))
  if (resources) noteDoubts(doubtfulAmounts(raw.resources), at('resources'))
  return {
    env: readEnv(raw.env, at('env')),
    volumes: each(volume, raw.volumes, at('volumes')),
    tolerations: readTolerations(raw.node_tolerations, at('node_tolerations')),
    nodeAffinity: affinity ?? {},
    resources: resources ?? {},
    services: readServices(raw.services, at('services')),
    ...given({ gpu, guaranteed, image: readImage(raw.image, at('image')) }),
  }
}

function readImage(value: unknown, reader: Reader): GivenImage | undefined {
  const read = one(image, value, reader)
  if (read) reader.stands(read, reader.path)
  return read
}

/** One value by its schema. @returns undefined when there is none, or a wrong one, which is noted */
export function one<T>(schema: z.ZodType<T>, value: unknown, { path, notes }: Reader): T | undefined {
  if (value === undefined || value === null) return undefined
  const checked = schema.safeParse(withoutNulls(value))
  if (checked.success) return checked.data
  for (const issue of checked.error.issues) notes.error([...path, ...issue.path], sayIssue(issue))
  return undefined
}

/** The items of a list that are right; each that is not costs itself alone. */
export function each<T extends object>(schema: z.ZodType<T>, value: unknown, reader: Reader): T[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) {
    reader.notes.error(reader.path, 'must be a list; begin each item with `- `')
    return []
  }
  return value.flatMap((item, at) => {
    const place = { ...reader, path: [...reader.path, at] }
    if (item === null) place.notes.error(place.path, 'is empty; leave the dash out')
    const read = one(schema, item, place)
    if (read === undefined) return []
    reader.stands(read, place.path)
    return [read]
  })
}

export function readTolerations(value: unknown, reader: Reader): Toleration[] {
  noteDoubts(doubtfulTolerations(value), reader)
  return each(toleration, value, reader)
}

function noteDoubts(doubts: readonly Doubt[], { path, notes }: Reader): void {
  for (const doubt of doubts) notes.warning([...path, ...doubt.path], doubt.text)
}

/** Keys that mean nothing here. */
export function noteUnknownKeys(raw: RawMap, known: readonly string[], { path, notes }: Reader): void {
  for (const key of Object.keys(raw))
    if (!known.includes(key)) notes.error([...path, key], () => `${sayUnknownKey(key, known)}; it has no effect`)
}

/** A list as in a pod, or the plain map `{NAME: value}`. */
function readEnv(value: unknown, reader: Reader): EnvVar[] {
  if (!isMap(value)) return each(envVar, value, reader)
  return Object.entries(value).flatMap(([name, written]) => {
    const place = { ...reader, path: [...reader.path, name] }
    if (isMap(written) || Array.isArray(written)) {
      place.notes.error(place.path, 'must be a text; for `valueFrom` write a list of `- name: …`')
      return []
    }
    const known = one(envName, name, place)
    if (known === undefined) return []
    const read = { name: known, value: String(written ?? '') }
    reader.stands(read, place.path)
    return [read]
  })
}

function readServices(value: unknown, reader: Reader): Map<string, Service> {
  if (value === undefined || value === null) return new Map()
  if (!isMap(value)) {
    reader.notes.error(reader.path, 'must be a map of services by name')
    return new Map()
  }
  const services = Object.entries(value).flatMap(([name, written]) => {
    const read = readService(written, { ...reader, path: [...reader.path, name] })
    return read ? [[name, read] as const] : []
  })
  return new Map(services)
}

/** Its configuration keeps YAML's own types: a template says `true`, not the text. */
function readService(written: unknown, reader: Reader): Service | undefined {
  const read = one(service, written, reader)
  if (written === null) reader.notes.error(reader.path, 'is empty; write its `resources`')
  if (!read) return undefined
  const typed = reader.typedAt([...reader.path, 'configuration'])
  const made = isMap(typed) ? { ...read, configuration: typed } : read
  reader.stands(made, reader.path)
  return made
}

/** A key that was left empty is one that was left out. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (!isMap(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === null ? [] : [[key, withoutNulls(inner)]])),
  )
}

function sayIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => message).join('; ')
  return issue.message === 'Invalid input' ? 'is missing or of the wrong kind' : issue.message
}
