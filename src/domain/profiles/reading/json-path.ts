import { JSONPathEnvironment, JSONPathQuery } from 'json-p3'

export type PathReading =
  | { readonly at: 'read'; readonly query: JSONPathQuery }
  | { readonly at: 'refused'; readonly text: string }

/** Without those that follow a regular expression: one such as `^(a+)+$` can take minutes, and all other pods wait. */
const environment = new JSONPathEnvironment()
const REFUSED = ['match', 'search']
for (const name of REFUSED) environment.functionRegister.delete(name)

/** A path, and those in its filters: each level looks at all that the one above it looks at, again and again. */
const DEEPEST = 2

/** How deep paths stand in each other's filters. */
function depthOf(part: unknown): number {
  if (typeof part !== 'object' || part === null || part === environment) return 0
  const inside = Object.values(part).map(depthOf)
  return (part instanceof JSONPathQuery ? 1 : 0) + Math.max(0, ...inside)
}

/** Reads a JSONPath (RFC 9535), without `match()` and `search()`, and without filters in filters. The leading `$.` may be left out: `metadata.name`. */
export function readJsonPath(path: string): PathReading {
  const written = path.trim()
  const whole = written.startsWith('$') ? written : written.startsWith('[') ? `$${written}` : `$.${written}`
  try {
    const query = environment.compile(whole)
    if (depthOf(query) <= DEEPEST) return { at: 'read', query }
    return { at: 'refused', text: 'has a filter inside of a filter, which may run for ever; write one filter' }
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/ \('.*$/s, '') : String(error)
    const name = REFUSED.find((one) => reason.startsWith(`no such function '${one}'`))
    if (name)
      return { at: 'refused', text: `uses \`${name}()\`; regular expressions may run for ever, compare with \`==\`` }
    return { at: 'refused', text: `is not a JSONPath such as \`metadata.name\`: ${reason}` }
  }
}
