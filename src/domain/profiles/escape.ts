import { hash } from 'node:crypto'

/**
 * A user's name as part of an object's name, as escapism writes it: small letters and digits stay, every other byte of
 * UTF-8 becomes `-` and its two hexadecimal digits, so that no two names become one. `ada@example.org` →
 * `ada-40example-2eorg`
 */
export function escapeUser(user: string): string {
  let escaped = ''
  for (const byte of new TextEncoder().encode(user)) {
    const char = String.fromCharCode(byte)
    escaped += /[a-z0-9]/.test(char) ? char : `-${byte.toString(16).padStart(2, '0')}`
  }
  return escaped
}

/**
 * What stands for the rest of a name that is cut. In an escaped name a dash is always followed by a hexadecimal digit: `-h`
 * is in none, so that nobody's whole name is somebody else's cut one. Among cut ones SHA-256 keeps them apart.
 */
const restOf = (name: string, digits: number): string => `--h${hash('sha256', name).slice(0, digits)}`

/** With twenty characters before it, it is still a DNS label. */
const LONGEST_PART = 40

/**
 * The same for templates, which put it into names of their own: at most 40 characters, a letter or a digit first. A cut
 * name has its dashes at one place, and one that begins with a sign has them behind the `u`.
 */
export function userPart(user: string): string {
  const escaped = escapeUser(user)
  return shortened(escaped.startsWith('-') ? `u-${escaped}` : escaped, LONGEST_PART)
}

const LONGEST_LABEL = 63

/** So much of the hash goes into a name, beside what people read. */
const DIGITS = 24

/** A name at most so long: what is cut off stands in it as a hash. @param longest in characters, more than 27 */
export function shortened(name: string, longest: number): string {
  if (name.length <= longest) return name
  const rest = restOf(name, DIGITS)
  return `${name.slice(0, longest - rest.length).replace(/[-.]+$/, '')}${rest}`
}

/** Of a label nobody makes names: there is room for more of the hash. */
const DIGITS_OF_LABEL = 40

/** The same as a label's value, which must not be longer than 63 characters nor begin with a dash: else with a hash. */
export function userLabel(user: string): string {
  const escaped = escapeUser(user)
  if (escaped.length <= LONGEST_LABEL && !escaped.startsWith('-')) return escaped
  const rest = restOf(user, DIGITS_OF_LABEL)
  return `u${escaped.slice(0, LONGEST_LABEL - rest.length - 1)}${rest}`
}
