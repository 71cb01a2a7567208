import { sayTitles } from '../../calendar/event-name.ts'
import { MINUTE_MS, SECOND_MS, sayDuration } from '../../duration.ts'
import { parseInstant, sayTime } from '../../instant.ts'
import { sayCount } from '../../say.ts'
import type { ClassNow } from './classes-now.ts'
import type { Coming } from './coming.ts'
import type { PoolWait } from './waits.ts'

export interface Clock {
  readonly nowMs: number
  readonly zone: string
}

/** `281 people wait for a node, the longest for 2 min (since 08:59), and no node is on its way` */
export function sayWaits(waits: readonly PoolWait[], clock: Clock): string {
  const [longest] = waits
  const only = waits.length === 1 ? longest : undefined
  const unserved = waits.filter(({ isServed }) => !isServed)
  const coming = only ? sayServed(only, clock) : saySeveral(waits, unserved)
  return `${sayWaiting(waits, longest, clock)}${coming}`
}

/** `user: 281 people wait for a node, …`: each pool by itself. */
export const sayPoolWait = (wait: PoolWait, clock: Clock): string =>
  `${wait.pool ?? 'no pool'}: ${sayWaits([wait], clock)}`

function sayWaiting(waits: readonly PoolWait[], longest: PoolWait | undefined, { nowMs, zone }: Clock): string {
  const people = waits.reduce((sum, one) => sum + one.people, 0)
  const wait = people === 1 ? '1 person waits' : `${people} people wait`
  if (!longest) return wait
  const since = sayTime(parseInstant(longest.since) ?? nowMs, nowMs, zone)
  return `${wait} for a node, ${people === 1 ? '' : 'the longest '}for ${sayRoughly(longest.longestSeconds * SECOND_MS)} (since ${since})`
}

function sayServed({ coming, isServed }: PoolWait, clock: Clock): string {
  if (!coming) return isServed ? '' : ', and no node is on its way for them'
  return `; ${sayComing(coming, clock)}`
}

const saySeveral = (waits: readonly PoolWait[], unserved: readonly PoolWait[]): string =>
  unserved.length === 0
    ? `, in ${waits.length} pools`
    : `, in ${waits.length} pools; not enough nodes are on their way in ${unserved.map(({ pool }) => pool ?? 'no pool').join(', ')}`

/** `3 nodes boot, with 84 seats, about 09:06` */
export function sayComing({ nodes, seats, at, isLate }: Coming, { nowMs, zone }: Clock): string {
  const boot = `${sayCount(nodes, 'node')} ${nodes === 1 ? 'boots' : 'boot'}`
  const room = seats === undefined ? '' : `, with ${sayCount(seats, 'seat')}`
  const time = sayTime(parseInstant(at) ?? nowMs, nowMs, zone)
  return `${boot}${room}, ${isLate ? `due since about ${time}` : `about ${time}`}`
}

/** `"Data 8": 100 students announced, 231 came` */
export const sayClassNow = ({ title, announced, came }: ClassNow): string =>
  `${sayTitles([title])}: ${announced > 0 ? `${announced} announced` : 'no number announced'}, ${came} came`

/** Whole minutes, so that it is not news every second. */
const sayRoughly = (ms: number): string => sayDuration(ms < MINUTE_MS ? ms : Math.floor(ms / MINUTE_MS) * MINUTE_MS)
