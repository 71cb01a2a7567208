import type { z } from 'zod'
import { type Problem, problem } from './problem.ts'

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
