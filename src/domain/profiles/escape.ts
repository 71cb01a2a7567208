import { intentHash } from '../intent-hash.ts'

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

const LONGEST_LABEL = 63

/** The same as a label's value, which must not be longer than 63 characters nor begin with a dash: else with a hash. */
export function userLabel(user: string): string {
  const escaped = escapeUser(user)
  if (escaped.length <= LONGEST_LABEL && !escaped.startsWith('-')) return escaped
  const hash = intentHash(user)
  return `u${escaped.slice(0, LONGEST_LABEL - hash.length - 2)}-${hash}`
}
