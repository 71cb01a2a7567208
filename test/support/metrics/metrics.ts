import { type CalendarPart, NO_READING } from '../../../src/domain/calendar/merge-calendars.ts'
import type { CalendarHealth } from '../../../src/domain/calendar/occurrence.ts'
import { type Metrics, type MetricsDeps, metrics } from '../../../src/server/metrics/metrics.ts'
import { at } from '../time.ts'

/** The metrics of a process that nobody has told anything, at 9:00, without calendars. */
export const someMetrics = (deps: Partial<MetricsDeps> = {}): Metrics =>
  metrics({ version: '0.1.0', now: () => at('09:00'), calendars: () => [], calendarsHeardMs: new Map(), ...deps })

export const calendarPart = (health: CalendarHealth, name = 'calendar'): CalendarPart => ({
  name,
  state: { health, reading: NO_READING },
})

/**
 * The samples of one scrape that are of a metric, by name (without `warmseats_`) and labels: those of a histogram are its
 * sum and count.
 */
export async function samplesOf(
  { registry }: Pick<Metrics, 'registry'>,
  name: string,
): Promise<Record<string, number>> {
  const text = await registry.getSingleMetricAsString(`warmseats_${name}`)
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#') && !line.includes('_bucket{'))
  return Object.fromEntries(
    samples.map((line) => {
      const gap = line.lastIndexOf(' ')
      return [line.slice('warmseats_'.length, gap), Number(line.slice(gap + 1))]
    }),
  )
}

/** Those that are not 0. */
export async function countedOf(told: Pick<Metrics, 'registry'>, name: string): Promise<Record<string, number>> {
  const all = Object.entries(await samplesOf(told, name))
  return Object.fromEntries(all.filter(([, value]) => value !== 0))
}
