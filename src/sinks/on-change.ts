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
