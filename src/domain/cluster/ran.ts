import { given } from '../given.ts'
import { type ImageTrouble, imageTroubleIn, runTroubleIn } from '../images/trouble.ts'
import { parseInstant } from '../instant.ts'
import type { RawContainerStatus } from '../scheduling/pod-requests.ts'
import type { Labels } from '../scheduling/selector.ts'
import type { PodKind } from './pod-kinds.ts'

/** Whether a pod that is waited for runs, and what keeps it from that. */
export interface Ran {
  /** zero-to-jupyterhub's continuous image puller on a node: it runs once the users' images are there. */
  readonly isImagePuller?: true
  /** When its containers first ran; missing where the API does not say (any more). Epoch ms. */
  readonly runningMs?: number
  /** Of a user or placeholder: its containers run, or did and began anew. */
  readonly hasStarted?: true
  /** On a node: why an image of a user, or one that a placeholder brings, cannot be had. */
  readonly imageTrouble?: ImageTrouble
  /** Why one that a placeholder brings does not run there, although it is there. */
  readonly runTrouble?: ImageTrouble
}

/** As the chart of JupyterHub labels the pods of this DaemonSet, in each of its versions. */
const IMAGE_PULLER = 'continuous-image-puller'

interface RawStatuses {
  readonly containerStatuses?: readonly RawContainerStatus[]
  readonly initContainerStatuses?: readonly RawContainerStatus[]
}

/** Of those that are waited for: placeholders, users, and image pullers. */
export function ranIn(
  { containerStatuses: statuses, initContainerStatuses: initial }: RawStatuses,
  kind: PodKind,
  labels: Labels | undefined,
): Ran {
  const isImagePuller = kind === 'daemon' && labels?.component === IMAGE_PULLER
  if (kind !== 'placeholder' && kind !== 'user' && !isImagePuller) return {}
  return {
    ...(isImagePuller ? { isImagePuller } : {}),
    ...given({
      runningMs: firstRanMs(statuses),
      hasStarted: isImagePuller ? undefined : haveRun(statuses ?? []),
      imageTrouble: kind === 'user' ? imageTroubleIn(statuses) : imageTroubleIn(initial),
      runTrouble: kind === 'placeholder' ? runTroubleIn(initial) : undefined,
    }),
  }
}

/** When all containers first ran. Not the Ready condition: that changes again when the node is lost for a while. */
function firstRanMs(statuses: readonly RawContainerStatus[] | undefined): number | undefined {
  const started = (statuses ?? []).map(({ restartCount = 0, state }) =>
    restartCount === 0 ? parseInstant(state?.running?.startedAt) : undefined,
  )
  const known = started.filter((ms) => ms !== undefined)
  return known.length > 0 && known.length === started.length ? Math.max(...known) : undefined
}

/** Whether all containers run, or did and began anew. @returns undefined: not all did, or nobody says */
const haveRun = (statuses: readonly RawContainerStatus[]): true | undefined =>
  statuses.length > 0 &&
  statuses.every(({ restartCount = 0, state }) => restartCount > 0 || state?.running !== undefined)
    ? true
    : undefined
