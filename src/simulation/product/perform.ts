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
  const { deployments, pods, nodes } = cluster
  switch (action.type) {
    case 'apply': {
      const { metadata, spec } = action.manifest
      const { name, namespace, labels, annotations, ownerReferences, resourceVersion } = metadata
      for (const { name: podName, uid, cost } of action.deletionCosts ?? [])
        if (pods.get(podName)?.uid === uid) pods.update(podName, { deletionCost: cost })
      const present = deployments.get(name)
      if (resourceVersion !== undefined && resourceVersion !== String(present?.version))
        return conflict(`${name} is at version ${present?.version}, not ${resourceVersion}`)
      const deployment = { namespace, spec, metadata: { labels, annotations, ownerReferences } }
      if (present) deployments.update(name, deployment)
      else deployments.create(name, deployment)
      return DONE
    }
    case 'delete deployment': {
      const present = deployments.get(action.name)
      if (present && (present.uid !== action.uid || String(present.version) !== action.resourceVersion))
        return conflict(`${action.name} is not what was seen`)
      deployments.remove(action.name)
      return DONE
    }
    case 'delete pod': {
      if (pods.get(action.name)?.uid === action.uid) pods.remove(action.name)
      return DONE
    }
    case 'write node': {
      const { name, uid, resourceVersion, unschedulable, annotations } = action
      const present = nodes.get(name)
      if (present?.uid !== uid || String(present.version) !== resourceVersion)
        return conflict(`${name} is not what was seen`)
      mark(cluster, name, annotations, unschedulable)
      return DONE
    }
    case 'remove node':
    case 'create nodes':
      return { at: 'failed', because: 'nodes come and go by the simulated autoscaler' }
  }
}
