/** How a patch meets an object: JSON merge patch (RFC 7386), and server-side apply as far as one manager of lists without keys goes. */

type Json = Readonly<Record<string, unknown>>

/** null removes a key, a list replaces the list. */
export function merged(before: unknown, patch: unknown): object {
  const result: Record<string, unknown> = { ...(isMap(before) ? before : {}) }
  for (const [key, value] of Object.entries(patch as Json)) {
    if (value === null) delete result[key]
    else result[key] = isMap(value) ? merged(result[key], value) : value
  }
  return result
}

/** What the manager applied `last` and no longer does goes; what others wrote stays. */
export const applied = (before: unknown, last: unknown, manifest: unknown): object =>
  merged(isMap(last) ? without(before, last, manifest) : before, manifest)

function without(before: unknown, last: Json, manifest: unknown): unknown {
  if (!isMap(before)) return before
  const result: Record<string, unknown> = { ...before }
  const now: Json = isMap(manifest) ? manifest : {}
  for (const [key, value] of Object.entries(last)) {
    if (!(key in now)) delete result[key]
    else if (isMap(value)) result[key] = without(result[key], value, now[key])
  }
  return result
}

const isMap = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
