import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { metrics } from '../../src/server/metrics.ts'
import { profilesMetrics } from '../../src/server/profiles/metrics.ts'
import { between, keeps, read, table } from './support.ts'

const DOC = 'docs/metrics.md'

const { registry } = metrics(() => 0)
profilesMetrics(registry)
const ours = registry.getMetricsAsArray().filter(({ name }) => name.startsWith('warmseats_'))
const rows = ours
  .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  .map((metric) => [`\`${metric.name}\``, String(metric.type), labelsOf(metric), metric.help])

/** Every metric knows its labels; the types of prom-client do not. */
function labelsOf(metric: object): string {
  const names: unknown = 'labelNames' in metric ? metric.labelNames : []
  return Array.isArray(names) ? names.map((name) => `\`${name}\``).join(', ') : ''
}

describe(DOC, () => {
  it('has the table of the registry', () => {
    assert.ok(rows.length > 10)
    keeps(DOC, (text) => between(text, 'metrics', table(['metric', 'type', 'labels', 'what it is'], rows)))
  })

  it('names no other metric', () => {
    const named = [...read(DOC).matchAll(/\bwarmseats_\w+/g)].map(([name]) => name)
    const known = new Set(ours.map(({ name }) => name))
    assert.deepEqual(
      named.filter((name) => !known.has(name)),
      [],
    )
  })
})
