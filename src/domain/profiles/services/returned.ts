import { JSONPathEnvironment, type JSONPathQuery, type JSONValue } from 'json-p3'

export type PathReading =
  | { readonly at: 'read'; readonly query: JSONPathQuery }
  | { readonly at: 'refused'; readonly text: string }

/** A pod may hold a megabyte; a variable that needs this much is a mistake such as `$..*`. */
const LONGEST_VALUE = 2 ** 15

/** Without those that follow a regular expression: one such as `^(a+)+$` can take minutes, and all other pods wait. */
const environment = new JSONPathEnvironment()
const REFUSED = ['match', 'search']
for (const name of REFUSED) environment.functionRegister.delete(name)

/** Reads a JSONPath (RFC 9535), without `match()` and `search()`. The leading `$.` may be left out: `metadata.name`. */
export function readJsonPath(path: string): PathReading {
  const written = path.trim()
  const whole = written.startsWith('$') ? written : written.startsWith('[') ? `$${written}` : `$.${written}`
  try {
    return { at: 'read', query: environment.compile(whole) }
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/ \('.*$/s, '') : String(error)
    const name = REFUSED.find((one) => reason.startsWith(`no such function '${one}'`))
    if (name)
      return { at: 'refused', text: `uses \`${name}()\`; regular expressions may run for ever, compare with \`==\`` }
    return { at: 'refused', text: `is not a JSONPath such as \`metadata.name\`: ${reason}` }
  }
}

export type Returned =
  | { readonly at: 'found'; readonly value: string }
  | { readonly at: 'refused'; readonly text: string }

/**
 * What a JSONPath finds in the objects of a service, as the value of a variable: several with commas between them, texts
 * as they are, anything else as JSON. Finding nothing is refused: a variable that is silently missing is found by nobody.
 */
export function readReturned(objects: readonly object[], path: string): Returned {
  const reading = readJsonPath(path)
  if (reading.at === 'refused') return { at: 'refused', text: `\`${path}\` ${reading.text}` }
  try {
    const found = objects.flatMap((object) => reading.query.query(object as JSONValue).values())
    if (found.length === 0) return { at: 'refused', text: `\`${path}\` finds nothing in what was made` }
    const value = found.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(',')
    if (value.length <= LONGEST_VALUE) return { at: 'found', value }
    return { at: 'refused', text: `\`${path}\` finds more than ${LONGEST_VALUE / 1024} KiB` }
  } catch (error) {
    return { at: 'refused', text: `\`${path}\` cannot be followed: ${(error as Error).message}` }
  }
}
