import leven from 'leven'

/** What steers a terminal, or turns the direction of a text: who writes into a calendar would write over a log. */
const STEERING = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu

/** A text of somebody else's in which each such character is a space. */
export const sayPlainly = (text: string): string => text.replaceAll(STEERING, ' ')

/** `1 node`, `2 nodes`. */
export const sayCount = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** Bytes as people compare them, rounded up: `704 KiB`. */
export const sayKibibytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} KiB`

/** More names than these help nobody, and nobody misspells a longer one. */
const MOST_NAMED = 20
const LONGEST_NAME = 100

/** Names for people, the first of very many. */
export const sayNames = (names: readonly string[]): string =>
  names.length <= MOST_NAMED
    ? names.join(', ')
    : `${names.slice(0, MOST_NAMED).join(', ')} and ${names.length - MOST_NAMED} more`

/** What to say of a name that no pool has: the one that was probably meant, else those there are. */
export function sayNoPool(name: string, pools: Iterable<string>): string {
  const known = [...pools]
  const meant = nearest(name, known)
  if (meant !== undefined) return `no pool \`${name}\`; did you mean \`${meant}\`?`
  const all = sayNames(known.map((pool) => `\`${pool}\``))
  return `no pool \`${name}\`; ${known.length > 0 ? `the pools are ${all}` : 'no pool is configured'}`
}

/** The same of a class. */
export function sayNoClass(name: string, classes: Iterable<string>): string {
  const known = [...classes]
  const meant = nearest(name, known)
  if (meant !== undefined) return `no class \`${name}\`; did you mean \`${meant}\`?`
  const all = sayNames(known.map((one) => `\`${one}\``))
  return `no class \`${name}\`; ${known.length > 0 ? `the classes are ${all}` : 'there are no `classes` in the values'}`
}

/** Whether a name that no pool has is one, but for a slip: shorter than half of it. */
export const isNearPool = (name: string, pools: Iterable<string>): boolean => {
  const meant = nearest(name, [...pools])
  return meant !== undefined && leven(meant, name) * 2 < name.length
}

/** The name that was probably meant; undefined: none is close. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (name.length > LONGEST_NAME) return undefined
  const close = Math.max(2, Math.floor(name.length / 3))
  const distances = known.map((pool) => leven(pool, name, { maxDistance: close + 1 }))
  const least = distances.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  return least <= close ? known[distances.indexOf(least)] : undefined
}
