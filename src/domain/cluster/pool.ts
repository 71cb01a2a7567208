import { poolMayFit } from '../scheduling/affinity.ts'
import { type Labels, matchesLabels } from '../scheduling/selector.ts'
import { type Toleration, USER_TOLERATIONS } from '../scheduling/taint.ts'
import type { Config, PoolConfig } from '../settings/config.ts'
import type { Node } from './node.ts'
import type { Pod } from './pod.ts'

/** What the pool's user pods tolerate, as far as we can know: zero-to-jupyterhub's taints and the pool's own. */
export const userTolerations = (pool: PoolConfig): readonly Toleration[] => [...USER_TOLERATIONS, ...pool.tolerations]

/**
 * The pool of a node with these labels: the one with the most matching nodeSelector keys, the first in the config among
 * equals. `also` names the others that match as well as that one does not count: overlap is a mistake worth saying.
 */
export function poolOfLabels(
  labels: Labels,
  config: Config,
): { readonly pool: string; readonly also: readonly string[] } | undefined {
  let best: PoolConfig | undefined
  const matching: PoolConfig[] = []
  for (const pool of config.pools.values()) {
    if (!matchesLabels(pool.nodeSelector, labels)) continue
    matching.push(pool)
    if (!best || keysOf(pool) > keysOf(best)) best = pool
  }
  return best && { pool: best.name, also: matching.filter((pool) => pool !== best).map((pool) => pool.name) }
}

const keysOf = (pool: PoolConfig) => Object.keys(pool.nodeSelector).length

/** The pools on whose nodes a pod without a node may land. */
export const poolsFor = (pod: Pod, config: Config): PoolConfig[] =>
  [...config.pools.values()].filter((pool) => !pod.requirement || poolMayFit(pod.requirement, pool.nodeSelector))

/** The pool of a pod that has no node yet: the only one that fits, else the default; undefined when nobody can tell. */
export function poolOfPending(pod: Pod, config: Config): string | undefined {
  const fitting = poolsFor(pod, config)
  if (fitting.length === 1) return fitting[0]?.name
  return fitting.find((pool) => pool.name === config.defaultPool)?.name
}

/**
 * The pool of a placeholder: by our label; one of the predecessor's by its node, or while it waits by its nodeSelector.
 * @param nodes to look up the node of a bound one
 */
export function poolOfPlaceholder(pod: Pod, nodes: ReadonlyMap<string, Node>, config: Config): string | undefined {
  if (pod.poolLabel !== undefined) return config.pools.has(pod.poolLabel) ? pod.poolLabel : undefined
  const labels = pod.nodeName === undefined ? pod.requirement?.nodeSelector : nodes.get(pod.nodeName)?.labels
  return poolOfLabels(labels ?? {}, config)?.pool ?? poolOfName(pod.name, config)
}

/** A placeholder whose node is gone can still be told by its Deployment's name, `<pool>-placeholder`. */
const poolOfName = (podName: string, config: Config): string | undefined =>
  [...config.pools.keys()].find((pool) => podName.startsWith(`${pool}-placeholder-`))
