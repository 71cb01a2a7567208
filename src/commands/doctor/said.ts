import type { Examined, Severity } from '../../domain/doctor/finding.ts'
import { TOPICS } from '../../domain/doctor/finding.ts'
import { findingsOf, sayVerdict, verdictOf } from '../../domain/doctor/verdict.ts'
import type { Place } from '../cluster/ask.ts'
import type { Seen } from './visit.ts'

export interface Diagnosis {
  readonly place: Pick<Place, 'connection' | 'namespace'>
  /** Of Kubernetes. */
  readonly version: string
  readonly installed: Seen
  readonly all: readonly Examined[]
}

/** For programs: the same as the text, nothing less. */
export function diagnosisJson({ place, version, installed, all }: Diagnosis): string {
  const { broken, warnings, unchecked } = verdictOf(all)
  return JSON.stringify(
    {
      namespace: place.namespace,
      release: installed.release?.name ?? null,
      kubernetes: version,
      verdict: { broken, warnings, unchecked },
      findings: [...findingsOf(all, 'broken'), ...findingsOf(all, 'warning')],
      unchecked: all.flatMap(({ topic, unchecked: own }) => own.map((one) => ({ topic, ...one }))),
      well: all.flatMap(({ topic, well }) => well.map((what) => ({ topic, what }))),
    },
    null,
    2,
  )
}

/** For people: what is broken first, each thing with what mends it, and what is well last, in one line each. */
export function diagnosisText({ place, version, installed, all }: Diagnosis): string {
  const { namespace, connection } = place
  const none = installed.hidden === undefined ? `${namespace}, where no release is yet` : namespace
  const who = installed.release ? `release ${installed.release.name} in ${namespace}` : none
  return [
    `${who} (${connection.server}, Kubernetes ${version}): ${sayVerdict(verdictOf(all))}`,
    ...sayFindings('Broken', '✗', all, 'broken'),
    ...sayFindings('Warnings', '!', all, 'warning'),
    ...sayUnchecked(all),
    ...sayWell(all),
  ].join('\n')
}

const sayFindings = (head: string, mark: string, all: readonly Examined[], severity: Severity): string[] => {
  const found = findingsOf(all, severity)
  if (found.length === 0) return []
  return ['', head, ...found.flatMap(({ where, what, mend }) => [`  ${mark} ${where}`, `    ${what}`, `    → ${mend}`])]
}

function sayUnchecked(all: readonly Examined[]): string[] {
  const unchecked = all.flatMap((one) => one.unchecked)
  if (unchecked.length === 0) return []
  return ['', 'Not checked', ...unchecked.flatMap(({ what, because }) => [`  ? ${what}`, `    ${because}`])]
}

function sayWell(all: readonly Examined[]): string[] {
  const width = Math.max(...TOPICS.map(({ length }) => length))
  const lines = all.flatMap(({ topic, well }) => well.map((what) => `  ✓ ${topic.padEnd(width)}  ${what}`))
  return lines.length > 0 ? ['', 'Well', ...lines] : []
}
