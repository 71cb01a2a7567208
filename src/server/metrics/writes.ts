import type { Outcome } from '../../domain/act/outcome.ts'
import { labelOf } from '../../domain/figures/sample.ts'
import type { Families } from './families.ts'

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** What became of writes, and how soon they came. @returns is told of each Outcome */
export function writeMetrics({ counter, histogram }: Families): (outcome: Outcome) => void {
  const writes = counter('writes_total', 'Writes to the cluster by what became of them.', ['pool', 'type', 'effect'])
  const took = histogram('write_duration_seconds', 'How long a write took.', SECONDS)
  const reacted = histogram(
    'reaction_duration_seconds',
    'From an event (of a watch, a calendar, the config) until the API server accepted the write that answers it; what time alone brings is not in it.',
    SECONDS,
  )
  return ({ action: { pool, type }, effect, tookMs, reactedMs }) => {
    writes.inc({ pool, type: labelOf(type), effect: labelOf(effect.at) })
    took.observe(tookMs / 1000)
    if (reactedMs !== undefined) reacted.observe(reactedMs / 1000)
  }
}
