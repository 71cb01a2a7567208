import { fullName } from '../images/names.ts'
import { hasAll, NO_PULLS, type PulledImage, type Pulls, withPulls } from '../images/pulls.ts'
import type { PoolRules } from '../settings/config.ts'
import { covering, type SpawnMemory } from './spawned.ts'

/**
 * What placeholders bring to their nodes. Another list makes all of them anew, so that one that is learned grows at once and
 * shrinks only while there are none.
 * @param before what they bring already
 * @param isIdle there are no placeholders
 * @param bare images that came and could not run the command that ends at once, by their full names
 */
export function carriedOf(
  rule: PoolRules['userImages'],
  spawned: SpawnMemory | undefined,
  before: Pulls | undefined,
  isIdle: boolean,
  bare: ReadonlySet<string> = new Set(),
): Pulls {
  return withBare(listOf(rule, spawned, before, isIdle), before, bare)
}

function listOf(
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

/** What was seen of an image once stays known as long as it is brought. */
function withBare(list: Pulls, before: Pulls | undefined, bare: ReadonlySet<string>): Pulls {
  const known = new Set(before?.images.flatMap(({ image, isBare }) => (isBare ? [image] : [])))
  const isNew = ({ image, isBare }: PulledImage) => !isBare && (known.has(image) || bare.has(fullName(image)))
  if (!list.images.some(isNew)) return list
  return { ...list, images: list.images.map((one) => (isNew(one) ? { ...one, isBare: true } : one)) }
}
