import leven from 'leven'

/** `1 node`, `2 nodes`. */
export const sayCount = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** Bytes as people compare them, rounded up: `704 KiB`. */
export const sayKibibytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} KiB`

/** What to say of a name that no pool has: the one that was probably meant, else all there are. */
export function sayNoPool(name: string, pools: Iterable<string>): string {
  const known = [...pools]
  const close = Math.max(2, Math.floor(name.length / 3))
  const distances = known.map((pool) => leven(pool, name, { maxDistance: close + 1 }))
  const nearest = known[distances.indexOf(Math.min(...distances))]
  if (Math.min(...distances) <= close) return `no pool \`${name}\`; did you mean \`${nearest}\`?`
  const all = known.map((pool) => `\`${pool}\``).join(', ')
  return `no pool \`${name}\`; ${known.length > 0 ? `the pools are ${all}` : 'no pool is configured'}`
}
