import { sayCount } from '../say.ts'
import type { Saved } from './saved.ts'
import type { KnownSeries, KnownTime } from './series.ts'

/** `"Data 8 Lab"`, or what can be said of a class whose title nobody remembers. */
export const sayName = ({ title, when }: Pick<KnownSeries, 'title' | 'when'>): string =>
  title === undefined ? `a class of ${when} that the calendar does not name now` : title

/** `83 of 210`, `83`; of one that did not take place that it did not. */
export function sayCame({ came, announced, isMissed }: KnownTime): string {
  const said = announced > 0 ? `${came} of ${announced}` : came
  return isMissed ? `${said} (not counted)` : said
}

/** What `history: on` would have done to classes that were. */
export function saySaved({ times, seats, nodes, short }: Saved): string {
  const size = Math.abs(seats)
  const inNodes = nodes === undefined || nodes === 0 || nodes < 0 !== seats < 0 ? '' : ` (${sayNodes(Math.abs(nodes))})`
  const what =
    size === 0
      ? 'would have saved nothing'
      : `would have ${seats > 0 ? 'saved' : 'held'} ${sayCount(size, 'seat')}${inNodes}${seats > 0 ? '' : ' more'}`
  const more =
    short === 0 ? 'to none of them more came than it expected' : `to ${short} of them more came than it expected`
  return `forecast.history: on ${what} at the start on average of the last ${times === 1 ? 'class' : `${times} classes`}; ${more}`
}

const sayNodes = (nodes: number) => `${nodes} node${nodes === 1 ? '' : 's'}`

const LEVELS = '▁▂▃▄▅▆▇█'

/** How people come, five minutes a sign: `▁▁▂▂▄▇█▇▅▃▂▁▁▁▁`. */
export function drawCurve(shares: readonly number[]): string {
  const most = Math.max(...shares, Number.EPSILON)
  return shares.map((share) => LEVELS[Math.round((share / most) * (LEVELS.length - 1))]).join('')
}
