/**
 * How many placeholders were right when, reckoned from what the test itself did and nothing else: what the calendar asks
 * of a pool, less its nodes with room. It knows no product, so it cannot share its mistakes.
 */

/** How long a node must have had room: `nodeGracePeriod` of the scene's values. */
export const GRACE_MS = 1000

export interface Right {
  /** The calendar asks for so many from this instant on. All instants are epoch ms, and come in order. */
  asks(pool: string, count: number, atMs: number): void
  /** The node has room from this instant on, or has none any more. */
  room(pool: string, node: string, hasRoom: boolean, atMs: number): void
  at(pool: string, ms: number): number
  /** The same if no node had room. */
  withoutRoom(pool: string, ms: number): number
  /**
   * The least that anybody can take for right who knows of each thing how it was at some instant of the stretch. Grace is
   * left out: who has forgotten when a node got room counts it at once.
   */
  least(pool: string, fromMs: number, toMs: number): number
}

interface Ask {
  readonly atMs: number
  readonly count: number
}

interface Stretch {
  readonly node: string
  readonly fromMs: number
  toMs: number
}

export function rightCounts(): Right {
  const asked = new Map<string, Ask[]>()
  const roomy = new Map<string, Stretch[]>()
  const askAt = (pool: string, ms: number) => asked.get(pool)?.findLast(({ atMs }) => atMs <= ms)?.count ?? 0
  const at = (pool: string, ms: number) => {
    const nodes = roomy.get(pool)?.filter(({ fromMs, toMs }) => fromMs + GRACE_MS <= ms && ms < toMs) ?? []
    return Math.max(0, askAt(pool, ms) - nodes.length)
  }
  return {
    asks: (pool, count, atMs) => entryOf(asked, pool).push({ atMs, count }),
    room: (pool, node, hasRoom, atMs) => {
      const stretches = entryOf(roomy, pool)
      const open = stretches.find((one) => one.node === node && one.toMs === Number.POSITIVE_INFINITY)
      if (hasRoom && !open) stretches.push({ node, fromMs: atMs, toMs: Number.POSITIVE_INFINITY })
      if (!hasRoom && open) open.toMs = atMs
    },
    at,
    withoutRoom: askAt,
    least: (pool, fromMs, toMs) => {
      const asks = asked.get(pool) ?? []
      const counts = asks
        .filter(({ atMs }, index) => atMs <= toMs && (asks[index + 1]?.atMs ?? toMs) >= fromMs)
        .map(({ count }) => count)
      const stretches = roomy.get(pool) ?? []
      const nodes = stretches.filter((one) => one.fromMs <= toMs && one.toMs > fromMs)
      return Math.max(0, Math.min(...counts, counts.at(-1) ?? 0) - new Set(nodes.map(({ node }) => node)).size)
    },
  }
}

function entryOf<T>(map: Map<string, T[]>, key: string): T[] {
  const entry = map.get(key) ?? []
  map.set(key, entry)
  return entry
}
