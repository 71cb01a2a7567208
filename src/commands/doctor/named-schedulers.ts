import { type Examined, examined } from '../../domain/doctor/finding.ts'
import { namedExamined, type RunningScheduler, schedulerNamesIn } from '../../domain/doctor/schedulers/named.ts'
import { PACKING_LABEL } from '../../domain/doctor/schedulers/packing.ts'
import type { RawConfigMap } from '../../domain/scheduling/kubernetes-object.ts'
import { matchesLabels } from '../../domain/scheduling/selector.ts'
import type { Config } from '../../domain/settings/config.ts'
import { apiPath } from '../../kubernetes/api-path.ts'
import type { Place } from '../cluster/ask.ts'
import type { Cluster } from './cluster.ts'
import type { Hubs, RawWorkload } from './hub.ts'
import { lookFor } from './look.ts'
import type { Visit } from './visit.ts'

const WHAT = 'whether the schedulers are there that the values name'

/** Whether the schedulers that pods are told to ask for are there; nothing where Kubernetes' own places all. */
export async function examineNamed(
  { place, found, nowMs }: Visit,
  cluster: Cluster,
  hubs: Hubs,
): Promise<readonly Examined[]> {
  const named = namedIn(found.config)
  if (named.size === 0) return []
  const { pods, deployments } = cluster
  if (pods.at === 'unseen') return [examined('hub', { unchecked: [{ what: WHAT, because: pods.because }] })]
  const ours: readonly RawWorkload[] =
    deployments.at === 'seen'
      ? deployments.value.filter(({ metadata }) => matchesLabels(PACKING_LABEL, metadata?.labels ?? {}))
      : []
  const running = await Promise.all([...hubs.schedulerDeployments, ...ours].map((one) => runningOf(place, one)))
  return [namedExamined({ named, running, pods: pods.value, nowMs })]
}

/** By where the values say it; Kubernetes' own is always there. */
const namedIn = ({ profiles, placeholder }: Config): ReadonlyMap<string, string> =>
  new Map(
    [
      ['profiles.schedulerName', profiles.enabled ? profiles.schedulerName : ''] as const,
      ['placeholder.schedulerName', placeholder.placement.schedulerName] as const,
    ].filter(([, name]) => name !== '' && name !== 'default-scheduler'),
  )

/** By the KubeSchedulerConfiguration that it mounts; where that may not be read, by its own name, as both charts call it. */
async function runningOf(place: Place, { metadata = {}, spec, status }: RawWorkload): Promise<RunningScheduler> {
  const { namespace = place.namespace, name = '' } = metadata
  const maps = (spec?.template?.spec?.volumes ?? []).flatMap(({ configMap }) => configMap?.name ?? [])
  const names = await Promise.all(maps.map((one) => namesIn(place, namespace, one)))
  const schedulerNames = names.flat()
  return {
    namespace,
    name,
    schedulerNames: schedulerNames.length > 0 ? schedulerNames : [name],
    ready: status?.readyReplicas ?? 0,
  }
}

async function namesIn({ kubernetes }: Place, namespace: string, name: string): Promise<readonly string[]> {
  const path = apiPath`/api/v1/namespaces/${namespace}/configmaps/${name}`
  const attempt = { verb: 'get', resource: 'configmaps', group: '', namespace, name } as const
  const map = await lookFor(kubernetes.get<RawConfigMap>(path), attempt)
  return map.at === 'seen' ? Object.values(map.value?.data ?? {}).flatMap(schedulerNamesIn) : []
}
