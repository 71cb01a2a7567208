/**
 * What people's servers run, so that placeholders can bring it: kinds of servers, each with a weight that halves in two days.
 * It is learned from who came, minute by minute, each minute once.
 */
import { minuteOf } from '../cluster/arrivals.ts'
import type { Pod } from '../cluster/pod.ts'
import type { World } from '../cluster/world.ts'
import { DAY_MS, MINUTE_MS } from '../duration.ts'
import { arrivedIn } from '../forecast/arrived.ts'
import { given } from '../given.ts'
import { keyOf, type Pulls } from '../images/pulls.ts'
import { compare } from '../order.ts'

/** Servers of one kind. */
export interface Spawned extends Pulls {
  /** How many came, those of two days ago counted half, as of the memory's `toMinute`. */
  readonly weight: number
}

export interface SpawnMemory {
  /** Minutes before this one are counted. Minutes since the epoch. */
  readonly toMinute: number
  /** The most frequent first. */
  readonly kinds: readonly Spawned[]
}

const HALF_LIFE_MINUTES = (2 * DAY_MS) / MINUTE_MS
/** Of a pool so many kinds of servers are remembered. */
const MOST_KINDS = 20
/** Who came less than this, or so long ago, is forgotten. */
const LEAST_WEIGHT = 0.05
/** A minute in which somebody came whose pool is not known yet is waited for so long. */
const PATIENCE_MINUTES = 15

/** What is known of a pool before, as part of what is remembered of it. */
type Before = Readonly<Record<string, { readonly spawned?: SpawnMemory }>>

export interface Learned {
  /** By pool; the same memories where nothing is new. */
  readonly byPool: ReadonlyMap<string, SpawnMemory>
  /** When somebody who came is counted. Epoch ms. */
  readonly revisitAt?: number
}

/** What people's servers run, pool by pool, with those that came since it was last learned. */
export function learnSpawned(before: Before, world: World, nowMs: number): Learned {
  const now = minuteOf(nowMs)
  const { toMinute, news } = newsUntil(now, world)
  const newsOf = Map.groupBy(news, ({ pool }) => pool)
  const known = [...world.config.pools.keys()].flatMap((pool): [string, SpawnMemory][] => {
    const own = before[pool]?.spawned
    const fresh = newsOf.get(pool)?.filter(({ minute }) => minute >= (own?.toMinute ?? 0)) ?? []
    if (fresh.length > 0) return [[pool, counted(own ?? { toMinute, kinds: [] }, fresh, toMinute)]]
    return own ? [[pool, own]] : []
  })
  const isLater = toMinute < now || world.pods.arrivals.has(now)
  return { byPool: new Map(known), ...given({ revisitAt: isLater ? (now + 1) * MINUTE_MS : undefined }) }
}

/** Who came before a minute, or before an earlier one in which somebody came whose pool may be known yet. */
function newsUntil(now: number, world: World): { readonly toMinute: number; readonly news: readonly News[] } {
  const news: News[] = []
  const past = [...world.pods.arrivals].filter(([minute]) => minute < now).sort(([a], [b]) => a - b)
  for (const [minute, arrived] of past) {
    const { byPool, isComplete } = arrivedIn(arrived, world)
    if (!isComplete && minute > now - PATIENCE_MINUTES) return { toMinute: minute, news }
    for (const [pool, pods] of byPool) news.push({ pool, minute, pods })
  }
  return { toMinute: now, news }
}

/** Who came in a minute to one pool. */
interface News {
  readonly pool: string
  readonly minute: number
  readonly pods: readonly Pod[]
}

function counted(before: SpawnMemory, news: readonly News[], toMinute: number): SpawnMemory {
  const kinds = new Map(before.kinds.map((kind) => [keyOf(kind), aged(kind, toMinute - before.toMinute)]))
  for (const { minute, pods } of news)
    for (const { pulls: own, usualPulls: pulls = own } of pods) {
      if (!pulls) continue
      const key = keyOf(pulls)
      const weight = (kinds.get(key)?.weight ?? 0) + halved(toMinute - minute)
      kinds.set(key, { ...pulls, weight })
    }
  return { toMinute, kinds: mostFrequent(kinds.values()) }
}

const halved = (minutes: number): number => 2 ** -(minutes / HALF_LIFE_MINUTES)

const aged = (kind: Spawned, minutes: number): Spawned => ({ ...kind, weight: kind.weight * halved(minutes) })

const mostFrequent = (kinds: Iterable<Spawned>): Spawned[] =>
  [...kinds]
    .filter(({ weight }) => weight >= LEAST_WEIGHT)
    .sort((a, b) => b.weight - a.weight || compare(keyOf(a), keyOf(b)))
    .slice(0, MOST_KINDS)

/** Two memories of the same people: of each kind the larger weight, as of the later minute. */
export function mergeSpawned(a: SpawnMemory, b: SpawnMemory): SpawnMemory {
  const toMinute = Math.max(a.toMinute, b.toMinute)
  const kinds = new Map<string, Spawned>()
  for (const memory of [a, b])
    for (const kind of memory.kinds) {
      const own = aged(kind, toMinute - memory.toMinute)
      const key = keyOf(kind)
      if (own.weight > (kinds.get(key)?.weight ?? 0)) kinds.set(key, own)
    }
  return { toMinute, kinds: mostFrequent(kinds.values()) }
}

/** So large a share of those who come is to find their images. */
const COVERED = 0.95

/** The most frequent kinds that make up 95 % of all. */
export function covering({ kinds }: Pick<SpawnMemory, 'kinds'>): readonly Spawned[] {
  const all = kinds.reduce((sum, { weight }) => sum + weight, 0)
  let sum = 0
  return kinds.filter(({ weight }) => {
    const isNeeded = sum < all * COVERED
    sum += weight
    return isNeeded
  })
}
