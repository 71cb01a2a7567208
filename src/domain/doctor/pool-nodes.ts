import { makesNodesWith } from '../cluster/karpenter-pool.ts'
import type { PoolDecision } from '../decide/decision.ts'
import { compare } from '../order.ts'
import { barredNodes } from '../room/barred.ts'
import { nearest, sayCount, sayNames } from '../say.ts'
import type { Labels } from '../scheduling/selector.ts'
import type { PoolConfig } from '../settings/config.ts'
import { poolValues } from './as-values.ts'
import { broken, type Examined, examined, warning } from './finding.ts'
import { poolsOf, type Scene, saySelector } from './scene.ts'

/** Whether each pool has nodes, or can get some, and whether users and placeholders can get to them. */
export function poolNodesExamined(scene: Scene): Examined {
  const all = poolsOf(scene).map(([pool, decided]) =>
    decided.rooms.length === 0 ? withoutNodes(scene, pool) : withNodes(scene, pool, decided),
  )
  return examined('pools', {
    findings: all.flatMap(({ findings }) => findings),
    well: all.flatMap(({ well }) => well),
  })
}

/** A pool at 0 is at night what it is to be; one that no node ever matched is misspelt mostly. */
function withoutNodes({ observed, memory }: Scene, pool: PoolConfig): Examined {
  const { name } = pool
  const makers = observed.hints?.limits.karpenterPools.filter((one) => makesNodesWith(one, pool.nodeSelector)) ?? []
  const selector = saySelector(pool)
  if (makers.length > 0) {
    const named = sayNames(makers.map((one) => one.name))
    return examined('pools', { well: [`${name}: no node now; Karpenter makes them (NodePool ${named})`] })
  }
  if (memory.pools[name]?.emptied)
    return examined('pools', { well: [`${name}: no node now, and there were some: ${selector}`] })
  const { size } = observed.nodes
  const others = valuesBeside(pool, observed)
  const meant = others.flatMap(({ key, values }) => nearest(pool.nodeSelector[key] ?? '', values) ?? [])[0]
  const there = others.map(({ key, values }) => `of ${key} they have ${sayNames(values)}`).join('; ')
  const what = `none of the ${sayCount(size, 'node')} of the cluster has the labels ${selector}${there && ` (${there})`}, and none ever had: its placeholders find no node unless an autoscaler makes one with these labels`
  const mended = Object.fromEntries(
    others.map(({ key, values }) => [key, nearest(pool.nodeSelector[key] ?? '', values) ?? values[0] ?? '']),
  )
  const mend =
    meant === undefined
      ? `kubectl get nodes --label-columns=${Object.keys(pool.nodeSelector).join(',')}`
      : poolValues(name, { nodeSelector: { ...pool.nodeSelector, ...mended } })
  const say = meant === undefined ? warning : broken
  return examined('pools', { findings: [say(`nodePools.${name}.nodeSelector`, what, mend)] })
}

/** What nodes have instead, by the keys of the selector that do not match: not what another pool is known by. */
function valuesBeside(
  { nodeSelector }: PoolConfig,
  { nodes, config }: Scene['observed'],
): readonly { readonly key: string; readonly values: readonly string[] }[] {
  const labels = [...nodes.values()].map((node): Labels => node.labels)
  return Object.entries(nodeSelector).flatMap(([key, wanted]) => {
    const taken = new Set([...config.pools.values()].map((one) => one.nodeSelector[key]))
    const there = new Set(labels.flatMap((one) => one[key] ?? []))
    const values = [...there].filter((value) => !taken.has(value)).toSorted(compare)
    return values.length > 0 && !there.has(wanted) ? [{ key, values }] : []
  })
}

function withNodes({ observed }: Scene, pool: PoolConfig, { rooms }: PoolDecision): Examined {
  const usable = rooms.filter((room) => room.usable).length
  if (usable > 0)
    return examined('pools', { well: [`${pool.name}: ${sayCount(rooms.length, 'node')}, ${usable} of them usable`] })
  // Taints say themselves what would be right.
  if (barredNodes(pool, rooms, observed.pods.occupancy)) return examined('pools', {})
  const reasons = rooms.flatMap(({ node, judgement }) =>
    judgement.at === 'unusable' ? [`${node.name} ${judgement.because}`] : [],
  )
  const cordoned = rooms.filter(({ node }) => node.cordoned).map(({ node }) => node.name)
  return examined('pools', {
    findings: [
      warning(
        `nodePools.${pool.name}`,
        `none of its ${sayCount(rooms.length, 'node')} can be used: ${sayNames(reasons)}`,
        cordoned.length > 0
          ? `kubectl uncordon ${cordoned.join(' ')}`
          : `kubectl describe nodes --selector=${saySelector(pool)}`,
      ),
    ],
  })
}
