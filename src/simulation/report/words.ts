import { sayDuration } from '../../domain/duration.ts'
import { amountOf, sayResources } from '../../domain/scheduling/resources.ts'
import type { PoolSpec } from '../cluster/cluster.ts'
import { isNothing, type Spread } from '../cluster/spread.ts'
import type { Played, Turn } from '../played.ts'
import { sayPacking } from '../policies/policy.ts'

/** `3 min to 5 min`, `usually 5 min, at times 7 min`. */
export function saySpread(spread: Spread): string {
  switch (spread.at) {
    case 'exactly':
      return sayDuration(spread.ms)
    case 'between':
      return `${sayDuration(spread.minMs)} to ${sayDuration(spread.maxMs)}`
    case 'tailed':
      return `usually ${sayDuration(spread.medianMs)}, one time in ten more than ${sayDuration(spread.p90Ms)}`
    case 'memoryless':
      return `${sayDuration(spread.meanMs)} on average`
  }
}

/** `Nodes of pool user: cpu 8, memory 58Gi, places for 28 people; …`. */
export function sayPool(pool: PoolSpec): string {
  const { name, allocatable, boot, imagePull, imagePuller, maxNodes, zones, registry } = pool
  const shape = Object.entries(sayResources(allocatable)).map(([resource, amount]) => `${resource} ${amount}`)
  const where = zones.length > 0 ? `, in the zones ${zones.join(', ')}` : ''
  const beginning = imagePuller || isNothing(imagePull) ? '' : ', from the first user on'
  return (
    `A node of the pool ${name} has ${shape.join(', ')}: places for ${placesOf(pool)} people. It boots in ` +
    `${saySpread(boot)}; the image takes ${saySpread(imagePull)} more${beginning}${sayRegistry(registry)}. At most ${maxNodes} of them${where}.`
  )
}

function sayRegistry(registry: PoolSpec['registry']): string {
  if (!registry) return ''
  const { secret, outages, limit } = registry
  const all = [
    ...(secret === undefined ? [] : ['wants a secret']),
    ...(outages.length === 0 ? [] : ['fails at times']),
    ...(limit ? [`begins ${limit.pulls} pulls in ${sayDuration(limit.everyMs)}`] : []),
  ]
  return all.length === 0 ? '' : `, from a registry that ${all.join(', ')}`
}

export const placesOf = ({ allocatable, daemons, seat }: PoolSpec): number =>
  Math.min(
    ...Object.entries(seat).map(([name, each]) =>
      Math.floor((amountOf(allocatable, name) - amountOf(daemons, name)) / Math.max(1, each)),
    ),
    ...(allocatable.pods === undefined ? [] : [allocatable.pods - 1]),
  )

/** `08:50  user 0 → 12: "Lecture" asks 350 students; …` */
export const sayTurn = ({ atMs, pool, from = 0, to, because }: Turn, time: (ms: number) => string): string =>
  `${time(atMs)}  ${pool} ${from} → ${to}: ${because}`

/** In a sentence: `with always 3 placeholders`. */
export const sayWith = ({ policy, name }: Played): string =>
  policy.at === 'none'
    ? `without placeholders${sayPacking(policy)}`
    : policy.at === 'polling'
      ? `under the old rule${sayPacking(policy)}`
      : `with ${name}`
