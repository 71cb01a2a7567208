/** The program's metrics over time, as promtool takes them: scraped every 15 seconds while a morning is played. */
import type { Metrics } from '../../../src/server/metrics/metrics.ts'

export const TICK_SECONDS = 15
export const RELEASE = { namespace: 'jhub', job: 'hub-warmseats' }

export interface InputSeries {
  readonly series: string
  readonly values: string
}

/** What Prometheus writes where a series is not there any more. */
const STALE = 'stale'
const ABSENT = '_'

/**
 * @param at brings the world to a tick, before its scrape; `false`: the process does not answer
 * @param names of the series to keep
 */
export async function record(
  { registry }: Pick<Metrics, 'registry'>,
  ticks: number,
  names: ReadonlySet<string>,
  at: (tick: number) => unknown,
): Promise<readonly InputSeries[]> {
  const all = new Map<string, string[]>()
  for (let tick = 0; tick <= ticks; tick += 1) {
    const answers = (await at(tick)) !== false
    const seen = answers ? await scraped(registry, names) : new Map<string, number>()
    for (const series of new Set([...all.keys(), ...seen.keys()])) {
      const values = all.get(series) ?? Array.from<string>({ length: tick }).fill(ABSENT)
      values.push(written(seen.get(series), values.at(-1)))
      all.set(series, values)
    }
  }
  return [...all].map(([series, values]) => ({ series, values: values.join(' ') }))
}

function written(value: number | undefined, before = ABSENT): string {
  if (value !== undefined) return String(value)
  return before === ABSENT || before === STALE ? ABSENT : STALE
}

async function scraped(registry: Metrics['registry'], names: ReadonlySet<string>): Promise<Map<string, number>> {
  const samples = new Map<string, number>()
  for (const { name, values } of await registry.getMetricsAsJSON())
    for (const sample of values) {
      const series = 'metricName' in sample && sample.metricName ? String(sample.metricName) : name
      if (names.has(series))
        samples.set(`${series}${labelsOf({ ...sample.labels, ...RELEASE, pod: 'warmseats-0' })}`, sample.value)
    }
  return samples
}

const labelsOf = (labels: Readonly<Record<string, unknown>>): string =>
  `{${Object.entries(labels)
    .map(([key, value]) => `${key}=${JSON.stringify(String(value))}`)
    .join(',')}}`
