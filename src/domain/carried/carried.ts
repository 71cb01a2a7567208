import { hasAll, NO_PULLS, type Pulls, withPulls } from '../images/pulls.ts'
import type { PoolRules } from '../settings/config.ts'
import { covering, type SpawnMemory } from './spawned.ts'

/**
 * What placeholders bring to their nodes. Another list makes all of them anew, so that one that is learned grows at once and
 * shrinks only while there are none.
 * @param before what they bring already
 * @param isIdle there are no placeholders
 */
export function carriedOf(
  rule: PoolRules['userImages'],
  spawned: SpawnMemory | undefined,
  before: Pulls | undefined,
  isIdle: boolean,
): Pulls {
  if (rule !== 'auto') return rule
  const wanted = spawned ? covering(spawned).reduce<Pulls>(withPulls, NO_PULLS) : NO_PULLS
  if (before === undefined || isIdle) return wanted.images.length > 0 ? wanted : (before ?? NO_PULLS)
  return hasAll(before, wanted) ? before : withPulls(wanted, before)
}
