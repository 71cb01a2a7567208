import { sayDuration } from '../../domain/duration.ts'
import { sayLargeSeat } from '../../domain/fit/large-seats.ts'
import { CAN_HAVE, sayLimits } from '../../domain/fit/say-need.ts'
import { sayShortfall } from '../../domain/fit/say-shortfall.ts'
import { sayPlainly } from '../../domain/say.ts'
import type { TriedPool } from '../../domain/trial/tried-pool.ts'

/** How long before an event begins. */
export function sayLead(ms: number): string {
  if (ms > 0) return `${sayDuration(ms)} before it begins`
  return ms === 0 ? 'as it begins' : `${sayDuration(-ms)} after it began`
}

/** What cannot be had, in the words of the problem that it would be; undefined: all of it can, as far as is known. */
export function saysShort({ largeSeat, shortfall }: TriedPool, zone: string): string | undefined {
  if (largeSeat) return sayLargeSeat(largeSeat)
  return shortfall && sayPlainly(sayShortfall(shortfall, zone))
}

export function sayFit(tried: TriedPool, zone: string): string {
  const short = saysShort(tried, zone)
  if (short !== undefined) return `No: ${short}.`
  const most = sayLimits(tried.limits, CAN_HAVE)
  return most === '' ? 'Nothing that is known limits the pool.' : `As far as is known: ${most}.`
}
