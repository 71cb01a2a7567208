/** Reads what the API sends for lists and watches, as far as the machine needs it. */
import { apiErrorFromStatus } from '../../src/kubernetes/errors.ts'
import { Malformed } from './failure.ts'

/** An object as the API sent it, of which only the metadata was checked. Items of a list lack `kind` and `apiVersion`. */
export type RawObject = {
  readonly metadata: {
    readonly name: string
    readonly namespace?: string
    readonly uid: string
    readonly resourceVersion: string
  }
}

export type Page = {
  readonly items: readonly RawObject[]
  readonly resourceVersion: string
  readonly continueToken?: string
}

export type WireEvent =
  | { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly resourceVersion: string; readonly object: RawObject }
  | {
      readonly type: 'BOOKMARK'
      readonly resourceVersion: string
      /** What was there when the watch was opened has all been sent. */
      readonly endsInitial: boolean
    }

/** @throws Malformed */
export function readPage(text: string): Page {
  const { items, metadata } = record(parse(text))
  const { continue: token } = record(metadata)
  const resourceVersion = versionOf(metadata)
  // Go writes a nil slice as null.
  if (items !== null && !Array.isArray(items)) throw new Malformed('a list without items')
  const objects = (items ?? []).map(objectOf)
  return typeof token === 'string' && token !== ''
    ? { items: objects, resourceVersion, continueToken: token }
    : { items: objects, resourceVersion }
}

/** @throws Malformed; ApiError for an ERROR event, which is how a watch that was accepted fails */
export function readEvent(line: string): WireEvent {
  const { type, object: given } = record(parse(line))
  switch (type) {
    case 'ADDED':
    case 'MODIFIED':
    case 'DELETED': {
      const object = objectOf(given)
      return { type, resourceVersion: object.metadata.resourceVersion, object }
    }
    case 'BOOKMARK': {
      const { metadata } = record(given)
      return { type, resourceVersion: versionOf(metadata), endsInitial: endsInitial(metadata) }
    }
    case 'ERROR':
      throw apiErrorFromStatus(given)
    default:
      throw new Malformed(`an event of the type ${JSON.stringify(type)}`)
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Malformed(`not JSON: ${error instanceof Error ? error.message : error}`)
  }
}

function objectOf(value: unknown): RawObject {
  const { name, uid, resourceVersion } = record(record(value).metadata)
  if (typeof name !== 'string' || typeof uid !== 'string' || typeof resourceVersion !== 'string') {
    throw new Malformed('an object without name, uid and resourceVersion')
  }
  return value as RawObject
}

/** As the API server marks it: https://kubernetes.io/docs/reference/using-api/api-concepts/#streaming-lists */
const INITIAL_EVENTS_END = 'k8s.io/initial-events-end'

function endsInitial(metadata: unknown): boolean {
  const { annotations = {} } = record(metadata)
  return record(annotations)[INITIAL_EVENTS_END] === 'true'
}

function versionOf(metadata: unknown): string {
  const { resourceVersion } = record(metadata)
  if (typeof resourceVersion !== 'string' || resourceVersion === '') throw new Malformed('no resourceVersion')
  return resourceVersion
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new Malformed('a value where an object was due')
  return value as Record<string, unknown>
}
