import { type Examined, examined } from '../../domain/doctor/finding.ts'
import type { Looked } from '../../domain/doctor/looked.ts'
import { PACKING_LABEL, packingExamined } from '../../domain/doctor/schedulers/packing.ts'
import { matchesLabels } from '../../domain/scheduling/selector.ts'
import type { Cluster } from './cluster.ts'
import type { Hubs } from './hub.ts'
import type { Visit } from './visit.ts'

interface Seen {
  readonly hubs: Hubs
  /** Of Cluster Autoscaler. */
  readonly status: Looked<string | undefined>
}

/** Who packs users, of what was seen in the namespaces of the release and of users; without a hub there are none. */
export function examinePacking({ found }: Visit, cluster: Cluster, { hubs, status }: Seen): readonly Examined[] {
  const { deployments, nodePools } = cluster
  if (hubs.hubs.at === 'unseen' || hubs.hubs.value.length === 0) return []
  if (hubs.schedulers.at === 'unseen') return [unseen(hubs.schedulers.because)]
  if (deployments.at === 'unseen') return [unseen(deployments.because)]
  const packing = deployments.value.find(({ metadata }) => matchesLabels(PACKING_LABEL, metadata?.labels ?? {}))
  return [
    packingExamined({
      userSchedulers: hubs.schedulers.value,
      packs: packing !== undefined,
      packingName: packing?.metadata?.name ?? '',
      profiles: found.config.profiles,
      autoscales: hasStatus(status) || (nodePools.at === 'seen' && (nodePools.value ?? []).length > 0),
    }),
  ]
}

const hasStatus = (status: Looked<string | undefined>) => status.at === 'seen' && status.value !== undefined

const unseen = (because: string) => examined('hub', { unchecked: [{ what: 'whether users are packed', because }] })
