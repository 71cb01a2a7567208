import leven from 'leven'

/** `1 node`, `2 nodes`. */
export const sayCount = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** The name that was probably meant; undefined: none is close. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const close = Math.max(2, Math.floor(name.length / 3))
  const distances = known.map((one) => leven(one, name, { maxDistance: close + 1 }))
  const least = Math.min(...distances)
  return least <= close ? known[distances.indexOf(least)] : undefined
}

/** What to say of a name that no pool has: the one that was probably meant, else all there are. */
export function sayNoPool(name: string, pools: Iterable<string>): string {
  const known = [...pools]
  const meant = nearest(name, known)
  if (meant !== undefined) return `no pool \`${name}\`; did you mean \`${meant}\`?`
  const all = known.map((pool) => `\`${pool}\``).join(', ')
  return `no pool \`${name}\`; ${known.length > 0 ? `the pools are ${all}` : 'no pool is configured'}`
}
