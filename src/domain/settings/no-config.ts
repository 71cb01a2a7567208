import type { Problem } from '../problem.ts'

/** Thrown when there is neither a good config nor a last good one: the only reason not to start. */
export class NoConfig extends Error {
  override readonly name = 'NoConfig'
  readonly errors: readonly Problem[]
  constructor(errors: readonly Problem[]) {
    super(errors.map(({ where, text }) => `${where}: ${text}`).join('\n'))
    this.errors = errors
  }
}
