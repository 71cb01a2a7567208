import { sayDuration } from '../../domain/duration.ts'
import { sayLimit } from '../../domain/fit/say-need.ts'
import { shortfallProblem } from '../../domain/fit/say-shortfall.ts'
import { sayPlainly } from '../../domain/say.ts'
import type { TriedPool } from '../../domain/trial/tried-pool.ts'

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
  if (tried.limits.length === 0) return 'Nothing that is known limits the pool.'
  return `As far as is known: the pool can have ${tried.limits.map(sayLimit).join(', ')}.`
}
