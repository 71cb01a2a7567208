import leven from 'leven'

/** `1 node`, `2 nodes`. */
export const sayCount = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** What to say of a name that no pool has: the one that was probably meant, else all there are. */
export function sayNoPool(name: string, pools: Iterable<string>): string {
  const known = [...pools]
  const nearest = nearestPool(name, known)
  if (nearest !== undefined) return `no pool \`${name}\`; did you mean \`${nearest}\`?`
  const all = known.map((pool) => `\`${pool}\``).join(', ')
  return `no pool \`${name}\`; ${known.length > 0 ? `the pools are ${all}` : 'no pool is configured'}`
}

/** The pool whose name differs by a slip or two. */
function nearestPool(name: string, known: readonly string[]): string | undefined {
  const close = Math.max(2, Math.floor(name.length / 3))
  const distances = known.map((pool) => leven(pool, name, { maxDistance: close + 1 }))
  const least = Math.min(...distances)
  return least <= close ? known[distances.indexOf(least)] : undefined
}

/** Whether a name that no pool has is one, but for a slip: shorter than half of it. */
export const isNearPool = (name: string, pools: Iterable<string>): boolean => {
  const nearest = nearestPool(name, [...pools])
  return nearest !== undefined && leven(nearest, name) * 2 < name.length
}
