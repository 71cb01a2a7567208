import { DateTime } from 'luxon'
import { sayTitles } from '../calendar/event-name.ts'
import { type Problem, problem } from '../problem.ts'
import { sayCount } from '../say.ts'
import { CAN_HAVE, sayLimit, saySeen } from './say-need.ts'
import { isCertain, type Shortfall } from './shortfalls.ts'

/** A problem where it is certain, a remark otherwise. */
export const shortfallProblem = (pool: string, shortfall: Shortfall, zone: string): Problem =>
  problem(`nodePools.${pool}`, sayShortfall(shortfall, zone))

/**
 * `"Data 8", Thu 3 Dec 09:00, needs 13 nodes; the pool can have 10 nodes (…): 70 of 350 will not find a seat`, or `…; the most
 * seen so far is 10 nodes: whether more can come, nobody says`. The same words at whatever time they are said, so that a log
 * has them once.
 */
export function sayShortfall(shortfall: Shortfall, zone: string): string {
  const { ahead, limit, again } = shortfall
  const at = DateTime.fromMillis(ahead.startMs, { zone, locale: 'en' }).toFormat('ccc d LLL HH:mm')
  const when = `${at}${again ? ' and later' : ''}`
  const most = isCertain(shortfall)
    ? `${CAN_HAVE} ${sayLimit(limit)}: ${sayWithout(shortfall)}${sayCheck(shortfall)}`
    : `${saySeen(limit)}: whether more can come, nobody says`
  return `${sayTitles(ahead.events)}, ${when}, needs ${sayNeed(shortfall)}; ${most}`
}

/** Where nobody said the limit nobody said that so many are meant, and it may be a slip of the pen. */
const sayCheck = ({ limit: { by, isDefault }, need: { placeholders } }: Shortfall): string =>
  by === 'values' && isDefault ? `; check the number, or write maxPlaceholders: ${placeholders}` : ''

/** `70 of 350 will not find a seat`, `3 nodes will be missing`. */
export const sayWithout = (shortfall: Shortfall): string =>
  shortfall.missing === 'people'
    ? ofPeople(shortfall)
    : `${sayCount(shortfall.short, unitOf(shortfall))} will be missing`

function sayNeed({ need: { seats, placeholders = 0, nodes = 0 }, limit: { of } }: Shortfall): string {
  if (of === 'seats') return sayCount(seats, 'seat')
  return of === 'nodes' ? sayCount(nodes, 'node') : sayCount(placeholders, 'placeholder')
}

/** Where placeholders are limited and nodes are not, nodes come for people themselves: later. */
const ofPeople = ({ need, limit, short }: Shortfall): string =>
  `${short} of ${need.seats} will ${limit.of === 'placeholders' ? 'wait for a node' : 'not find a seat'}`

const unitOf = ({ limit: { of } }: Shortfall): string => (of === 'nodes' ? 'node' : 'placeholder')
