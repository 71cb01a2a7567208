import { given } from '../../given.ts'
import { isMap } from '../../parsed.ts'

export type Rendering =
  | { readonly at: 'rendered'; readonly text: string }
  | { readonly at: 'refused'; readonly text: string; readonly line?: number }

/** What templates are given: plain values, as YAML gives them. */
export type Variables = Readonly<Record<string, unknown>>

/** Renders a template of Jinja2; a value that is not given is an error. @throws Error in the words of MiniJinja */
export type Engine = (template: string, variables: Variables) => string

/** A template cannot take a student's spawn with it: more than this, and it is refused. */
const LONGEST_TEMPLATE = 2 ** 16
const LONGEST_TEXT = 2 ** 18

/** Renders the template of a service, or says why not, in words for who wrote it. Never throws. */
export function renderTemplate(template: string, variables: Variables, engine: Engine): Rendering {
  if (template.length > LONGEST_TEMPLATE)
    return { at: 'refused', text: `it is longer than ${LONGEST_TEMPLATE / 1024} KiB` }
  try {
    const text = engine(template, withoutNull(variables) as Variables)
    if (text.length <= LONGEST_TEXT) return { at: 'rendered', text }
    return { at: 'refused', text: `it makes a text longer than ${LONGEST_TEXT / 1024} KiB` }
  } catch (error) {
    return sayTemplateError(error instanceof Error ? error.message : String(error))
  }
}

/** A key with nothing behind it is not given: it would be written as the word `none`. */
function withoutNull(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNull)
  if (!isMap(value)) return value
  const entries = Object.entries(value).filter(([, one]) => one !== null)
  return Object.fromEntries(entries.map(([key, one]) => [key, withoutNull(one)]))
}

/** MiniJinja says the place behind its message, and shows the lines of a mistake below. */
const PLACE = / \(in <string>:(\d+)\)/

const IN_OUR_WORDS: readonly (readonly [said: RegExp, text: string])[] = [
  [
    /^undefined value/,
    "a value that is not given is used; write it into the service's `configuration`, or add `| default('…')`",
  ],
  [/^engine ran out of fuel/, 'it takes too much work: its loops have too many turns'],
]

function sayTemplateError(message: string): Rendering {
  const [first = ''] = message.split('\n')
  const said = first.replace(PLACE, '')
  const [, text = said] = IN_OUR_WORDS.find(([pattern]) => pattern.test(said)) ?? []
  const line = PLACE.exec(first)?.[1]
  return { at: 'refused', text, ...given({ line: line === undefined ? undefined : Number(line) }) }
}
