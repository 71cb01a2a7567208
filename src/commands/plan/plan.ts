import type { Stretch } from '../../../streams/calendar/horizon.ts'
import type { CalendarState } from '../../domain/calendar/occurrence.ts'
import type { ClusterLimits } from '../../domain/cluster/cluster-limits.ts'
import type { Memory } from '../../domain/decide/memory.ts'
import { weekZoneOf } from '../../domain/decide/observed.ts'
import { leadTimesOf, withLearnedLeads } from '../../domain/demand/learned-leads.ts'
import { planOf } from '../../domain/demand/plan.ts'
import { timelineOf } from '../../domain/demand/timeline.ts'
import { DAY_MS } from '../../domain/duration.ts'
import { fitPlan } from '../../domain/fit/fit-plan.ts'
import { largeSeats } from '../../domain/fit/large-seats.ts'
import { shortfallProblem } from '../../domain/fit/say-shortfall.ts'
import { withoutForgotten } from '../../domain/forecast/forgotten.ts'
import { NO_FORECASTS } from '../../domain/forecast/memory.ts'
import { withExpected } from '../../domain/forecast/with-expected.ts'
import { given } from '../../domain/given.ts'
import { classLimits, startTimeoutProblems } from '../../domain/hub/limits.ts'
import { problem } from '../../domain/problem.ts'
import type { Config } from '../../domain/settings/config.ts'
import { type Answer, unreadOf } from '../answer.ts'
import { calendarSources } from '../calendar-sources.ts'
import { atCluster, type PlaceOptions } from '../cluster/ask.ts'
import { readOwnCalendars } from '../cluster/calendars.ts'
import { configOf, findInstalled, type Installed } from '../cluster/installed.ts'
import { readLimits } from '../cluster/limits.ts'
import { type LoadedFile, loadConfigFile } from '../load-config-file.ts'
import { givenSources, readCalendars, type StretchOptions, stretchOf } from '../read-calendars.ts'
import { readMemory } from '../snapshot.ts'
import { planJson, planText } from './said.ts'
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
        const loaded = await configOf(installed, place, undefined)
        const limits = await readLimits(place, loaded.config)
        return planned(options, loaded, { installed, limits, namespace: place.namespace }, nowMs)
      })
    : loadConfigFile(options.config).then((loaded) => planned(options, loaded, NOT_ASKED, nowMs))

/** What a cluster says to a plan. */
interface Asked {
  readonly installed: Installed
  readonly limits?: ClusterLimits
  readonly namespace?: string
}

/** With a config in a file nothing is asked of it. */
const NOT_ASKED: Asked = { installed: { release: undefined, state: undefined } }

async function planned(
  options: PlanOptions,
  { config, warnings }: LoadedFile,
  { installed, limits, namespace }: Asked,
  nowMs: number,
): Promise<Answer> {
  const zone = config.calendar.timezone ?? 'utc'
  const view = stretchOf(options, nowMs, zone)
  const state = await calendarsOf(config, installed, options, reach(view))
  const memory = await memoryOf(options, installed)
  const leads = memory ? leadTimesOf(memory.boots, config) : new Map()
  const weekZone = weekZoneOf({ config, ...given({ calendarZone: state.reading.zone }) })
  const known = withoutForgotten(memory?.forecast ?? NO_FORECASTS, installed.state?.forgotten ?? {}, weekZone)
  const read = withExpected(timelineOf(state.reading.occurrences, config), known.series, config, weekZone)
  const plan = planOf(withLearnedLeads(read, leads, config), config, view.fromMs, view.toMs)
  const pools = fitPlan({ plan, timeline: read, config, learned: memory?.pools ?? {}, limits, namespace, ...view })
  const unread = unreadOf(state)
  const unreadable = unread.map((because) => problem('calendar', because))
  const short = [...pools].flatMap(([name, { shortfalls }]) =>
    shortfalls.map((one) => shortfallProblem(name, one, zone)),
  )
  const aheadMs = view.toMs - view.fromMs
  const ofHub = [
    ...startTimeoutProblems(leads, config.hub),
    ...classLimits({ timeline: read, config, nowMs: view.fromMs, aheadMs }),
  ]
  const large = [...pools].flatMap(([name, { scale }]) => largeSeats({ timeline: read, config }, name, scale, view))
  const ahead = [...state.reading.problems, ...read.problems, ...short, ...large, ...ofHub]
  const problems = [...warnings, ...unreadable, ...ahead]
  const remarks = [...pools].flatMap(([name, { unseen }]) => unseen.map((one) => shortfallProblem(name, one, zone)))
  const said = {
    svg: () => planSvg(pools, { ...view, zone }),
    json: () => planJson({ pools, problems, remarks, leads, zone }),
    text: () => planText({ pools, problems, remarks, leads, zone }),
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

/** Without a state nothing is known: `auto` is then what it is on a new cluster. */
const memoryOf = async (
  { config: isFile, state: file }: PlanOptions,
  { state }: Installed,
): Promise<Memory | undefined> => (isFile === undefined || file === undefined ? state?.memory : readMemory(file))
