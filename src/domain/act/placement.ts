import { given } from '../given.ts'
import { isOnePerNode, type Size } from '../room/size.ts'
import type { Labels } from '../scheduling/selector.ts'
import type { PoolConfig } from '../settings/config.ts'
import type { Placement } from '../settings/placement.ts'

type Terms = Readonly<Record<string, unknown>>

/**
 * Where placeholders go among the nodes of their pool, as a part of a pod's spec: what the values say, and one to a node where that
 * is the pool's rule.
 * @param labels of the pool's placeholders; by them constraints spread that select nobody themselves
 */
export function placementOf(pool: PoolConfig, size: Size, labels: Labels, said: Placement): object {
  const { affinity, topologySpreadConstraints, schedulerName } = said
  const whole = isOnePerNode(pool, size) ? onePerNode(affinity, labels) : affinity
  const selector = { labelSelector: { matchLabels: labels } }
  const spread = topologySpreadConstraints.map((one) => (one.labelSelector ? one : { ...one, ...selector }))
  return given({
    // The API server keeps no empty list: one that is sent is missing in what comes back, and would be healed for ever.
    topologySpreadConstraints: spread.length > 0 ? spread : undefined,
    affinity: Object.keys(whole).length > 0 ? whole : undefined,
    schedulerName: schedulerName === '' ? undefined : schedulerName,
  })
}

function onePerNode(affinity: Terms, labels: Labels): Terms {
  const { podAntiAffinity } = affinity as { readonly podAntiAffinity?: { readonly [REQUIRED]?: readonly object[] } }
  const apart = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: labels } }
  return {
    ...affinity,
    podAntiAffinity: { ...podAntiAffinity, [REQUIRED]: [...(podAntiAffinity?.[REQUIRED] ?? []), apart] },
  }
}

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution'
