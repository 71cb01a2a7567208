import { load, YAMLException } from 'js-yaml'
import type { z } from 'zod'
import { type Problem, problem } from './problem.ts'

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

/** @returns undefined when it is no mapping in YAML */
export function parseYamlMap(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value = load(text)
    return isMap(value) ? value : undefined
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

/**
 * What a schema of files that people write found, as a problem at its dotted path. A union says of itself no more than
 * that nothing in it fits, unless it was given words: then each of its forms says what it would need.
 * @param whole says where, if it is the value as a whole
 */
export function sayIssue(issue: z.core.$ZodIssue, whole: string): Problem {
  const forms = issue.code === 'invalid_union' ? issue.errors.flat().map(({ message }) => message) : []
  const isMute = issue.message === 'Invalid input' && forms.length > 0
  return problem(issue.path.map(String).join('.') || whole, isMute ? [...new Set(forms)].join('; or: ') : issue.message)
}
