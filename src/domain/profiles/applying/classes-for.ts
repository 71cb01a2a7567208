import { EARLY_MS, isInForce } from '../../during.ts'
import type { PlannedEvent } from '../../planned-event.ts'
import { poolMayFit } from '../../scheduling/affinity.ts'
import type { Labels } from '../../scheduling/selector.ts'
import type { PodManifest } from '../pod/pod-manifest.ts'
import type { Moment } from '../pod/spawn.ts'

export interface ClassFor {
  readonly event: PlannedEvent
  /** Of the pools that it asks of those on whose nodes the pod may come. */
  readonly pools: readonly string[]
}

/**
 * The events in force, from ten minutes before they begin, that ask of a pool on whose nodes the pod may come.
 * @param pools the nodes of each pool
 */
export function classesFor(
  { spec }: PodManifest,
  moment: Moment | undefined,
  pools: ReadonlyMap<string, Labels>,
): ClassFor[] {
  const running = moment?.events.filter((event) => isInForce(event, EARLY_MS, moment.atMs)) ?? []
  if (running.length === 0) return []
  const terms = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms
  const requirement = { nodeSelector: spec?.nodeSelector ?? {}, ...(terms ? { terms } : {}) }
  const mayCome = (pool: string) => {
    const labels = pools.get(pool)
    return labels !== undefined && poolMayFit(requirement, labels)
  }
  return running.flatMap((event) => {
    const own = event.pools.filter(mayCome)
    return own.length > 0 ? [{ event, pools: own }] : []
  })
}
