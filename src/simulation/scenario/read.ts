import { CORE_SCHEMA, load, YAMLException } from 'js-yaml'
import { loadConfig } from '../../config/load.ts'
import { type Calendar, parseCalendar } from '../../domain/calendar/occurrences/parse.ts'
import { DAY_MS } from '../../domain/duration.ts'
import { given } from '../../domain/given.ts'
import { sayIssue } from '../../domain/parsed.ts'
import { type Problem, problem } from '../../domain/problem.ts'
import type { Config } from '../../domain/settings/config.ts'
import type { PoolSpec } from '../cluster/cluster.ts'
import { seeded } from '../cluster/random.ts'
import { BadScenario } from './bad-scenario.ts'
import { eventsIn, eventsOf, feedOf, pollingFeedOf, type Shown } from './calendar.ts'
import { readMoment } from './fields.ts'
import { poolsOf } from './pools.ts'
import type { Scenario } from './scenario.ts'
import { type ScenarioFile, scenarioSchema } from './schema.ts'
import { visitsOf } from './visits.ts'
import { at, type When } from './when.ts'

/** A scenario with what a report says about it. */
export interface Rehearsal {
  readonly title: string
  readonly about: string
  readonly timezone: string
  readonly scenario: Scenario
  /** Without lead and trail times. */
  readonly events: readonly Shown[]
  readonly compare: readonly string[] | undefined
  readonly warnings: readonly Problem[]
}

export interface ReadOptions {
  /** Helm values instead of those in the file. */
  readonly config?: string | undefined
  /** An ICS file instead of the calendar in the file. */
  readonly calendar?: IcsFile | undefined
  /** Reads a file that the scenario names. */
  readonly readText: (path: string) => Promise<string>
}

interface IcsFile {
  readonly path: string
  readonly text: string
}

interface Ics {
  readonly text: string
  readonly calendar: Calendar
}

/** Reads a scenario file: everything that will happen is decided here, by its seed. @throws BadScenario */
export async function readScenario(yaml: string, options: ReadOptions): Promise<Rehearsal> {
  const file = check(yaml)
  const when = whenOf(file)
  const { config, warnings } = configOf(file, options.config)
  const pools = poolsOf(file, config, when)
  const ics = await icsOf(file, options, config.calendar.timezone)
  const calendar = file.calendar ?? (ics === undefined ? undefined : { events: [], outages: [] })
  const pollingCalendar = ics === undefined && calendar ? pollingFeedOf(calendar, when) : undefined
  const random = seeded(file.seed)
  const { visits, notes } = await visitsOf(file, { when, pools, config, random, readText: options.readText })
  return {
    title: file.title,
    about: file.about.trim(),
    timezone: file.timezone,
    events: ics ? eventsIn(ics.calendar, when) : calendar ? eventsOf(calendar, when) : [],
    compare: file.compare,
    warnings: [...warnings, ...poolsWithoutNodes(config, pools), ...notes],
    scenario: {
      seed: file.seed,
      startMs: when.startMs,
      endMs: when.endMs,
      restartsMs: file.restarts.map((moment) => at(moment, when)),
      config,
      ...given({ calendar: calendar && feedOf(calendar, ics?.text, when), pollingCalendar }),
      owner: { name: 'warmseats-state', uid: 'simulated-state', namespace: 'jupyterhub' },
      pools,
      nodes: pools.flatMap((pool) =>
        Array.from({ length: file.pools[pool.name]?.there ?? 0 }, (_, one) => ({
          name: `${pool.name}-${one + 1}`,
          pool,
          readySinceMs: when.startMs,
        })),
      ),
      visits,
      podStartMs: file.podStart,
      placement: file.scheduler,
      autoscaler: file.autoscaler,
    },
  }
}

function check(yaml: string): ScenarioFile {
  let parsed: unknown
  try {
    parsed = load(yaml, { schema: CORE_SCHEMA, maxAliases: 100 })
  } catch (error) {
    const reason = error instanceof YAMLException ? error.message : String(error)
    throw new BadScenario([problem('scenario', `is not valid YAML: ${reason}`)])
  }
  const checked = scenarioSchema.safeParse(parsed)
  if (checked.success) return checked.data
  throw new BadScenario(checked.error.issues.map((issue) => sayIssue(issue, 'scenario')))
}

/** The text of the ICS file, where one is given or named. What is no calendar would be a day without events. */
async function icsOf(
  file: ScenarioFile,
  { calendar, readText }: ReadOptions,
  timezone: string | undefined,
): Promise<Ics | undefined> {
  const named = file.calendar?.ics
  if (calendar) return checked(calendar, '--calendar', timezone)
  return named === undefined
    ? undefined
    : checked({ path: named, text: await readText(named) }, 'calendar.ics', timezone)
}

function checked({ path, text }: IcsFile, where: string, timezone: string | undefined): Ics {
  const parsed = parseCalendar(text, given({ timezone }))
  if (parsed.at === 'calendar') return { text, calendar: parsed.calendar }
  throw new BadScenario([problem(where, `${path} cannot be used: ${parsed.because}`)])
}

/** A year, a sample a minute: half a million of them. */
const LONGEST_MS = 366 * DAY_MS

function whenOf({ start, end, timezone }: ScenarioFile): When {
  const startMs = readMoment(start, Number.NaN, timezone)
  if (startMs === undefined || Number.isNaN(startMs))
    throw new BadScenario([problem('start', 'needs a date; write "2026-03-24 07:30"')])
  const endMs = readMoment(end, startMs, timezone) ?? startMs
  if (endMs <= startMs) throw new BadScenario([problem('end', 'is not after the start')])
  if (endMs - startMs > LONGEST_MS) throw new BadScenario([problem('end', 'is more than a year after the start')])
  return { startMs, endMs, timezone }
}

/** JSON is YAML: the values go through the product's own loader. */
function configOf(file: ScenarioFile, values: string | undefined): { config: Config; warnings: readonly Problem[] } {
  const pools = Object.fromEntries(
    Object.keys(file.pools).map((name) => [name, { nodeSelector: { 'hub.jupyter.org/pool-name': name } }]),
  )
  const loaded = loadConfig(
    values ?? JSON.stringify({ calendarTimezone: file.timezone, nodePools: pools, ...file.config }),
  )
  if (loaded.at === 'good') return loaded
  const where = values === undefined ? 'config' : '--config'
  throw new BadScenario(loaded.errors.map((one) => problem(`${where}.${one.where}`, one.text)))
}

const poolsWithoutNodes = (config: Config, pools: readonly PoolSpec[]): Problem[] =>
  [...config.pools.keys()]
    .filter((name) => !pools.some((pool) => pool.name === name))
    .map((name) => problem(`nodePools.${name}`, 'has no nodes in this scenario; describe them under `pools`'))
