import { DateTime } from 'luxon'
import type { Stretch } from '../../../streams/calendar/horizon.ts'
import type { CalendarState } from '../../domain/calendar/occurrence.ts'
import { explainLeadTime } from '../../domain/decide/explanation.ts'
import { type LeadTime, sayLeadTime } from '../../domain/demand/lead-time.ts'
import { type LeadTimes, leadTimesOf, withLearnedLeads } from '../../domain/demand/learned-leads.ts'
import { eventsOf, type Plan, planOf, type Segment } from '../../domain/demand/plan.ts'
import { timelineOf } from '../../domain/demand/timeline.ts'
import { DAY_MS } from '../../domain/duration.ts'
import { sayInstant } from '../../domain/instant.ts'
import { type Problem, problem } from '../../domain/problem.ts'
import type { Config } from '../../domain/settings/config.ts'
import { type Answer, unreadOf } from '../answer.ts'
import { calendarSources } from '../calendar-sources.ts'
import { atCluster, type PlaceOptions } from '../cluster/ask.ts'
import { readOwnCalendars } from '../cluster/calendars.ts'
import { configOf, findInstalled, type Installed } from '../cluster/installed.ts'
import { type LoadedFile, loadConfigFile } from '../load-config-file.ts'
import { givenSources, readCalendars, type StretchOptions, stretchOf } from '../read-calendars.ts'
import { sayTable } from '../say-table.ts'
import { readMemory } from '../snapshot.ts'
import { planSvg } from './svg.ts'

export interface PlanOptions extends StretchOptions, PlaceOptions {
  /** Default: that of the release. */
  readonly config?: string | undefined
  /** Instead of the config's calendars; its schedule counts in any case. */
  readonly calendar?: readonly string[] | undefined
  readonly secrets?: string | undefined
  /**
   * With a config a file of what the product remembers, for learned lead times; of the cluster the state ConfigMap, where
   * several releases are.
   */
  readonly state?: string | undefined
  readonly output: 'json' | 'text' | 'svg'
}

/** What lies outside may reach in by its lead or trail time. */
const reach = ({ fromMs, toMs }: Stretch): Stretch => ({ fromMs: fromMs - 2 * DAY_MS, toMs: toMs + 14 * DAY_MS })

/**
 * What is asked of each pool between two instants, by the config, its calendars and its schedule: those of a file, else
 * those of the release in the cluster.
 * @throws InputError, ConnectionError
 */
export const plan = (options: PlanOptions, nowMs: number): Promise<Answer> =>
  options.config === undefined
    ? atCluster(options, async (place) => {
        const installed = await findInstalled(place, options.state)
        return planned(options, await configOf(installed, place, undefined), installed, nowMs)
      })
    : loadConfigFile(options.config).then((loaded) => planned(options, loaded, NOT_ASKED, nowMs))

/** With a config in a file nothing is asked of a cluster. */
const NOT_ASKED: Installed = { release: undefined, state: undefined }

async function planned(
  options: PlanOptions,
  { config, warnings }: LoadedFile,
  installed: Installed,
  nowMs: number,
): Promise<Answer> {
  const zone = config.calendar.timezone ?? 'utc'
  const view = stretchOf(options, nowMs, zone)
  const state = await calendarsOf(config, installed, options, reach(view))
  const leads = await readLeadTimes(options, installed, config)
  const timeline = withLearnedLeads(timelineOf(state.reading.occurrences, config), leads, config)
  const pools = planOf(timeline, config, view.fromMs, view.toMs)
  const unread = unreadOf(state)
  const unreadable = unread.map((because) => problem('calendar', because))
  const problems = [...warnings, ...unreadable, ...state.reading.problems, ...timeline.problems]
  const said = {
    svg: () => planSvg(pools, { ...view, zone }),
    json: () => json(pools, problems, leads),
    text: () => say(pools, problems, zone, leads),
  }
  return { text: said[options.output](), unread }
}

async function calendarsOf(
  config: Config,
  installed: Installed,
  { calendar = [], secrets = '' }: PlanOptions,
  stretch: Stretch,
): Promise<CalendarState> {
  if (calendar.length === 0) return readOwnCalendars(config, installed, { secrets, stretch })
  const schedule = calendarSources(config, { secrets, stretch }).filter(({ at }) => at === 'schedule')
  return readCalendars([...givenSources(calendar, { timezone: config.calendar.timezone, stretch }), ...schedule])
}

/** Without a state nothing is known of them: `auto` is then what it is on a new cluster. */
async function readLeadTimes(
  { config: isFile, state: file }: PlanOptions,
  { state }: Installed,
  config: Config,
): Promise<LeadTimes> {
  const memory = isFile === undefined || file === undefined ? state?.memory : await readMemory(file)
  return memory ? leadTimesOf(memory.boots, config) : new Map()
}

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
