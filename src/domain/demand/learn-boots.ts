import type { Node } from '../cluster/node.ts'
import type { PodsView } from '../cluster/occupancy.ts'
import type { Pod } from '../cluster/pod.ts'
import { poolOfPlaceholder } from '../cluster/pool.ts'
import { HOUR_MS, MINUTE_MS } from '../duration.ts'
import type { Config } from '../settings/config.ts'
import { type Boot, type Boots, mergeBoots } from './boots.ts'

/** What is known of boots; plain JSON, part of the memory. */
export interface BootMemory {
  /** By pool. */
  readonly boots: Readonly<Record<string, Boots>>
  /** Placeholders that ran while users' images were still pulled to their node, by uid. */
  readonly pulling: Readonly<Record<string, Pulling>>
}

/**
 * A boot of which only the images are missing. It must not be lost when the placeholder gives way to a user before they
 * are there: that happens to the longest boots first.
 */
export interface Pulling {
  readonly pool: string
  readonly node: string
  readonly createdMs: number
  readonly runningMs: number
}

/** Who waited longer did not wait for a boot: the pool was at its maximum, or the cloud had no machine. */
const LONGEST_BOOT_MS = HOUR_MS
/** The DaemonSet controller makes some 20 pods a second: of many nodes at once some get their puller late. */
const PULLER_LATE_MS = MINUTE_MS

/**
 * The boots that are known of each pool of the config, with those that can be seen now. They follow from times of the
 * API alone, not from when somebody looked, so all replicas find the same.
 * @returns the same arrays of boots where nothing is new
 */
export function learnBoots(
  before: BootMemory,
  { placeholders, imagePullers }: Pick<PodsView, 'placeholders' | 'imagePullers'>,
  nodes: ReadonlyMap<string, Node>,
  config: Config,
): BootMemory {
  const seen = new Map<string, Boot[]>()
  const pulling: Record<string, Pulling> = {}
  const see = (uid: string, ran: Pulling) => {
    const endMs = imagesThereMs(ran, imagePullers.get(ran.node))
    if (endMs === 'pulling') pulling[uid] = ran
    else if (endMs !== undefined && endMs - ran.createdMs <= LONGEST_BOOT_MS) {
      const boot = { pod: uid, endMs, tookMs: endMs - ran.createdMs }
      const own = seen.get(ran.pool)
      if (own) own.push(boot)
      else seen.set(ran.pool, [boot])
    }
  }
  for (const [uid, ran] of Object.entries(before.pulling))
    if (!placeholders.has(uid) && config.pools.has(ran.pool) && waitedFor(nodes.get(ran.node), ran)) see(uid, ran)
  for (const pod of placeholders.values()) {
    const ran = ranAfterBoot(pod, nodes, config)
    if (ran) see(pod.uid, ran)
  }
  const pools = [...config.pools.keys()].map((pool) => [pool, mergeBoots(before.boots[pool], seen.get(pool))] as const)
  return { boots: Object.fromEntries(pools.filter(([, boots]) => boots.length > 0)), pulling }
}

/** undefined: it does not run, or did not wait for a boot. */
function ranAfterBoot(pod: Pod, nodes: ReadonlyMap<string, Node>, config: Config): Pulling | undefined {
  const { createdMs, runningMs, nodeName: node } = pod
  if (runningMs === undefined || node === undefined) return undefined
  if (!waitedFor(nodes.get(node), { createdMs, runningMs })) return undefined
  const pool = poolOfPlaceholder(pod, nodes, config)
  return pool === undefined ? undefined : { pool, node, createdMs, runningMs }
}

/** A node of the same name may have come back after the pod ran: it is not the one that the pod waited for. */
const waitedFor = (node: Node | undefined, { createdMs, runningMs }: Pick<Pulling, 'createdMs' | 'runningMs'>) =>
  node !== undefined && node.createdMs > createdMs && runningMs >= node.createdMs

/**
 * From when on the node ran placeholders and had the users' images, if a puller gets them. undefined: it cannot be told
 * any more, its puller is gone; the one in its place, of a new image say, came when the boot was long over.
 */
function imagesThereMs({ runningMs }: Pulling, pullers: readonly Pod[] = []): number | 'pulling' | undefined {
  if (pullers.some(({ createdMs }) => createdMs > runningMs + PULLER_LATE_MS)) return undefined
  const ranMs = pullers.map((puller) => puller.runningMs)
  return ranMs.every((ms) => ms !== undefined) ? Math.max(runningMs, ...ranMs) : 'pulling'
}
