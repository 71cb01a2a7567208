/** The most of these, which come in the order of their instants, that fall into one stretch. */
export function mostWithin(stretchMs: number, items: readonly { readonly atMs: number }[]): number {
  let from = 0
  return items.reduce((most, { atMs }, index) => {
    while (atMs - (items[from]?.atMs ?? atMs) >= stretchMs) from += 1
    return Math.max(most, index - from + 1)
  }, 0)
}
