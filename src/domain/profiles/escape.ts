import { intentHash } from '../scheduling/intent-hash.ts'

/**
 * A user's name as part of an object's name, as escapism writes it: small letters and digits stay, every other byte of
 * UTF-8 becomes `-` and its hexadecimal digits. `ada@example.org` → `ada-40example-2eorg`
 */
export function escapeUser(user: string): string {
  let escaped = ''
  for (const byte of new TextEncoder().encode(user)) {
    const char = String.fromCharCode(byte)
    escaped += /[a-z0-9]/.test(char) ? char : `-${byte.toString(16)}`
  }
  return escaped
}

/** With twenty characters before it, it is still a DNS label. */
const LONGEST_PART = 40

/**
 * The same for templates, which put it into names of their own: at most 40 characters, a letter or a digit first. No
 * escaped name has two dashes in a row, so that what is made here is nobody else's name.
 */
export function userPart(user: string): string {
  const escaped = escapeUser(user)
  const begun = escaped.startsWith('-') ? `u-${escaped}` : escaped
  if (begun.length <= LONGEST_PART) return begun
  const hash = intentHash(user)
  return `${begun.slice(0, LONGEST_PART - hash.length - 2)}--${hash}`
}

const LONGEST_LABEL = 63

/** The same as a label's value, which must not be longer than 63 characters nor begin with a dash: else with a hash. */
export function userLabel(user: string): string {
  const escaped = escapeUser(user)
  if (escaped.length <= LONGEST_LABEL && !escaped.startsWith('-')) return escaped
  const hash = intentHash(user)
  return `u${escaped.slice(0, LONGEST_LABEL - hash.length - 2)}-${hash}`
}
