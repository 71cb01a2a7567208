import { z } from 'zod'
import type { During } from '../../during.ts'
import { given } from '../../given.ts'
import { isMap } from '../../parsed.ts'
import { readDuring } from './during.ts'
import { nearest, text } from './fields.ts'
import { type GpuType, isDefaultSize, type Origin, type Profile, type Size } from './profile.ts'
import {
  noteUnknownKeys,
  one,
  type RawMap,
  type Reader,
  readSettings,
  readTolerations,
  SETTINGS,
} from './read-settings.ts'

const FILTERS = ['users', 'images'] as const
/** What is read wrong of these, or misspelt, says that nobody knows for whom the profile is. */
const FOR_WHOM = [...FILTERS, 'during']
const PROFILE_KEYS = ['name', ...FOR_WHOM, ...SETTINGS]

const profileName = z.string({ error: 'must be a text' })
const NAMES = { name: text('a name'), type: text('a type') }
const names = z.array(text('a name'), { error: 'must be a list; write `- NAME` for each' })

/**
 * Reads a profile. Where it cannot be known for whom it is, the whole profile is left out: without its `users` it would
 * give everybody what was meant for a few.
 */
export function readProfile(value: unknown, reader: Reader): Profile | undefined {
  const raw = mapOf(value, 'a profile', reader)
  if (!raw) return undefined
  const { notes, path } = reader
  const name = one(profileName, raw.name, { ...reader, path: [...path, 'name'] }) ?? ''
  const [users, images] = FILTERS.map((key) => namesOf(raw, key, reader))
  const typos = Object.keys(raw).filter((key) => !PROFILE_KEYS.includes(key) && nearest(key, FOR_WHOM) !== undefined)
  for (const key of typos)
    notes.error([...path, key], `no key \`${key}\` is known here; did you mean \`${nearest(key, FOR_WHOM)}\`?`)
  const during = duringOf(raw, reader)
  const isSlip = saysImageForNobody(raw, reader)
  if (!users || !images || during === 'wrong' || isSlip || typos.length > 0) {
    notes.error(path, `this profile is left out whole: it is not known for whom it is, or when`)
    return undefined
  }
  noteUnknownKeys(raw, [...PROFILE_KEYS, ...typos], reader)
  const settings = readSettings(raw, reader)
  const what = name ? `profile "${name}"` : `profile ${Number(path.at(-1)) + 1}`
  return { name, origin: originOf(what, reader), users, images, ...given({ during }), ...settings }
}

/** Sizes give what profiles give; the chosen one is merged last. */
export function readSize(value: unknown, reader: Reader): Size | undefined {
  const raw = mapOf(value, 'a size', reader)
  if (!raw) return undefined
  const name = nameOf(raw, 'name', reader)
  if (name === undefined) return undefined
  if (isDefaultSize(name)) {
    const text = `the size \`${name}\` is what the profiles themselves give; choose another name`
    reader.notes.error([...reader.path, 'name'], text)
    return undefined
  }
  noteUnknownKeys(raw, ['name', ...SETTINGS], reader)
  return { name, origin: originOf(`size "${name}"`, reader), ...readSettings(raw, reader) }
}

export function readGpuType(value: unknown, reader: Reader): GpuType | undefined {
  const raw = mapOf(value, 'a GPU type', reader)
  if (!raw) return undefined
  const type = nameOf(raw, 'type', reader)
  if (type === undefined) return undefined
  noteUnknownKeys(raw, ['type', 'node_tolerations'], reader)
  const tolerations = readTolerations(raw.node_tolerations, { ...reader, path: [...reader.path, 'node_tolerations'] })
  return { type, origin: originOf(`GPU type "${type}"`, reader), tolerations }
}

function mapOf(value: unknown, what: string, { path, notes }: Reader): RawMap | undefined {
  if (isMap(value)) return value
  notes.error(path, `must be a map, as ${what} is one: begin with \`- name: …\``)
  return undefined
}

function nameOf(raw: RawMap, key: keyof typeof NAMES, reader: Reader): string | undefined {
  const name = one(NAMES[key], raw[key], { ...reader, path: [...reader.path, key] })
  if (raw[key] === undefined || raw[key] === null) reader.notes.error(reader.path, `has no \`${key}\`; give it one`)
  return name
}

/** @returns undefined when they cannot be read */
function namesOf(raw: RawMap, key: 'users' | 'images', reader: Reader): string[] | undefined {
  const value = raw[key]
  if (value === undefined) return []
  const path = [...reader.path, key]
  if (value === null || (Array.isArray(value) && value.length === 0)) {
    reader.notes.warning(
      path,
      `names nobody, so that the profile counts for all ${key}; leave it out, or write \`["*"]\``,
    )
    return []
  }
  return one(names, value, { ...reader, path })
}

/**
 * Whether `image`, which a profile gives, was probably meant as `images`, for which it is: a profile for everybody, always, needs
 * none, as the hub itself has one.
 */
function saysImageForNobody(raw: RawMap, { path, notes }: Reader): boolean {
  if (!('image' in raw)) return false
  const isForSome = FOR_WHOM.some((key) => key in raw)
  if (isForSome && (raw.image === null || typeof raw.image === 'string')) return false
  notes.error(
    [...path, 'image'],
    isForSome
      ? 'is one image, such as `quay.io/hub/exam:2026-10`, which the profile gives; did you mean `images`?'
      : 'is what the profile gives, and nothing says when or to whom; did you mean `images`? For an exam write `during` too, for everybody `users: ["*"]`',
  )
  return true
}

/** Empty, it was meant to say something: a profile of an exam is for nobody on other days. */
function duringOf(raw: RawMap, reader: Reader): During | undefined | 'wrong' {
  if (!('during' in raw)) return undefined
  const at = { ...reader, path: [...reader.path, 'during'] }
  return readDuring(raw.during ?? [], at) ?? 'wrong'
}

function originOf(what: string, { path, notes }: Reader): Origin {
  const line = notes.lineOf(path)
  return { what, source: notes.source, ...given({ line }) }
}
