import { manifestOf } from '../../domain/act/manifest.ts'
import { deploymentName } from '../../domain/cluster/deployment.ts'
import type { Owner } from '../../domain/decide/observed.ts'
import type { Size } from '../../domain/room/size.ts'
import { amountOf } from '../../domain/scheduling/resources.ts'
import { matchesLabels } from '../../domain/scheduling/selector.ts'
import type { Config, PoolConfig } from '../../domain/settings/config.ts'
import type { Cluster, PoolSpec } from '../cluster/cluster.ts'

/** Whoever sets counts without the product: the same placeholders, only another number of them. */
export interface ByHand {
  readonly config: Config
  readonly owner: Owner
  readonly pools: readonly PoolSpec[]
}

/** Creates the pool's Deployment, or sets its count, as `kubectl apply` would; nothing when nothing differs. */
export function setReplicas({ deployments }: Cluster, pool: PoolConfig, replicas: number, by: ByHand): void {
  const name = deploymentName(pool.name)
  const there = deployments.get(name)
  if (there?.spec.replicas === replicas) return
  if (there) deployments.update(name, { spec: { ...there.spec, replicas } })
  else {
    const { metadata, spec } = manifestOf(pool, by.config, by.owner, sizeFor(pool, by.pools), replicas)
    deployments.create(name, { namespace: by.owner.namespace, metadata, spec })
  }
}

/** Of a node less its DaemonSets. */
const SHARE = 0.95

function sizeFor(pool: PoolConfig, pools: readonly PoolSpec[]): Size {
  if (pool.requests) return { requests: pool.requests, from: 'config' }
  const spec = pools.find(({ labels }) => matchesLabels(pool.nodeSelector, labels))
  const most = (name: string) =>
    Math.floor(SHARE * (amountOf(spec?.allocatable ?? {}, name) - amountOf(spec?.daemons ?? {}, name)))
  return { requests: { cpu: most('cpu'), memory: most('memory') }, from: 'nodes' }
}
