/** All metrics of the program, as a registry that nobody has told anything knows them. */
import { refusals } from '../../../src/server/connections/tell.ts'
import { profilesMetrics } from '../../../src/server/profiles/metrics.ts'
import { someMetrics } from './metrics.ts'

export interface CatalogueEntry {
  readonly name: string
  readonly type: string
  readonly labels: readonly string[]
  readonly help: string
}

/** By name, sorted. */
export function catalogue(): ReadonlyMap<string, CatalogueEntry> {
  const { registry } = someMetrics()
  profilesMetrics(registry)
  refusals({ registry, tell: () => undefined, clock: () => 0 })
  const ours = registry.getMetricsAsArray().filter(({ name }) => name.startsWith('warmseats_'))
  const entries = ours.map(
    (metric): CatalogueEntry => ({
      name: metric.name,
      type: String(metric.type),
      labels: labelsOf(metric),
      help: metric.help,
    }),
  )
  return new Map(entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map((entry) => [entry.name, entry]))
}

/** Every metric knows its labels; the types of prom-client do not. */
function labelsOf(metric: object): readonly string[] {
  const names: unknown = 'labelNames' in metric ? metric.labelNames : []
  return Array.isArray(names) ? names.map(String) : []
}

/** The labels of a series, which of a histogram is one of its three; undefined: there is no such series. */
export function labelsOfSeries(
  all: ReadonlyMap<string, CatalogueEntry>,
  series: string,
): readonly string[] | undefined {
  const plain = all.get(series)
  if (plain && plain.type !== 'histogram') return plain.labels
  const [, base = '', part] = /^(.*)_(bucket|sum|count)$/.exec(series) ?? []
  const histogram = all.get(base)
  if (histogram?.type !== 'histogram') return undefined
  return part === 'bucket' ? [...histogram.labels, 'le'] : histogram.labels
}
