import { stretchAround } from '../../streams/calendar/horizon.ts'
import type { CalendarState } from '../domain/calendar/occurrence.ts'
import { LIVE } from '../domain/cluster/world.ts'
import { decide } from '../domain/decide/decide.ts'
import { type Explanation, explanationOf, sayExplanation } from '../domain/decide/explanation.ts'
import { NO_MEMORY } from '../domain/decide/memory.ts'
import type { Observed } from '../domain/decide/observed.ts'
import { timelineOf } from '../domain/demand/timeline.ts'
import { parseInstant } from '../domain/instant.ts'
import { type Problem, problem } from '../domain/problem.ts'
import type { Config } from '../domain/settings/config.ts'
import { calendarSources } from './calendar-sources.ts'
import { loadConfigFile } from './load-config-file.ts'
import { givenSources, readCalendars } from './read-calendars.ts'
import { InputError } from './read-input.ts'
import { readDeployments, readMemory, readNodes, readPods } from './snapshot.ts'

export interface ExplainOptions {
  readonly config: string
  readonly nodes: string
  readonly pods: string
  readonly deployments?: string | undefined
  readonly state?: string | undefined
  readonly calendar?: string | undefined
  /** ISO 8601; UTC, or the config's calendarTimezone, when it names no zone. */
  readonly at: string
  readonly assumeSettled?: boolean | undefined
  readonly output: 'json' | 'text'
}

/** The decision offline: exactly the product's, from files. @throws InputError */
export async function explain(options: ExplainOptions): Promise<string> {
  const { config, warnings } = await loadConfigFile(options.config)
  const atMs = parseInstant(options.at, config.calendar.timezone ?? 'utc')
  if (atMs === undefined) throw new InputError(`--at ${options.at} is no instant; write it like 2026-03-24T09:00:00Z`)
  const calendar = await readCalendar(config, options.calendar, atMs)
  const observed: Observed = {
    config,
    calendar: calendar.health,
    timeline: timelineOf(calendar.reading.occurrences, config),
    nodes: await readNodes(options.nodes),
    pods: await readPods(options.pods, config),
    deployments: options.deployments === undefined ? new Map() : await readDeployments(options.deployments),
    sight: LIVE,
  }
  const memory = options.state === undefined ? NO_MEMORY : await readMemory(options.state)
  const decision = decide(observed, memory, atMs, {
    assumeSettled: options.assumeSettled ?? false,
    deploymentsUnknown: options.deployments === undefined,
  })
  const explanation = explanationOf(decision, config.calendar.timezone ?? 'utc')
  const problems = [...warnings, ...calendar.reading.problems, ...calendarProblems(calendar), ...explanation.problems]
  return say({ ...explanation, problems, notes: assumptions(options) }, options.output)
}

const say = (explanation: Explanation, output: ExplainOptions['output']): string =>
  output === 'json' ? JSON.stringify(explanation, null, 2) : sayExplanation(explanation)

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

async function readCalendar(config: Config, given: string | undefined, atMs: number): Promise<CalendarState> {
  const stretch = stretchAround(atMs)
  const own = calendarSources(config, { secrets: '', stretch })
  const schedule = own.filter(({ at }) => at === 'schedule')
  if (given !== undefined)
    return readCalendars([...givenSources([given], { timezone: config.calendar.timezone, stretch }), ...schedule])
  const state = await readCalendars(schedule)
  if (own.length === schedule.length) return state
  const text = 'not read here, so no event of it counts; give the calendar with --calendar FILE or URL'
  const where = config.calendar.url === undefined ? 'calendars' : 'calendarUrl'
  return { ...state, reading: { ...state.reading, problems: [...state.reading.problems, problem(where, text)] } }
}

const calendarProblems = ({ health }: CalendarState): Problem[] =>
  health.at === 'failing' ? [problem('--calendar', health.because)] : []
