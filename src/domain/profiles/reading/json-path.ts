import { JSONPathEnvironment, type JSONPathQuery } from 'json-p3'

export type PathReading =
  | { readonly at: 'read'; readonly query: JSONPathQuery }
  | { readonly at: 'refused'; readonly text: string }

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
