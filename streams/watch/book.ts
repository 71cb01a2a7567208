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

/** What was made of an object of a list that is not complete yet. */
export type Listed<T> = { readonly uid: string; readonly item: T }

type Change<T> = { readonly type: 'applied' | 'deleted'; readonly uid: string; readonly item: T }

export type Book<T> = {
  /** Forgets what came of a list that could not be completed. */
  restartList(): void
  /** Projects at once, so that the page can be collected. @returns what is ours of it */
  addPage(objects: readonly RawObject[]): readonly Listed<T>[]
  /**
   * An event of a stream that is a list: what was there, in no order, and between that what has changed meanwhile.
   * @returns what is ours of it; undefined for what goes
   */
  addEvent(event: WireEvent): Listed<T> | undefined
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
  let items = new Map<string, T>()

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
    items = new Map()
  }
  const unlist = (key: string, uid: string): void => {
    listed.delete(key)
    items.delete(uid)
  }
  const list = (object: RawObject): Listed<T> | undefined => {
    const { uid, resourceVersion } = object.metadata
    const key = keyOf(object)
    const before = listed.get(key)
    const item = itemOf(object, before ?? known.get(key))
    if (before && (before.uid !== uid || item === undefined)) unlist(key, before.uid)
    if (item === undefined) return undefined
    listed.set(key, { uid, resourceVersion, item })
    items.set(uid, item)
    return { uid, item }
  }

  return {
    restartList,
    addPage: (objects) => objects.map(list).filter((one) => one !== undefined),
    addEvent(event) {
      if (event.type === 'BOOKMARK') return undefined
      if (event.type !== 'DELETED') return list(event.object)
      const { uid } = event.object.metadata
      const key = keyOf(event.object)
      if (listed.get(key)?.uid === uid) unlist(key, uid)
      return undefined
    },
    completeList() {
      const complete = items
      known = listed
      restartList()
      return complete
    },
    hear(event) {
      if (event.type === 'BOOKMARK') return []
      return event.type === 'DELETED' ? deleted(event.object) : applied(event.object)
    },
  }
}

const keyOf = ({ metadata: { namespace, name } }: RawObject): string =>
  namespace === undefined ? name : `${namespace}/${name}`
