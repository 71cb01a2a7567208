import type { JSONValue } from 'json-p3'
import { readJsonPath } from '../reading/json-path.ts'

/** A pod may hold a megabyte; a variable that needs this much is a mistake such as `$..*`. */
const LONGEST_VALUE = 2 ** 15

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
    let value: string | undefined
    for (const object of objects)
      for (const { value: one } of reading.query.lazyQuery(object as JSONValue)) {
        const text = typeof one === 'string' ? one : JSON.stringify(one)
        value = value === undefined ? text : `${value},${text}`
        if (value.length > LONGEST_VALUE)
          return { at: 'refused', text: `\`${path}\` finds more than ${LONGEST_VALUE / 1024} KiB` }
      }
    if (value === undefined) return { at: 'refused', text: `\`${path}\` finds nothing in what was made` }
    return { at: 'found', value }
  } catch (error) {
    return { at: 'refused', text: `\`${path}\` cannot be followed: ${(error as Error).message}` }
  }
}
