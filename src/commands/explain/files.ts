import { type Stretch, stretchAround } from '../../../streams/calendar/horizon.ts'
import type { CalendarState } from '../../domain/calendar/occurrence.ts'
import { LIVE } from '../../domain/cluster/world.ts'
import { NO_MEMORY } from '../../domain/decide/memory.ts'
import { timelineOf } from '../../domain/demand/timeline.ts'
import { given } from '../../domain/given.ts'
import { problem } from '../../domain/problem.ts'
import type { Config } from '../../domain/settings/config.ts'
import { calendarSources } from '../calendar-sources.ts'
import { loadConfigFile } from '../load-config-file.ts'
import { givenSources, readCalendars } from '../read-calendars.ts'
import { InputError } from '../read-input.ts'
import { readDeployments, readMemory, readNodes, readPods } from '../snapshot.ts'
import type { ExplainOptions } from './explain.ts'
import type { AtMs, Read } from './scene.ts'

/** Everything from files that kubectl wrote. @throws InputError */
export async function readFiles(options: ExplainOptions, at: AtMs): Promise<Read> {
  const { nodes, pods, deployments, state } = options
  if (nodes === undefined || pods === undefined || options.config === undefined)
    throw new InputError(
      'files are --config, --nodes and --pods together; without --nodes and --pods the cluster is asked',
    )
  const { config, warnings } = await loadConfigFile(options.config)
  const atMs = at(config.calendar.timezone)
  const { calendar, unasked } = await readCalendar(config, options.calendar, stretchAround(atMs))
  const observed = {
    config,
    calendar: calendar.health,
    timeline: timelineOf(calendar.reading.occurrences, config),
    ...given({ calendarZone: calendar.reading.zone }),
    nodes: await readNodes(nodes),
    pods: await readPods(pods, config),
    deployments: deployments === undefined ? new Map() : await readDeployments(deployments),
    sight: LIVE,
  }
  const memory = state === undefined ? NO_MEMORY : await readMemory(state)
  const deploymentsUnknown = deployments === undefined
  return {
    scene: { observed, memory, calendar, warnings, assumed: assumptions(options), unasked, deploymentsUnknown },
    atMs,
  }
}

const GRACE = 'grace periods are judged from the times in the API (the Ready condition), and '

/** What the files do not tell, and what was taken instead. */
function assumptions({ state, deployments, assumeSettled }: ExplainOptions): string[] {
  return [
    ...(state === undefined
      ? [`without --state, ${assumeSettled ? '' : GRACE}lead times are learned from the pods given`]
      : []),
    ...(deployments === undefined ? ['without --deployments, the guard takes the demand for the replicas'] : []),
  ]
}

interface Calendars {
  readonly calendar: CalendarState
  readonly unasked: readonly string[]
}

async function readCalendar(config: Config, given: string | undefined, stretch: Stretch): Promise<Calendars> {
  const { url, timezone } = config.calendar
  const own = calendarSources(config, { secrets: '', stretch })
  const schedule = own.filter(({ at }) => at === 'schedule')
  if (given !== undefined) {
    const calendar = await readCalendars([...givenSources([given], { timezone, stretch }), ...schedule])
    return { calendar, unasked: [] }
  }
  const calendar = await readCalendars(schedule)
  if (own.length === schedule.length) return { calendar, unasked: [] }
  const where = url === undefined ? 'calendars' : 'calendarUrl'
  const text = 'not read here, so no event of it counts; give the calendar with --calendar FILE or URL'
  const problems = [...calendar.reading.problems, problem(where, text)]
  return { calendar: { ...calendar, reading: { ...calendar.reading, problems } }, unasked: [`${where}: ${text}`] }
}
