import { type Pod, podFrom, type RawPod } from '../domain/cluster/pod.ts'
import { podKindsOf, USER_DUMMY_LABEL } from '../domain/cluster/pod-kinds.ts'
import { conditionOf } from '../domain/scheduling/kubernetes-object.ts'
import type { Config } from '../domain/settings/config.ts'
import { REHEARSAL_LABEL } from './objects.ts'

/** A pod that a rehearsal looks at. */
export interface WatchedPod {
  readonly pod: Pod
  /** `ours`: a dummy of this rehearsal. `user`: somebody who was there without us, a dummy of somebody else included. */
  readonly role: 'ours' | 'user' | 'placeholder'
  readonly isDummy: boolean
  readonly isRunning: boolean
  /** It had to give way to a pod of higher priority. */
  readonly isPreempted: boolean
}

/** @returns undefined for a pod that is none of ours to look at */
export function watchedPod(raw: RawPod, config: Config, run: string): WatchedPod | undefined {
  const pod = podFrom(raw, podKindsOf(config, undefined))
  if (!pod || (pod.kind !== 'user' && pod.kind !== 'placeholder')) return undefined
  const labels = raw.metadata?.labels ?? {}
  const role = pod.kind === 'placeholder' ? 'placeholder' : labels[REHEARSAL_LABEL] === run ? 'ours' : 'user'
  // The scheduler says so before it deletes the pod.
  const disruption = conditionOf(raw.status?.conditions, 'DisruptionTarget')
  return {
    pod,
    role,
    isDummy: labels[USER_DUMMY_LABEL] !== undefined,
    isRunning: raw.status?.phase === 'Running' && !pod.deleting,
    isPreempted: disruption?.status === 'True' && disruption.reason === 'PreemptionByScheduler',
  }
}
