import { DateTime } from 'luxon'
import type { Stretch } from '../../../streams/calendar/horizon.ts'
import { explainLeadTime } from '../../domain/decide/explanation.ts'
import { type LeadTime, sayLeadTime } from '../../domain/demand/lead-time.ts'
import { type LeadTimes, leadTimesOf, withLearnedLeads } from '../../domain/demand/learned-leads.ts'
import { eventsOf, type Plan, planOf, type Segment } from '../../domain/demand/plan.ts'
import { timelineOf } from '../../domain/demand/timeline.ts'
import { DAY_MS } from '../../domain/duration.ts'
import { sayInstant } from '../../domain/instant.ts'
import { type Problem, problem } from '../../domain/problem.ts'
import type { Config } from '../../domain/settings/config.ts'
import { calendarSources } from '../calendar-sources.ts'
import { loadConfigFile } from '../load-config-file.ts'
import { givenSources, readCalendars, stretchOf } from '../read-calendars.ts'
import { sayTable } from '../say-table.ts'
import { readMemory } from '../snapshot.ts'
import { planSvg } from './svg.ts'

export interface PlanOptions {
  readonly config: string
  /** Instead of the config's calendars; its schedule counts in any case. */
  readonly calendar?: readonly string[] | undefined
  readonly from: string
  readonly to: string
  readonly secrets?: string | undefined
  /** What the product remembers, for learned lead times. */
  readonly state?: string | undefined
  readonly output: 'json' | 'text' | 'svg'
}

/** What lies outside may reach in by its lead or trail time. */
const reach = ({ fromMs, toMs }: Stretch): Stretch => ({ fromMs: fromMs - 2 * DAY_MS, toMs: toMs + 14 * DAY_MS })

/** What is asked of each pool between two instants, by the config, its calendars and its schedule. @throws InputError */
export async function plan(options: PlanOptions): Promise<string> {
  const { config, warnings } = await loadConfigFile(options.config)
  const zone = config.calendar.timezone ?? 'utc'
  const { fromMs, toMs } = stretchOf(options, zone)
  const stretch = reach({ fromMs, toMs })
  const own = calendarSources(config, { secrets: options.secrets ?? '', stretch })
  const given = givenSources(options.calendar ?? [], { timezone: config.calendar.timezone, stretch })
  const { health, reading } = await readCalendars(
    given.length > 0 ? [...given, ...own.filter(({ at }) => at === 'schedule')] : own,
  )
  const leads = await readLeadTimes(options.state, config)
  const timeline = withLearnedLeads(timelineOf(reading.occurrences, config), leads, config)
  const pools = planOf(timeline, config, fromMs, toMs)
  const unread = health.at === 'failing' ? [problem('calendar', health.because)] : []
  const problems = [...warnings, ...unread, ...reading.problems, ...timeline.problems]
  if (options.output === 'svg') return planSvg(pools, { fromMs, toMs, zone })
  return options.output === 'json' ? json(pools, problems, leads) : say(pools, problems, zone, leads)
}

/** Without a state nothing is known of them: `auto` is then what it is on a new cluster. */
const readLeadTimes = async (state: string | undefined, config: Config): Promise<LeadTimes> =>
  state === undefined ? new Map() : leadTimesOf((await readMemory(state)).boots, config)

function json(pools: Plan, problems: readonly Problem[], leads: LeadTimes): string {
  const plain = [...pools].map(([name, segments]) => [
    name,
    segments.map((segment) => ({
      from: sayInstant(segment.fromMs),
      to: sayInstant(segment.toMs),
      demand: Object.fromEntries(segment.demands.map(({ unit, amount }) => [unit, amount])),
      events: eventsOf(segment),
    })),
  ])
  const leadTimes = Object.fromEntries([...leads].map(([name, lead]) => [name, explainLeadTime(lead)]))
  return JSON.stringify({ pools: Object.fromEntries(plain), leadTimes, problems }, null, 2)
}

function say(pools: Plan, problems: readonly Problem[], zone: string, leads: LeadTimes): string {
  const lines = [...pools].flatMap(([name, segments]) => [
    `${name} (${zone === 'utc' ? 'UTC' : zone})${sayAuto(leads.get(name))}`,
    ...sayTable(
      ['from', 'to', 'asks', 'because of'],
      segments.map((segment) => row(segment, zone)),
    )
      .split('\n')
      .map((line) => `  ${line}`),
    '',
  ])
  if (pools.size === 0) lines.push('The config has no pools.', '')
  if (problems.length > 0) lines.push('Problems', ...problems.map(({ where, text }) => `  ${where}: ${text}`))
  return lines.join('\n').trimEnd()
}

const sayAuto = (lead: LeadTime | undefined) => (lead ? `, auto lead time ${sayLeadTime(lead)}` : '')

function row(segment: Segment, zone: string): string[] {
  const time = (ms: number) => DateTime.fromMillis(ms, { zone, locale: 'en' }).toFormat('ccc yyyy-LL-dd HH:mm')
  const asks = segment.demands.map(({ unit, amount }) => (unit === 'integer' ? String(amount) : `${amount} ${unit}`))
  return [time(segment.fromMs), time(segment.toMs), asks.join(' + '), eventsOf(segment).join(', ') || 'the config']
}
