import type { z } from 'zod'
import { type Problem, problem } from '../problem.ts'

/** A place in a document: keys of maps and places in lists, from the root. */
export type Path = readonly PropertyKey[]

/** `profiles[2].env[0].value`; what is no plain word is quoted: `labels["opendatahub.io/component"]`. */
export const sayPath = (path: Path): string =>
  path
    .map((part) => {
      if (typeof part === 'number') return `[${part}]`
      return /^\w+$/.test(String(part)) ? `.${String(part)}` : `[${JSON.stringify(String(part))}]`
    })
    .join('')
    .replace(/^\./, '')

/** What a schema found wrong. @param whole says where, if it is the value as a whole */
export const problemsAt = (error: z.ZodError, whole: string): Problem[] =>
  error.issues.map(({ path, message }) => problem(sayPath(path) || whole, message))
