import { stretchAround } from '../../../streams/calendar/horizon.ts'
import type { CalendarState } from '../../domain/calendar/occurrence.ts'
import { type Memory, NO_MEMORY } from '../../domain/decide/memory.ts'
import { weekZoneOf } from '../../domain/decide/observed.ts'
import { timelineOf } from '../../domain/demand/timeline.ts'
import { learnedFit } from '../../domain/fit/fit-plan.ts'
import { type Forgotten, withoutForgotten } from '../../domain/forecast/forgotten.ts'
import { given } from '../../domain/given.ts'
import { type KnownPool, knownOf } from '../../domain/known/known.ts'
import type { Problem } from '../../domain/problem.ts'
import type { Config } from '../../domain/settings/config.ts'
import { unreadOf } from '../answer.ts'
import { calendarSources } from '../calendar-sources.ts'
import { atCluster, type Place, type PlaceOptions } from '../cluster/ask.ts'
import { readOwnCalendars } from '../cluster/calendars.ts'
import { configOf, findInstalled, type Installed } from '../cluster/installed.ts'
import { loadConfigFile } from '../load-config-file.ts'
import { givenSources, readCalendars } from '../read-calendars.ts'
import { InputError } from '../read-input.ts'
import { readMemory } from '../snapshot.ts'

export interface KnownOptions extends PlaceOptions {
  /** With a state, and no cluster is asked. */
  readonly config?: string | undefined
  /** Instead of the config's calendars: who names the classes. */
  readonly calendar?: readonly string[] | undefined
  readonly secrets?: string | undefined
  /** With a config a file of the state ConfigMap; of the cluster its name, where several releases are. */
  readonly state?: string | undefined
}

/** What is remembered of who comes, and in whose time. */
export interface Known {
  readonly pools: readonly KnownPool[]
  readonly zone: string
  readonly warnings: readonly Problem[]
  readonly unread: readonly string[]
}

/** What a release in the cluster knows, or a state in a file. @throws InputError, ConnectionError */
export const readKnown = (options: KnownOptions, nowMs: number): Promise<Known> =>
  options.config === undefined
    ? atCluster(options, async (place) =>
        readLiveKnown(await findInstalled(place, options.state), place, options, nowMs),
      )
    : readFiles(options.config, options, nowMs)

/** The same of a release that was found. @throws InputError */
export async function readLiveKnown(
  installed: Installed,
  place: Place,
  { calendar = [], secrets = '' }: KnownOptions,
  nowMs: number,
): Promise<Known> {
  const { config, warnings } = await configOf(installed, place, undefined)
  const stretch = stretchAround(nowMs)
  const read =
    calendar.length === 0
      ? await readOwnCalendars(config, installed, { secrets, stretch })
      : await readNamed(config, calendar, nowMs)
  const { memory = NO_MEMORY, forgotten } = installed.state ?? {}
  return knownFrom({ config, warnings, memory, forgotten, calendar: read, nowMs })
}

async function readFiles(file: string, { calendar = [], state }: KnownOptions, nowMs: number): Promise<Known> {
  if (state === undefined)
    throw new InputError(
      'with --config no cluster is asked: give the memory with --state FILE (kubectl get configmap RELEASE-state -o json)',
    )
  const { config, warnings } = await loadConfigFile(file)
  const memory = await readMemory(state)
  return knownFrom({
    config,
    warnings,
    memory,
    forgotten: undefined,
    calendar: await readNamed(config, calendar, nowMs),
    nowMs,
  })
}

function readNamed(config: Config, urls: readonly string[], nowMs: number): Promise<CalendarState> {
  const stretch = stretchAround(nowMs)
  const own = calendarSources(config, { secrets: '', stretch })
  const named = givenSources(urls, { timezone: config.calendar.timezone, stretch })
  return readCalendars(urls.length === 0 ? own : [...named, ...own.filter(({ at }) => at === 'schedule')])
}

interface Read {
  readonly config: Config
  readonly warnings: readonly Problem[]
  readonly memory: Memory
  readonly forgotten: Forgotten | undefined
  readonly calendar: CalendarState
  readonly nowMs: number
}

function knownFrom({ config, warnings, memory, forgotten = {}, calendar, nowMs }: Read): Known {
  const zone = weekZoneOf({ config, ...given({ calendarZone: calendar.reading.zone }) })
  const perNode = (name: string) => {
    const pool = config.pools.get(name)
    return pool && learnedFit({ pool, config, learned: memory.pools[name] ?? {} }).scale.perNode
  }
  const pools = knownOf({
    config,
    memory: withoutForgotten(memory.forecast, forgotten, zone),
    timeline: timelineOf(calendar.reading.occurrences, config),
    zone,
    nowMs,
    perNode,
  })
  return { pools, zone, warnings, unread: unreadOf(calendar) }
}
