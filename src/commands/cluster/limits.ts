import type { ClusterLimits } from '../../domain/cluster/cluster-limits.ts'
import { karpenterPoolFrom } from '../../domain/cluster/karpenter-pool.ts'
import { quotaFrom } from '../../domain/cluster/quota.ts'
import type { Config } from '../../domain/settings/config.ts'
import { knownNamespaces } from '../../domain/settings/user-namespaces.ts'
import { apiPath } from '../../kubernetes/api-path.ts'
import { isNotShown } from '../../kubernetes/errors.ts'
import type { Place } from './ask.ts'

/** How much there can be, as far as the cluster serves it and shows it to whoever asks. */
export async function readLimits(place: Place, config: Config): Promise<ClusterLimits> {
  const namespaces = knownNamespaces(config, place.namespace)
  const [pools, ...quotas] = await Promise.all([
    shown(place, '/apis/karpenter.sh/v1/nodepools'),
    ...namespaces.map((one) => shown(place, apiPath`/api/v1/namespaces/${one}/resourcequotas`)),
  ])
  return {
    karpenterPools: pools.flatMap((raw) => karpenterPoolFrom(raw) ?? []),
    quotas: quotas.flat().flatMap((raw) => quotaFrom(raw) ?? []),
  }
}

/** Nothing where it is not served, or not to be seen. */
async function shown({ kubernetes }: Place, path: string): Promise<readonly object[]> {
  try {
    return (await kubernetes.get<{ readonly items?: readonly object[] }>(path)).items ?? []
  } catch (error) {
    if (isNotShown(error)) return []
    throw error
  }
}
