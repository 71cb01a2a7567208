import { placesOf } from '../../src/simulation/report/words.ts'
import type { Scenario } from '../../src/simulation/scenario/scenario.ts'
import { HOUR, MINUTE } from '../support/time.ts'

/** The longest boot of the lecture of 350, and the image. */
const BOOT = 5 * MINUTE + 90_000

/**
 * The oracle knows every arrival and packs nodes full, no node too many. Each node is there, image and all, when the
 * first of those who sit on it comes. @returns node-hours until the last login
 * @param justInTime asks for each node one boot before it is needed, instead of for all of them at the lead's start
 */
export function oracleUntilLogin(
  { visits, pools }: Pick<Scenario, 'visits' | 'pools'>,
  fromMs: number,
  justInTime: boolean,
): number {
  const [pool] = pools
  const arrivals = visits.map(({ arrivesMs }) => arrivesMs).sort((a, b) => a - b)
  const toMs = arrivals.at(-1) ?? fromMs
  const places = pool ? placesOf(pool) : 1
  const first = arrivals.filter((_, index) => index % places === 0)
  const asked = first.map((ms) => (justInTime ? Math.max(fromMs, ms - BOOT) : fromMs))
  return asked.reduce((sum, ms) => sum + (toMs - ms), 0) / HOUR
}
