/** Whether two JSON values are equal; the order of keys does not matter, a key that is undefined is none. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, at) => isSame(item, b[at]))
  const [x, y] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>]
  return (
    Object.keys(x).every((key) => isSame(x[key], y[key])) &&
    Object.keys(y).every((key) => key in x || y[key] === undefined)
  )
}
