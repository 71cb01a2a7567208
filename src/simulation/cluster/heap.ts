/** A priority queue: the least first. (A binary heap.) */
export interface Heap<T> {
  readonly size: () => number
  readonly first: () => T | undefined
  readonly push: (item: T) => void
  readonly pop: () => T | undefined
}

/** @param isBefore a strict total order: no two items are equal */
export function createHeap<T>(isBefore: (a: T, b: T) => boolean): Heap<T> {
  const items: T[] = []
  const goesBefore = (a: number, b: number) => isBefore(items[a] as T, items[b] as T)
  const swap = (a: number, b: number) => {
    const item = items[a] as T
    items[a] = items[b] as T
    items[b] = item
  }
  const rise = (at: number) => {
    for (let child = at; child > 0; ) {
      const parent = (child - 1) >> 1
      if (!goesBefore(child, parent)) return
      swap(child, parent)
      child = parent
    }
  }
  const sink = () => {
    for (let parent = 0; ; ) {
      let least = parent
      for (const child of [2 * parent + 1, 2 * parent + 2])
        if (child < items.length && goesBefore(child, least)) least = child
      if (least === parent) return
      swap(parent, least)
      parent = least
    }
  }
  return {
    size: () => items.length,
    first: () => items[0],
    push: (item) => {
      items.push(item)
      rise(items.length - 1)
    },
    pop: () => {
      const [first] = items
      const last = items.pop()
      if (items.length > 0 && last !== undefined) {
        items[0] = last
        sink()
      }
      return first
    },
  }
}
