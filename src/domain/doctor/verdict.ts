import { sayCount } from '../say.ts'
import type { Examined, Finding, Severity, Topic } from './finding.ts'

/** 0: all was looked at and is well. 1: warnings, or something that could not be looked at. 2: something is broken. */
export type ExitCode = 0 | 1 | 2

export interface Verdict {
  readonly broken: number
  readonly warnings: number
  readonly unchecked: number
  readonly exitCode: ExitCode
}

export function verdictOf(all: readonly Examined[]): Verdict {
  const count = (severity: Severity) => findingsOf(all, severity).length
  const [broken, warnings] = [count('broken'), count('warning')]
  const unchecked = all.reduce((sum, one) => sum + one.unchecked.length, 0)
  return { broken, warnings, unchecked, exitCode: broken > 0 ? 2 : warnings + unchecked > 0 ? 1 : 0 }
}

/** All of a severity, by topic as they come. */
export const findingsOf = (
  all: readonly Examined[],
  severity: Severity,
): readonly (Finding & { readonly topic: Topic })[] =>
  all.flatMap(({ topic, findings }) =>
    findings.filter((one) => one.severity === severity).map((one) => ({ topic, ...one })),
  )

/** `1 thing is broken, 2 warnings; 3 checks could not be made`, `all is well`. */
export function sayVerdict({ broken, warnings, unchecked }: Verdict): string {
  const found = [
    ...(broken > 0 ? [broken === 1 ? '1 thing is broken' : `${broken} things are broken`] : []),
    ...(warnings > 0 ? [sayCount(warnings, 'warning')] : []),
  ]
  const said =
    found.length > 0 ? found.join(', ') : unchecked > 0 ? 'nothing is wrong with what was checked' : 'all is well'
  return unchecked > 0 ? `${said}; ${sayCount(unchecked, 'check')} could not be made` : said
}
