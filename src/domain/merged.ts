/** Two records as one: what both have by a rule, what one has as it is. */
export function merged<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  by: (x: T, y: T) => T,
): Record<string, T> {
  const all: Record<string, T> = { ...a }
  for (const [key, value] of Object.entries(b)) {
    const own = a[key]
    all[key] = own === undefined ? value : by(own, value)
  }
  return all
}
