import { YAMLException } from 'js-yaml'

/** Whether a value that was parsed is a mapping. */
export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** @returns undefined when it is not JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What is wrong with a YAML text. */
export interface YamlMistake {
  readonly kind: string
  /** Where, counted from 1; undefined when it is the text as a whole. */
  readonly line?: number
  readonly column?: number
}

/** Where the library begins to quote the text: `unidentified alias "…`, `tag !<…`, `such characters: …`. */
const QUOTED = / *(with |for )?(!?<|"|: )/

/**
 * What an error of the YAML library says, without anything that stands in the text: that may be a secret, such as the
 * password in `value: !password`.
 */
export function yamlMistake(error: unknown): YamlMistake {
  if (!(error instanceof YAMLException)) return { kind: 'it cannot be read' }
  const { reason, mark } = error
  const kind = reason.slice(0, QUOTED.exec(reason)?.index)
  return mark ? { kind, line: mark.line + 1, column: mark.column + 1 } : { kind }
}
