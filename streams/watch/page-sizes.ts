/**
 * How many objects to ask for in a page. A page is parsed in one go, which stalls everything else in the process: what it takes
 * goes by its bytes, and an object may have half a kilobyte, or fifteen (a node that knows fifty images).
 */
export interface PageSizes {
  readonly limit: () => number
  /** A page came. */
  readonly read: (objects: number, bytes: number) => void
}

/** About 10 ms of parsing on a machine of 2020, and twice that on a slow one. */
const BYTES = 1.5 * 1024 * 1024
/** The first page tells how large objects are. */
const FIRST = 100
/** However large they are: each page is a request. */
const LEAST = 10

/** @param most objects a page */
export function pageSizes(most: number): PageSizes {
  let limit = Math.min(FIRST, most)
  return {
    limit: () => limit,
    read: (objects, bytes) => {
      if (objects > 0) limit = Math.min(most, Math.max(LEAST, Math.floor((BYTES * objects) / bytes)))
    },
  }
}
