import { given } from '../../given.ts'
import type { Problem } from '../../problem.ts'
import { type Path, sayPath } from '../path.ts'

/** A problem of profiles, with its place. What an error names is left out; a warning's counts. */
export interface ProfileProblem extends Problem {
  readonly level: 'error' | 'warning'
  /** The ConfigMap or file. */
  readonly source: string
  /** From 1; missing when it is unknown. */
  readonly line?: number
  /** `profiles[2].env[0].value`; empty for the whole source. */
  readonly path: string
}

/** More than these help nobody. */
const MAX_PROBLEMS = 200

/** What to say; as a function where words take their time: what is only counted needs none. */
type Words = string | (() => string)

/** Collects what is wrong with one source; of very many only the first, and how many more there were. */
export class Notes {
  readonly source: string
  readonly #lineOf: (path: Path) => number | undefined
  readonly #found: ProfileProblem[] = []
  #more = 0

  constructor(source: string, lineOf: (path: Path) => number | undefined = () => undefined) {
    this.source = source
    this.#lineOf = lineOf
  }

  error(path: Path, text: Words): void {
    this.#note('error', path, text)
  }

  warning(path: Path, text: Words): void {
    this.#note('warning', path, text)
  }

  lineOf(path: Path): number | undefined {
    return this.#lineOf(path)
  }

  get all(): ProfileProblem[] {
    if (this.#more === 0) return this.#found
    return [...this.#found, profileProblem('error', this.source, undefined, [], `${this.#more} more are not listed`)]
  }

  #note(level: ProfileProblem['level'], path: Path, text: Words): void {
    if (this.#found.length === MAX_PROBLEMS) this.#more++
    else
      this.#found.push(
        profileProblem(level, this.source, this.#lineOf(path), path, typeof text === 'string' ? text : text()),
      )
  }
}

/** Of very many the first, and how many more there were. @param say asked for those that are listed alone */
export function firstOf<T>(all: readonly T[], say: (one: T) => ProfileProblem): ProfileProblem[] {
  const first = all.slice(0, MAX_PROBLEMS).map(say)
  const [last] = first.slice(-1)
  const more = all.length - first.length
  if (!last || more === 0) return first
  return [...first, profileProblem(last.level, last.source, undefined, [], `${more} more of this kind are not listed`)]
}

export function profileProblem(
  level: ProfileProblem['level'],
  source: string,
  line: number | undefined,
  path: Path,
  text: string,
): ProfileProblem {
  const place = `${source}${line === undefined ? '' : `:${line}`}`
  const said = sayPath(path)
  return {
    level,
    source,
    ...given({ line }),
    path: said,
    where: said ? `${place} ${said}` : place,
    text,
  }
}
