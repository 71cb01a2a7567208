import { type Problem, problem } from '../domain/problem.ts'

/** More than these help nobody. What is only counted needs no words. */
export const MOST_PROBLEMS = 100

/** Of very many the first, and how many more there are. */
export function firstProblems(problems: readonly Problem[]): readonly Problem[] {
  const more = problems.length - MOST_PROBLEMS
  if (more <= 0) return problems
  return [...problems.slice(0, MOST_PROBLEMS), problem('config', `${more} more problems are not listed`)]
}
