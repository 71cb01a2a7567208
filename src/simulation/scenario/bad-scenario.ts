import type { Problem } from '../../domain/problem.ts'

/** What is wrong with a scenario file, each with its path. */
export class BadScenario extends Error {
  override readonly name = 'BadScenario'
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super(problems.map(({ where, text }) => `  ${where}: ${text}`).join('\n'))
    this.problems = problems
  }
}
