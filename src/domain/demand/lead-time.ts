import { MINUTE_MS, sayDuration } from '../duration.ts'
import { nearestRank } from '../order.ts'
import { oncePerObject } from '../remembered.ts'
import type { Boots } from './boots.ts'

/** What the lead time `auto` stands for in a pool, and from how many boots that is known. */
export interface LeadTime {
  readonly ms: number
  readonly boots: number
  /** Once there are enough boots: the shortest and the longest of them. */
  readonly learned?: { readonly leastMs: number; readonly mostMs: number }
}

/** So long until it is learned. */
const UNLEARNED_MS = 10 * MINUTE_MS
const LEAST_BOOTS = 5
const LONGEST_LEAD_MS = 30 * MINUTE_MS
/** Of ten boots nine are not longer. */
const SHARE = 0.9

export const UNLEARNED: LeadTime = { ms: UNLEARNED_MS, boots: 0 }

/**
 * How long before an event a pool has to begin so that its nodes are there: the 90th percentile of its boots (nearest
 * rank), rounded up to a minute, at most 30 minutes.
 */
export const leadTimeOf = (boots: Boots): LeadTime => (boots.length === 0 ? UNLEARNED : learnedOf(boots))

/** Boots are the same array until a new one comes; decisions are made far more often. */
const learnedOf = oncePerObject((boots: Boots): LeadTime => {
  if (boots.length < LEAST_BOOTS) return { ms: UNLEARNED_MS, boots: boots.length }
  const took = boots.map(({ tookMs }) => tookMs).sort((a, b) => a - b)
  const [leastMs = 0, mostMs = 0] = [took[0], took.at(-1)]
  const percentileMs = nearestRank(took, SHARE) ?? mostMs
  const ms = Math.min(LONGEST_LEAD_MS, Math.max(1, Math.ceil(percentileMs / MINUTE_MS)) * MINUTE_MS)
  return { ms, boots: boots.length, learned: { leastMs, mostMs } }
})

/** Where it comes from: `p90 of 23 boots, 3 min 10 s to 8 min`. */
export function sayBoots({ boots, learned }: LeadTime): string {
  return learned
    ? `p90 of ${boots} boots, ${sayDuration(learned.leastMs)} to ${sayDuration(learned.mostMs)}`
    : `until ${LEAST_BOOTS} boots were seen (${boots} so far)`
}

/** `7 min: p90 of 23 boots, 3 min 10 s to 8 min`, `10 min until 5 boots were seen (2 so far)`. */
export const sayLeadTime = (lead: LeadTime): string =>
  `${sayDuration(lead.ms)}${lead.learned ? ':' : ''} ${sayBoots(lead)}`
