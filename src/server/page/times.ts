import { DateTime } from 'luxon'
import { parseInstant } from '../../domain/instant.ts'
import type { Snapshot } from '../../domain/snapshot/snapshot.ts'
import { html, type Markup } from '../../markup/markup.ts'

/** Writes the instants of a snapshot as times of day in its zone, with the day where that is another one. */
export type Times = (instant: string, precision?: 'minutes' | 'seconds') => Markup

export function timesOf({ at, zone }: Pick<Snapshot, 'at' | 'zone'>): Times {
  const now = DateTime.fromMillis(parseInstant(at) ?? 0, { zone })
  return (instant, precision = 'minutes') => {
    const time = DateTime.fromMillis(parseInstant(instant) ?? 0, { zone, locale: 'en' })
    const clock = precision === 'seconds' ? 'HH:mm:ss' : 'HH:mm'
    const days = Math.abs(time.diff(now, 'days').days)
    const day = time.hasSame(now, 'day') ? '' : days < 6 ? 'ccc ' : time.hasSame(now, 'year') ? 'd LLL ' : 'd LLL yyyy '
    return html`<time datetime="${instant}">${time.toFormat(day + clock)}</time>`
  }
}

export const sayZone = (zone: string): string => (zone === 'utc' ? 'UTC' : zone)
