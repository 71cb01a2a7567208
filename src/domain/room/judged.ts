import type { Node } from '../cluster/node.ts'
import { type NodeMemory, remainsUntil } from '../cluster/node-memory.ts'
import { NO_OCCUPANCY, type Occupancy } from '../cluster/occupancy.ts'
import { poolOfLabels, userTolerations } from '../cluster/pool.ts'
import type { Pulls } from '../images/pulls.ts'
import { type Problem, problem } from '../problem.ts'
import { oncePerObject } from '../remembered.ts'
import type { Config, PoolConfig } from '../settings/config.ts'
import { type NodeRoom, roomOf } from './room.ts'

/** A node as it was judged last, and all that the judgement was made of: while that is the same it stands. */
export interface Judged {
  readonly node: Node
  readonly occupancy: Occupancy
  /** undefined: the node is of no pool. */
  readonly room: NodeRoom | undefined
  readonly pool: PoolConfig | undefined
  /** The node fits other pools as well. */
  readonly overlap: Overlap | undefined
  readonly images: Pulls | undefined
  readonly assumeSettled: boolean
  /** By time alone it stands from the first until the second. Epoch ms. */
  readonly fromMs: number
  readonly untilMs: number
}

interface Overlap {
  /** Of two with the same key one is told. */
  readonly key: string
  readonly problem: Problem
}

export interface JudgedBy {
  readonly config: Config
  /** What people of a pool run, as far as it is known: the same objects while that is the same. */
  readonly images: ReadonlyMap<string, Pulls | undefined>
  readonly assumeSettled: boolean
  readonly nowMs: number
}

/** Whether a judgement stands: what was made of objects that never change is made of the same ones again. */
export const stands = (
  judged: Judged,
  occupancy: Occupancy | undefined,
  before: NodeMemory | undefined,
  { images, assumeSettled, nowMs }: JudgedBy,
): boolean =>
  judged.occupancy === (occupancy ?? NO_OCCUPANCY) &&
  (judged.pool === undefined ||
    (judged.room?.memory === before &&
      judged.fromMs <= nowMs &&
      nowMs < judged.untilMs &&
      judged.images === images.get(judged.pool.name) &&
      judged.assumeSettled === assumeSettled))

/** @param known of the same node; its pool is found once */
export function judge(
  node: Node,
  occupancy: Occupancy = NO_OCCUPANCY,
  before: NodeMemory | undefined,
  known: Judged | undefined,
  { config, images: all, assumeSettled, nowMs }: JudgedBy,
): Judged {
  const { pool, overlap } = known ?? poolOf(node, config)
  const of = { node, occupancy, pool, overlap, assumeSettled, fromMs: nowMs }
  if (!pool) return { ...of, room: undefined, images: undefined, untilMs: Number.POSITIVE_INFINITY }
  const images = all.get(pool.name)
  const tolerations = tolerationsOf(pool)
  const { requests: placeholder, seat } = pool
  const room = roomOf({ node, pool, nowMs, assumeSettled, occupancy, tolerations, placeholder, seat, images, before })
  // One that has just come to be remembered otherwise may be remembered otherwise again.
  const untilMs = room.memory === before ? remainsUntil(node, room.memory, nowMs) : Number.NEGATIVE_INFINITY
  return { ...of, room, images, untilMs: Math.min(untilMs, room.revisitAt ?? Number.POSITIVE_INFINITY) }
}

const tolerationsOf = oncePerObject(userTolerations)

function poolOf({ labels }: Node, config: Config): Pick<Judged, 'pool' | 'overlap'> {
  const found = poolOfLabels(labels, config)
  const pool = found && config.pools.get(found.pool)
  if (!found || found.also.length === 0) return { pool, overlap: undefined }
  const others = found.also.map((name) => `\`${name}\``).join(', ')
  const text = `its nodes also match ${others}; they count for \`${found.pool}\`, the closer match`
  const said = problem(`nodePools.${found.pool}.nodeSelector`, text)
  return { pool, overlap: { key: `${found.pool} ${others}`, problem: said } }
}
