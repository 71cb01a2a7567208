/** So many are told at once, where somebody tells how many more there are: who writes a calendar writes lines of our log. */
export const TOLD_AT_ONCE = 20

/** Tells of what is more than `TOLD_AT_ONCE`. */
export type More = (count: number) => void

/** Tells of what is new in a list and of what left it. */
export function onChange<T>(
  came: (item: T) => void,
  went: (item: T) => void,
  more: { readonly came?: More; readonly went?: More } = {},
) {
  let known = new Map<string, T>()
  return (items: readonly T[], keyOf: (item: T) => string) => {
    const now = new Map(items.map((item) => [keyOf(item), item]))
    tell(missing(now, known), came, more.came)
    tell(missing(known, now), went, more.went)
    known = now
  }
}

/** Tells of what was not in the list the last time. */
export function onNew<T>(
  keyOf: (item: T) => string,
  came: (item: T) => void,
  more?: More,
): (items: readonly T[]) => void {
  let known: ReadonlySet<string> = new Set()
  return (items) => {
    tell(
      items.filter((item) => !known.has(keyOf(item))),
      came,
      more,
    )
    known = new Set(items.map(keyOf))
  }
}

const missing = <T>(of: ReadonlyMap<string, T>, from: ReadonlyMap<string, T>): T[] =>
  [...of].flatMap(([key, item]) => (from.has(key) ? [] : [item]))

function tell<T>(items: readonly T[], one: (item: T) => void, more: More | undefined): void {
  const told = more ? items.slice(0, TOLD_AT_ONCE) : items
  for (const item of told) one(item)
  if (more && items.length > told.length) more(items.length - told.length)
}
