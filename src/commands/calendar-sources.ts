import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Stretch } from '../../streams/calendar/horizon.ts'
import type { AuthFiles, Where } from '../../streams/calendar/locate.ts'
import type { NamedSource } from '../../streams/sources/calendars.ts'
import { given } from '../domain/given.ts'
import type { CalendarAuth, CalendarEntry } from '../domain/settings/calendars.ts'
import type { Config } from '../domain/settings/config.ts'

export interface CalendarOptions {
  /** Under which each Secret that the config names is mounted as a folder. */
  readonly secrets: string
  /** Of calendarUrlSecret; takes the place of calendarUrl. */
  readonly url?: string | undefined
  /** Read this stretch of time instead of what lies around the present. */
  readonly stretch?: Stretch
}

/** What has to be read for a config: the calendar of `calendarUrl`, the further `calendars`, and the `schedule`. */
export function calendarSources(config: Config, { secrets, url, stretch }: CalendarOptions): NamedSource[] {
  const { calendar, calendars, schedule } = config
  const { timezone, refreshMs, privateHosts } = calendar
  const address = url || calendar.url
  const main = address ? [{ name: 'calendar', url: address, refreshMs, ...given({ timezone }) }] : []
  return [
    ...[...main, ...calendars].map((entry) => sourceOf(entry, { secrets, stretch, privateHosts })),
    ...(schedule.length > 0
      ? [{ at: 'schedule' as const, name: 'schedule', entries: schedule, ...given({ timezone, stretch }) }]
      : []),
  ]
}

interface Read {
  readonly secrets: string
  readonly stretch: Stretch | undefined
  readonly privateHosts: readonly string[]
}

function sourceOf(entry: CalendarEntry, { secrets, stretch, privateHosts }: Read): NamedSource {
  const { name, url = '', secret, auth, timezone, refreshMs, pools, who } = entry
  const where: Where = secret ? { urlFile: join(secrets, secret.name, secret.key) } : { url }
  return {
    at: 'calendar',
    name: name === 'calendar' ? name : `calendar ${name}`,
    id: createHash('sha256')
      .update(JSON.stringify([where, timezone]))
      .digest('hex')
      .slice(0, 16),
    source: {
      where,
      refreshMs,
      privateHosts,
      ...given({ auth: auth && authFiles(auth, secrets), timezone, stretch }),
    },
    ...given({ pools, who }),
  }
}

function authFiles(auth: CalendarAuth, secrets: string): AuthFiles {
  const file = (key: string) => join(secrets, auth.secretName, key)
  return auth.type === 'bearer'
    ? { at: 'bearer', tokenFile: file(auth.tokenKey) }
    : { at: 'basic', usernameFile: file(auth.usernameKey), passwordFile: file(auth.passwordKey) }
}
