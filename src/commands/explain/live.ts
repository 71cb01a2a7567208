import { stretchAround } from '../../../streams/calendar/horizon.ts'
import { LIVE } from '../../domain/cluster/world.ts'
import { NO_MEMORY } from '../../domain/decide/memory.ts'
import { timelineOf } from '../../domain/demand/timeline.ts'
import { given } from '../../domain/given.ts'
import { atCluster } from '../cluster/ask.ts'
import { readOwnCalendars } from '../cluster/calendars.ts'
import { configOf, findInstalled } from '../cluster/installed.ts'
import { readObjects } from '../cluster/objects.ts'
import { givenSources, readCalendars } from '../read-calendars.ts'
import { InputError } from '../read-input.ts'
import type { ExplainOptions } from './explain.ts'
import type { AtMs, Read } from './scene.ts'

/** Everything from the cluster: the release's config, calendars and memory, and what is there. @throws InputError */
export const readLive = (options: ExplainOptions, at: AtMs): Promise<Read> => {
  if (options.deployments !== undefined)
    throw new InputError('--deployments is a file beside --nodes and --pods: give these too')
  return atCluster(options, async (place) => {
    const installed = await findInstalled(place, options.state)
    const { config, warnings } = await configOf(installed, place, options.config)
    const { timezone } = config.calendar
    const atMs = at(timezone)
    const stretch = stretchAround(atMs)
    const calendar =
      options.calendar === undefined
        ? await readOwnCalendars(config, installed, { secrets: options.secrets ?? '', stretch })
        : await readCalendars(givenSources([options.calendar], { timezone, stretch }))
    const observed = {
      config,
      calendar: calendar.health,
      timeline: timelineOf(calendar.reading.occurrences, config),
      ...given({ calendarZone: calendar.reading.zone, forgotten: installed.state?.forgotten }),
      ...(await readObjects(place, config)),
      sight: LIVE,
    }
    const { memory } = installed.state ?? {}
    const assumed = memory
      ? []
      : ['without the memory of a release, grace periods are judged from the times in the API']
    return { scene: { observed, memory: memory ?? NO_MEMORY, calendar, warnings, assumed, unasked: [] }, atMs }
  })
}
