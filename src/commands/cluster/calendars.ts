import type { Stretch } from '../../../streams/calendar/horizon.ts'
import type { CalendarState } from '../../domain/calendar/occurrence.ts'
import { given } from '../../domain/given.ts'
import type { Config } from '../../domain/settings/config.ts'
import { calendarSources } from '../calendar-sources.ts'
import { readCalendars } from '../read-calendars.ts'
import type { Installed } from './installed.ts'

/**
 * The calendars of a release's config, read from here, with the address that its Secret has.
 * @param secrets the folder of Secrets that the config names
 */
export async function readOwnCalendars(
  config: Config,
  { release }: Installed,
  { secrets, stretch }: { readonly secrets: string; readonly stretch: Stretch },
): Promise<CalendarState> {
  const { calendar } = release ?? {}
  const url = calendar && 'url' in calendar ? calendar.url : undefined
  const state = await readCalendars(calendarSources(config, { secrets, stretch, ...given({ url }) }))
  if (!calendar || 'url' in calendar) return state
  const others = state.health.at === 'failing' ? [state.health.because] : []
  return { ...state, health: { at: 'failing', sinceMs: 0, because: [calendar.unread, ...others].join('; ') } }
}
