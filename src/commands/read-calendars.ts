import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { filter, firstValueFrom, of } from 'rxjs'
import type { Stretch } from '../../streams/calendar/horizon.ts'
import { calendars$, mergeCalendars, type NamedSource } from '../../streams/sources/calendars.ts'
import type { CalendarState } from '../domain/calendar/occurrence.ts'
import { given } from '../domain/given.ts'
import { momentOf } from './moment.ts'
import { InputError } from './read-input.ts'

/** Reads calendars once. Those that cannot be read are in its health, and cost the others nothing. */
export const readCalendars = (sources: readonly NamedSource[]): Promise<CalendarState> =>
  firstValueFrom(mergeCalendars(calendars$(of(sources))).pipe(filter(({ health }) => health.at !== 'loading')))

/**
 * Calendars that were named on the command line: addresses and files. There, unlike in a config, a plain name such as
 * `midterm.ics` is a file, if it is there; and whoever writes it reaches no more by it than without us.
 */
export const givenSources = (
  urls: readonly string[],
  { timezone, stretch }: { readonly timezone?: string | undefined; readonly stretch: Stretch },
): NamedSource[] =>
  urls.map((url, index) => ({
    at: 'calendar',
    name: urls.length > 1 ? `calendar ${index + 1}` : 'calendar',
    id: String(index),
    source: {
      where: { url: existsSync(url) ? resolve(url) : url },
      stretch,
      privateHosts: ['*'],
      ...given({ timezone: timezone || undefined }),
    },
  }))

export interface StretchOptions {
  /** Default: today. */
  readonly from?: string | undefined
  /** Not included; default: seven days later. */
  readonly to?: string | undefined
}

/** The stretch of time between two options. @throws InputError */
export function stretchOf({ from = 'today', to = '+7d' }: StretchOptions, nowMs: number, zone = 'utc'): Stretch {
  const fromMs = momentOf('--from', from, { zone, nowMs })
  const toMs = momentOf('--to', to, { zone, nowMs, sinceMs: fromMs })
  if (toMs <= fromMs) throw new InputError(`--to ${to} is not after --from ${from}`)
  return { fromMs, toMs }
}

export function checkZone(timezone: string | undefined): void {
  try {
    if (timezone !== undefined) new Intl.DateTimeFormat('en', { timeZone: timezone })
  } catch {
    throw new InputError(
      `--timezone ${timezone} is no time zone; write a name like America/Los_Angeles or Europe/Zurich`,
    )
  }
}
