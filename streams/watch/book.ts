/**
 * What a watch knows of its resource: by namespace and name which uid is there and what we made of it. It turns what
 * the API says into what changed for us: an object made anew under its old name removes the older one, a DELETED that
 * is late removes nothing, and what `project` does not want is not there.
 *
 * While a list comes in, in pages or as a stream, the known items stay; the list replaces them when it is complete. An object
 * whose resourceVersion has not changed keeps its very item, so that `===` tells what a relist has changed.
 */
import type { RawObject, WireEvent } from './wire.ts'

type Entry<T> = { readonly uid: string; readonly resourceVersion: string; readonly item: T }

type Change<T> = { readonly type: 'applied' | 'deleted'; readonly uid: string; readonly item: T }

export type Book<T> = {
  /** Forgets what came of a list that could not be completed. */
  restartList(): void
  /** Projects at once, so that the page can be collected. */
  addPage(objects: readonly RawObject[]): void
  /** An event of a stream that is a list: what was there, in no order, and between that what has changed meanwhile. */
  addEvent(event: WireEvent): void
  /** @returns all items by uid; the caller's to keep */
  completeList(): ReadonlyMap<string, T>
  /** @returns the changes, in order: none for an object that is not ours, two for a namesake with another uid */
  hear(event: WireEvent): readonly Change<T>[]
}

/**
 * @param project undefined: not ours. When it throws, the object keeps its last known item, or stays out.
 * @param misprojected told of each such throw
 */
export function book<T>(
  project: (object: RawObject) => T | undefined,
  misprojected: (object: RawObject, error: unknown) => void,
): Book<T> {
  let known = new Map<string, Entry<T>>()
  let listed = new Map<string, Entry<T>>()

  const itemOf = (object: RawObject, previous: Entry<T> | undefined): T | undefined => {
    const { uid, resourceVersion } = object.metadata
    const same = previous?.uid === uid ? previous : undefined
    if (same?.resourceVersion === resourceVersion) return same.item
    try {
      return project(object)
    } catch (error) {
      misprojected(object, error)
      return same?.item
    }
  }
  const forget = (key: string, entry: Entry<T>): Change<T> => {
    known.delete(key)
    return { type: 'deleted', uid: entry.uid, item: entry.item }
  }

  const applied = (object: RawObject): Change<T>[] => {
    const { uid, resourceVersion } = object.metadata
    const key = keyOf(object)
    const previous = known.get(key)
    const item = itemOf(object, previous)
    const removed = previous && (previous.uid !== uid || item === undefined) ? [forget(key, previous)] : []
    if (item === undefined) return removed
    known.set(key, { uid, resourceVersion, item })
    return [...removed, { type: 'applied', uid, item }]
  }
  const deleted = (object: RawObject): Change<T>[] => {
    const key = keyOf(object)
    const previous = known.get(key)
    return previous?.uid === object.metadata.uid ? [forget(key, previous)] : []
  }
  const restartList = (): void => {
    listed = new Map()
  }
  const list = (object: RawObject): void => {
    const { uid, resourceVersion } = object.metadata
    const key = keyOf(object)
    const item = itemOf(object, listed.get(key) ?? known.get(key))
    if (item === undefined) listed.delete(key)
    else listed.set(key, { uid, resourceVersion, item })
  }
  const unlist = (object: RawObject): void => {
    const key = keyOf(object)
    if (listed.get(key)?.uid === object.metadata.uid) listed.delete(key)
  }

  return {
    restartList,
    addPage(objects) {
      for (const object of objects) list(object)
    },
    addEvent(event) {
      if (event.type === 'DELETED') unlist(event.object)
      else if (event.type !== 'BOOKMARK') list(event.object)
    },
    completeList() {
      known = listed
      restartList()
      const items = new Map<string, T>()
      for (const { uid, item } of known.values()) items.set(uid, item)
      return items
    },
    hear(event) {
      if (event.type === 'BOOKMARK') return []
      return event.type === 'DELETED' ? deleted(event.object) : applied(event.object)
    },
  }
}

const keyOf = ({ metadata: { namespace, name } }: RawObject): string =>
  namespace === undefined ? name : `${namespace}/${name}`
