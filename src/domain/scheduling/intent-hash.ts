import { fingerprint } from '../fingerprint.ts'
import { compare } from '../order.ts'
import { oncePerObject } from '../remembered.ts'

/** A short fingerprint of a plain JSON value, whatever the order of its keys. */
export const intentHash = (value: unknown): string =>
  typeof value === 'object' && value !== null ? hashOfObject(value) : hash(value)

const hash = (value: unknown): string => fingerprint(canonical(value))

/** Every decision asks. */
const hashOfObject = oncePerObject(hash)

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  return `{${entries
    .toSorted(([a], [b]) => compare(a, b))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
    .join(',')}}`
}
