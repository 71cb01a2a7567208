/** Tells of what is new in a list and of what left it. */
export function onChange<T>(came: (item: T) => void, went: (item: T) => void) {
  let known = new Map<string, T>()
  return (items: readonly T[], keyOf: (item: T) => string) => {
    const now = new Map(items.map((item) => [keyOf(item), item]))
    for (const [key, item] of now) if (!known.has(key)) came(item)
    for (const [key, item] of known) if (!now.has(key)) went(item)
    known = now
  }
}

/** Tells of what was not in the list the last time. */
export function onNew<T>(keyOf: (item: T) => string, came: (item: T) => void): (items: readonly T[]) => void {
  let known: ReadonlySet<string> = new Set()
  return (items) => {
    for (const item of items) if (!known.has(keyOf(item))) came(item)
    known = new Set(items.map(keyOf))
  }
}
