import { matchesLabels } from '../../domain/scheduling/selector.ts'
import type { PodSpec, PoolSpec } from './cluster.ts'

/** The name of the pool whose nodes a pod may be put on, of several the first; undefined: there is none. */
export const poolFor = (
  { nodeSelector }: Pick<PodSpec, 'nodeSelector'>,
  pools: readonly Pick<PoolSpec, 'name' | 'labels'>[],
): string | undefined => pools.find(({ labels }) => matchesLabels(nodeSelector, labels))?.name
