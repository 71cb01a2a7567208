import { MINUTE_MS, sayDuration, sayWait } from '../../domain/duration.ts'
import type { Rehearsal } from '../scenario/read.ts'
import { binMs } from './drawing/bins.ts'
import { pricedPools, priceOf } from './money.ts'
import { sayPool } from './words.ts'

/** What the numbers of a report rest on, a sentence each. */
export function assumptions(rehearsal: Rehearsal): string[] {
  const { scenario } = rehearsal
  const { autoscaler, pools, podStartMs } = scenario
  return [
    ...pools.map(sayPool),
    `A server starts ${sayWait(podStartMs)} after it has a node with the image.`,
    `The autoscaler looks every ${sayWait(autoscaler.scanMs)} and gives back a node that nobody has needed for ${sayWait(autoscaler.unneededMs)}.`,
    'A node-hour is one machine for an hour, from its request to its end. The same people come whatever the policy.',
    ...sayPrices(rehearsal),
    ...sayBins(binMs(scenario)),
  ]
}

function sayPrices(rehearsal: Rehearsal): string[] {
  const priced = pricedPools(rehearsal)
  if (priced.length === 0)
    return ['What that costs is said where `pricePerNodeHour` of a pool says what an hour of its nodes does.']
  return priced.map(
    (pool) => `An hour of a node of the pool ${pool} costs ${priceOf(pool, rehearsal)}, by its pricePerNodeHour.`,
  )
}

/** In a long scenario a chart has no room for each minute. */
const sayBins = (width: number): string[] =>
  width > MINUTE_MS
    ? [`A step of the charts is ${sayDuration(width)}, at its fullest moment, or when most waited.`]
    : []
