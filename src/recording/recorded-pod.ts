import { type Pod, podFrom, type RawPod } from '../domain/cluster/pod.ts'
import { type PodKinds, USER_DUMMY_LABEL } from '../domain/cluster/pod-kinds.ts'
import { given } from '../domain/given.ts'
import { parseInstant } from '../domain/instant.ts'

/** A pod as a recording sees it. */
export interface RecordedPod {
  readonly pod: Pod
  /** When it ended, or will by the API server's word at the latest. Epoch ms; undefined: it goes on, or nobody says. */
  readonly endedMs?: number
}

/** @returns undefined for what is neither a user's server nor a DaemonSet's pod; a user-dummy is nobody's server */
export function recordedPod(raw: RawPod, kinds: PodKinds): RecordedPod | undefined {
  const pod = podFrom(raw, kinds)
  if (!pod || (pod.kind !== 'user' && pod.kind !== 'daemon')) return undefined
  if (raw.metadata?.labels?.[USER_DUMMY_LABEL] !== undefined) return undefined
  return { pod, ...given({ endedMs: endOf(raw, pod) }) }
}

function endOf({ metadata, status }: RawPod, { terminal }: Pod): number | undefined {
  const containers = terminal ? (status?.containerStatuses ?? []) : []
  const finished = containers.flatMap(({ state }) => parseInstant(state?.terminated?.finishedAt) ?? [])
  return finished.length > 0 ? Math.max(...finished) : parseInstant(metadata?.deletionTimestamp ?? undefined)
}
