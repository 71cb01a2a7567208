import { given } from '../../given.ts'
import type { PodNeeds } from '../../room/room-now.ts'
import type { RawPodSpecRequests } from '../../scheduling/pod-requests.ts'
import { podRequests } from '../../scheduling/pod-requests.ts'
import type { PodManifest } from './pod-manifest.ts'

/** What the scheduler will read of a pod that is about to be created. */
export function podNeeds({ spec = {} }: PodManifest): PodNeeds {
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms
  return {
    // A null where nothing is given counts as nothing.
    requests: podRequests(spec as RawPodSpecRequests),
    requirement: { nodeSelector: spec.nodeSelector ?? {}, ...given({ terms: terms ?? undefined }) },
    tolerations: spec.tolerations ?? [],
  }
}
