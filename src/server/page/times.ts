import { DateTime } from 'luxon'
import { MINUTE_MS, sayDuration } from '../../domain/duration.ts'
import { parseInstant } from '../../domain/instant.ts'
import type { Snapshot } from '../../domain/snapshot/snapshot.ts'
import { html, type Markup } from '../../markup/markup.ts'

/** Writes the instants of a snapshot as times of day in its zone, with the day where that is another one. */
export interface Times {
  (instant: string, precision?: 'minutes' | 'seconds'): Markup
  /** `in 12 min`; the script of the page goes on counting. */
  readonly until: (instant: string) => Markup
}

export function timesOf({ at, zone }: Pick<Snapshot, 'at' | 'zone'>): Times {
  const now = DateTime.fromMillis(parseInstant(at) ?? 0, { zone })
  const say = (instant: string, precision: 'minutes' | 'seconds' = 'minutes') => {
    const time = DateTime.fromMillis(parseInstant(instant) ?? 0, { zone, locale: 'en' })
    const clock = precision === 'seconds' ? 'HH:mm:ss' : 'HH:mm'
    const days = Math.abs(time.diff(now, 'days').days)
    const day = time.hasSame(now, 'day') ? '' : days < 6 ? 'ccc ' : time.hasSame(now, 'year') ? 'd LLL ' : 'd LLL yyyy '
    return html`<time datetime="${instant}">${time.toFormat(day + clock)}</time>`
  }
  const until = (instant: string) =>
    html`<b data-until="${instant}">${sayUntil((parseInstant(instant) ?? 0) - now.toMillis())}</b>`
  return Object.assign(say, { until })
}

/** Whole minutes, rounded up, as the script counts them: `in 1 h 5 min`. */
function sayUntil(ms: number): string {
  const minutes = Math.max(0, Math.ceil(ms / MINUTE_MS))
  return minutes === 0 ? 'now' : `in ${sayDuration(minutes * MINUTE_MS)}`
}

export const sayZone = (zone: string): string => (zone === 'utc' ? 'UTC' : zone)
