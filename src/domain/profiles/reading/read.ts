import { given } from '../../given.ts'
import { isMap } from '../../parsed.ts'
import type { Path } from '../path.ts'
import { type Document, readDocuments } from './document.ts'
import { sayUnknownKey } from './fields.ts'
import { Notes, type ProfileProblem } from './notes.ts'
import { joinProfiles, NO_PROFILES, type ProfileSet } from './profile.ts'
import { readGpuType, readProfile, readSize } from './read-profile.ts'
import type { Reader } from './read-settings.ts'

/** What one source says. What is wrong in it is a problem, and costs itself alone. */
export interface ProfilesReading {
  readonly set: ProfileSet
  readonly problems: readonly ProfileProblem[]
  /** Of the variables, volumes and services of the set: for what is said of them after they were read. */
  readonly places: ReadonlyMap<object, Place>
}

export interface Place {
  readonly path: Path
  /** From 1; missing when it is unknown. */
  readonly line?: number
}

/** A source that gives no profiles. */
export const nothingIn = (notes: Notes): ProfilesReading => ({
  set: NO_PROFILES,
  problems: notes.all,
  places: new Map(),
})

const KEYS = ['profiles', 'sizes', 'gpuTypes', 'ui']

/**
 * Reads the YAML of one source. Never throws; a source that cannot be read gives no profiles and one problem.
 * @param source its name for people: `ConfigMap jupyter-singleuser-profiles`, `profiles.yaml`
 * @param firstLine the line of the source in which the text begins
 */
export function readProfiles(text: string, source: string, firstLine = 1): ProfilesReading {
  const reading = readDocuments(text)
  if (reading.at === 'refused') {
    const line = reading.line === undefined ? undefined : reading.line + firstLine - 1
    const notes = new Notes(source, () => line)
    notes.error([], reading.text)
    return nothingIn(notes)
  }
  const [document, ...more] = reading.documents
  const notes = new Notes(source, (path) => document && document.lineOf(path) + firstLine - 1)
  if (more.length > 0) notes.error([], `has ${more.length + 1} documents (\`---\`); only the first one is read`)
  if (!document || document.value === null) {
    notes.warning([], 'is empty')
    return nothingIn(notes)
  }
  return readDocument(document, notes)
}

/** The same of values that were read out of a file already, whose lines nobody knows. */
export function readProfileValues(values: object, source: string): ProfilesReading {
  const reading = readDocuments(JSON.stringify(values))
  const notes = new Notes(source)
  if (reading.at === 'refused') notes.error([], reading.text)
  const [document] = reading.at === 'read' ? reading.documents : []
  return document ? readDocument(document, notes) : nothingIn(notes)
}

function readDocument(document: Document, notes: Notes): ProfilesReading {
  const { value } = document
  if (!isMap(value)) {
    notes.error([], 'must be a map with `profiles:`, `sizes:` or `gpuTypes:`')
    return nothingIn(notes)
  }
  for (const path of document.forbidden) notes.error(path, 'this key is not allowed, and left out')
  for (const key of Object.keys(value))
    if (!KEYS.includes(key)) notes.error([key], () => `${sayUnknownKey(key, KEYS)}; it has no effect`)
  if (value.ui !== undefined)
    notes.warning(['ui'], 'is for the pages of the library that this replaces; it has no effect')
  const typedAt = (path: Path) => valueAt(document.typed, path)
  const places = new Map<object, Place>()
  const stands = (read: object, path: Path) => {
    places.set(read, { path, ...given({ line: notes.lineOf(path) }) })
  }
  const entries = <T>(key: string, read: (value: unknown, reader: Reader) => T | undefined): T[] => {
    const list = value[key] ?? []
    if (!Array.isArray(list)) {
      notes.error([key], 'must be a list; begin each item with `- `')
      return []
    }
    return list.flatMap((one, at) => read(one, { path: [key, at], notes, typedAt, stands }) ?? [])
  }
  const set = {
    profiles: entries('profiles', readProfile),
    sizes: entries('sizes', readSize),
    gpuTypes: entries('gpuTypes', readGpuType),
  }
  const joined = joinProfiles([set])
  for (const [key, all, kept] of [
    ['sizes', set.sizes, joined.sizes],
    ['gpuTypes', set.gpuTypes, joined.gpuTypes],
  ] as const)
    if (all.length > kept.length) notes.warning([key], 'names one of them twice; the last one counts')
  return { set: joined, problems: notes.all, places }
}

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, part) => (inner as Readonly<Record<PropertyKey, unknown>> | undefined)?.[part], value)
