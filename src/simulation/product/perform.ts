import { map, type Observable, type SchedulerLike, timer } from 'rxjs'
import type { Action } from '../../domain/act/action.ts'
import type { Effect } from '../../domain/act/effect.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { mark } from '../cluster/cordon.ts'

/** An API request takes so long. */
const LATENCY_MS = 10

const DONE: Effect = { at: 'done' }
const conflict = (because: string): Effect => ({ at: 'conflict', because })

/** Writes actions to the simulated cluster, with the preconditions that the API server would check. */
export const simulatedPerform =
  (cluster: Cluster, clock: SchedulerLike) =>
  (action: Action): Observable<Effect> =>
    timer(LATENCY_MS, clock).pipe(map(() => write(cluster, action)))

function write(cluster: Cluster, action: Action): Effect {
  switch (action.type) {
    case 'apply':
      return apply(cluster, action)
    case 'apply buffer':
    case 'delete buffer':
    case 'scale':
      return { at: 'failed', because: 'nothing is lent in the simulated cluster' }
    case 'delete deployment':
      return deleteDeployment(cluster, action)
    case 'shield':
      return shield(cluster, action)
    case 'delete pod':
      return deletePod(cluster, action)
    case 'write node':
      return writeNode(cluster, action)
    case 'remove node':
    case 'create nodes':
      return { at: 'failed', because: 'nodes come and go by the simulated autoscaler' }
  }
}

type Of<T extends Action['type']> = Extract<Action, { type: T }>

function apply({ deployments, pods }: Cluster, { manifest, deletionCosts = [] }: Of<'apply'>): Effect {
  const { metadata, spec } = manifest
  const { name, namespace, labels, annotations, ownerReferences, resourceVersion } = metadata
  for (const { name: podName, uid, cost } of deletionCosts)
    if (pods.get(podName)?.uid === uid) pods.update(podName, { deletionCost: cost })
  const present = deployments.get(name)
  if (resourceVersion !== undefined && resourceVersion !== String(present?.version))
    return conflict(`${name} is at version ${present?.version}, not ${resourceVersion}`)
  const deployment = { namespace, spec, metadata: { labels, annotations, ownerReferences } }
  if (present) deployments.update(name, deployment)
  else deployments.create(name, deployment)
  return DONE
}

function deleteDeployment({ deployments }: Cluster, { name, uid, resourceVersion }: Of<'delete deployment'>): Effect {
  const present = deployments.get(name)
  if (present && (present.uid !== uid || String(present.version) !== resourceVersion))
    return conflict(`${name} is not what was seen`)
  deployments.remove(name)
  return DONE
}

function shield({ pods }: Cluster, { shields }: Of<'shield'>): Effect {
  for (const { name, uid, shielded } of shields) if (pods.get(name)?.uid === uid) pods.update(name, { shielded })
  return DONE
}

function deletePod({ pods }: Cluster, { name, uid }: Of<'delete pod'>): Effect {
  if (pods.get(name)?.uid === uid) pods.remove(name)
  return DONE
}

function writeNode(cluster: Cluster, action: Of<'write node'>): Effect {
  const { name, uid, resourceVersion, unschedulable, annotations } = action
  const present = cluster.nodes.get(name)
  if (present?.uid !== uid || String(present.version) !== resourceVersion)
    return conflict(`${name} is not what was seen`)
  mark(cluster, name, annotations, unschedulable)
  return DONE
}
