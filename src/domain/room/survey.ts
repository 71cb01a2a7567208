import type { Node } from '../cluster/node.ts'
import type { NodeMemory } from '../cluster/node-memory.ts'
import type { World } from '../cluster/world.ts'
import type { Pulls } from '../images/pulls.ts'
import type { Problem } from '../problem.ts'
import { oncePerObject } from '../remembered.ts'
import type { Config } from '../settings/config.ts'
import { type Judged, type JudgedBy, judge, stands } from './judged.ts'
import type { NodeRoom } from './room.ts'

/** All nodes, judged by the rules of their pools. */
export interface Survey {
  /** Of a pool in which nothing changed the same list again. */
  readonly byPool: ReadonlyMap<string, readonly NodeRoom[]>
  /** Names of the usable nodes of all pools. */
  readonly usable: ReadonlySet<string>
  readonly memory: Readonly<Record<string, NodeMemory>>
  readonly problems: readonly Problem[]
  readonly revisitAt: number
}

/** The last survey under a config, and the judgements that it was made of, in the order of the nodes. */
interface Last {
  judged: readonly Judged[]
  survey: Survey
  /** Of nodes that stand elsewhere in the order than they did. */
  readonly ofNode: WeakMap<Node, Judged>
}

const lastOf = oncePerObject((config: Config): Last => {
  const byPool = new Map([...config.pools.keys()].map((name) => [name, []] as const))
  const survey = { byPool, usable: new Set<string>(), memory: {}, problems: [], revisitAt: Number.POSITIVE_INFINITY }
  return { judged: [], survey, ofNode: new WeakMap() }
})

/**
 * Sorts nodes by pool and judges each that has changed since the last survey under this config, or whose judgement time alone
 * changes; of the others the last judgement stands. Nodes of no pool are left out. The same as if all were judged anew.
 * @param before what is remembered of nodes, by uid
 * @param imagesOf what people of a pool run, as far as it is known
 */
export function survey(
  { config, nodes, pods }: World,
  before: Readonly<Record<string, NodeMemory>>,
  nowMs: number,
  assumeSettled = false,
  imagesOf: (pool: string) => Pulls | undefined = () => undefined,
): Survey {
  const last = lastOf(config)
  const images = new Map([...config.pools.keys()].map((pool) => [pool, imagesOf(pool)]))
  const by: JudgedBy = { config, images, assumeSettled, nowMs }
  const isOwn = before === last.survey.memory
  const judged: Judged[] = []
  for (const node of nodes.values()) {
    const there = last.judged[judged.length]
    const isThere = there?.node === node
    const known = isThere ? there : last.ofNode.get(node)
    const memory = isThere && isOwn ? there.room?.memory : before[node.uid]
    const occupancy = pods.occupancy.get(node.name)
    if (known && stands(known, occupancy, memory, by)) judged.push(known)
    else {
      const now = judge(node, occupancy, memory, known, by)
      last.ofNode.set(node, now)
      judged.push(now)
    }
  }
  last.survey = surveyOf(judged, last)
  last.judged = judged
  return last.survey
}

/** The last one again as far as it is of the same judgements. */
function surveyOf(judged: readonly Judged[], { judged: before, survey: last }: Last): Survey {
  const news = newsIn(judged, before)
  const { pools, revisitAt } = news
  if (pools.size === 0) return last.revisitAt === revisitAt ? last : { ...last, revisitAt }
  return {
    byPool: withRooms(last.byPool, judged, pools),
    usable: news.usable ? new Set(judged.flatMap(({ node, room }) => (room?.usable ? [node.name] : []))) : last.usable,
    memory: news.memory ? memoryOf(judged) : last.memory,
    problems: overlapsIn(judged),
    revisitAt,
  }
}

interface News {
  /** In which something is not as it was. */
  readonly pools: ReadonlySet<string>
  /** Whether something of these is not. */
  readonly usable: boolean
  readonly memory: boolean
  readonly revisitAt: number
}

function newsIn(judged: readonly Judged[], before: readonly Judged[]): News {
  const pools = new Set<string>()
  let [usable, memory, revisitAt] = [false, false, Number.POSITIVE_INFINITY]
  for (let at = 0; at < Math.max(judged.length, before.length); at++) {
    const [now, was] = [judged[at], before[at]]
    if (now?.room?.revisitAt !== undefined) revisitAt = Math.min(revisitAt, now.room.revisitAt)
    if (now === was) continue
    for (const one of [now, was]) if (one?.pool) pools.add(one.pool.name)
    usable ||= now?.node.name !== was?.node.name || now?.room?.usable !== was?.room?.usable
    memory ||= now?.node.uid !== was?.node.uid || now?.room?.memory !== was?.room?.memory
  }
  return { pools, usable, memory, revisitAt }
}

function withRooms(last: Survey['byPool'], judged: readonly Judged[], pools: ReadonlySet<string>): Survey['byPool'] {
  const rooms = new Map<string, NodeRoom[]>([...pools].map((name) => [name, []]))
  for (const { pool, room } of judged) if (pool && room) rooms.get(pool.name)?.push(room)
  return new Map([...last].map(([name, same]) => [name, rooms.get(name) ?? same]))
}

function memoryOf(judged: readonly Judged[]): Survey['memory'] {
  const memory: Record<string, NodeMemory> = {}
  for (const { node, room } of judged) if (room) memory[node.uid] = room.memory
  return memory
}

function overlapsIn(judged: readonly Judged[]): readonly Problem[] {
  const overlaps = new Map<string, Problem>()
  for (const { overlap } of judged) if (overlap) overlaps.set(overlap.key, overlap.problem)
  return [...overlaps.values()]
}
