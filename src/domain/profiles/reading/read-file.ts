import { compare } from '../../order.ts'
import { isMap } from '../../parsed.ts'
import type { Path } from '../path.ts'
import { type Document, readDocuments } from './document.ts'
import { Notes } from './notes.ts'
import { joinProfiles } from './profile.ts'
import { nothingIn, type ProfilesReading, readProfiles } from './read.ts'

/** The key of a ConfigMap that holds profiles, and the name of the ConfigMap that is read first. */
export const PROFILES_KEY = 'jupyterhub-singleuser-profiles.yaml'
export const FIRST_CONFIG_MAP = 'jupyter-singleuser-profiles'

/** The order in which ConfigMaps count: `jupyter-singleuser-profiles` first, the others by name. */
export function bySourceOrder(a: string, b: string): number {
  const rank = (name: string) => `${name === FIRST_CONFIG_MAP ? 0 : 1} ${name}`
  return compare(rank(a), rank(b))
}

/** Several sources as one, in their order. */
export const joinReadings = (readings: readonly ProfilesReading[]): ProfilesReading => ({
  set: joinProfiles(readings.map(({ set }) => set)),
  problems: readings.flatMap(({ problems }) => problems),
  places: new Map(readings.flatMap(({ places }) => [...places])),
})

/** Why the ConfigMaps of a namespace do not count. */
export type WhyNot = (namespace: string) => string | undefined

/**
 * Reads a file of profiles, or of ConfigMaps that hold them (also as `kubectl get configmaps -o yaml` writes them).
 * @param whyNot asked for each ConfigMap that says where it is
 */
export function readProfileFile(text: string, file: string, whyNot: WhyNot = () => undefined): ProfilesReading {
  const reading = readDocuments(text)
  const objects = reading.at === 'read' ? reading.documents.flatMap(objectsOf) : []
  if (objects.length === 0) return readProfiles(text, file)
  return joinReadings(
    objects.toSorted((a, b) => bySourceOrder(a.name, b.name)).map((one) => readConfigMap(one, file, whyNot)),
  )
}

/** A Kubernetes object in a document, itself or as an item of a List. */
interface Found {
  readonly object: Readonly<Record<string, unknown>>
  readonly name: string
  readonly path: Path
  readonly document: Document
}

function objectsOf(document: Document): Found[] {
  const { value } = document
  if (!isMap(value) || typeof value.kind !== 'string') return []
  const items = Array.isArray(value.items) ? value.items : undefined
  const found = (object: unknown, path: Path): Found[] =>
    isMap(object) ? [{ object, path, document, name: nameOf(object) }] : []
  return items ? items.flatMap((item, at) => found(item, ['items', at])) : found(value, [])
}

function nameOf({ metadata }: Found['object'], key = 'name'): string {
  const name = isMap(metadata) ? metadata[key] : undefined
  return typeof name === 'string' ? name : ''
}

function readConfigMap({ object, name, path, document }: Found, file: string, whyNot: WhyNot): ProfilesReading {
  const notes = new Notes(file, (inner) => document.lineOf([...path, ...inner]))
  const text = isMap(object.data) ? object.data[PROFILES_KEY] : undefined
  const namespace = nameOf(object, 'namespace')
  const because = namespace === '' ? undefined : whyNot(namespace)
  if (because !== undefined) notes.warning([], `ConfigMap ${name} ${because}`)
  else if (object.kind !== 'ConfigMap')
    notes.error([], `is a ${String(object.kind)}; profiles are read out of ConfigMaps`)
  else if (typeof text !== 'string') notes.error([], `ConfigMap ${name} has no text at data[${PROFILES_KEY}]`)
  else {
    const firstLine = document.blockLineOf([...path, 'data', PROFILES_KEY])
    if (firstLine !== undefined) return readProfiles(text, file, firstLine)
    return readProfiles(text, `${file} (ConfigMap ${name}, ${PROFILES_KEY})`)
  }
  return nothingIn(notes)
}
