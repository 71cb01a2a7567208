import { sayDuration } from '../../domain/duration.ts'
import { shortfallProblem } from '../../domain/fit/say-shortfall.ts'
import { sayCount, sayPlainly } from '../../domain/say.ts'
import type { TriedPool } from '../../domain/trial/tried-pool.ts'

/** `350 students and 4 placeholders` */
export const sayAsked = ({ asks }: Pick<TriedPool, 'asks'>): string =>
  asks
    .map(({ unit, amount }) => (unit === 'integer' ? sayCount(amount, 'placeholder') : `${amount} ${unit}`))
    .join(' and ')

/** `350 seats → 13 placeholders → 13 nodes`, as far as sizes are known. */
export function saySize({ need: { seats, placeholders, nodes }, scale }: Pick<TriedPool, 'need' | 'scale'>): string {
  const people = seats > 0 ? [sayCount(seats, 'seat')] : []
  if (seats > 0 && scale.seat === undefined) return `${people.join()}; how large a seat is, nobody has told yet`
  const known = [
    ...people,
    sayCount(placeholders, 'placeholder'),
    ...(nodes === undefined ? [] : [sayCount(nodes, 'node')]),
  ]
  return `${known.join(' → ')}${nodes === undefined ? '; how many nodes that is, no node has told yet' : ''}`
}

/** How long before an event begins. */
export function sayLead(ms: number): string {
  if (ms > 0) return `${sayDuration(ms)} before it begins`
  return ms === 0 ? 'as it begins' : `${sayDuration(-ms)} after it began`
}

/** What cannot be had, in the words of the problem that it would be. */
export const saysShort = ({ pool, shortfall }: TriedPool, zone: string): string =>
  shortfall ? sayPlainly(shortfallProblem(pool, shortfall, zone).text) : ''

export function sayFit(tried: TriedPool, zone: string): string {
  if (tried.shortfall) return `No: ${saysShort(tried, zone)}.`
  const known = tried.limits.map(({ of, most, because }) => `${sayCount(most, of.slice(0, -1))} (${because})`)
  if (known.length === 0) return 'Nothing that is known limits the pool.'
  return `As far as is known: the pool can have ${known.join(', ')}.`
}
