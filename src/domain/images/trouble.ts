import { given } from '../given.ts'
import type { RawContainerStatus } from '../scheduling/pod-requests.ts'

/** Why an image cannot be had, or not be run. */
export interface ImageTrouble {
  /** The kubelet's word: `ImagePullBackOff`. */
  readonly reason: string
  /** Its sentence, with the registry's words; missing where it says none. */
  readonly message?: string
  /** As the container names it; missing where nobody says. */
  readonly image?: string
}

/** The kubelet's words for an image that it did not get. */
const NOT_PULLED = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
])

/** And for one in which the command is not. */
const NOT_RUN = new Set(['StartError', 'RunContainerError', 'CreateContainerError', 'ContainerCannotRun'])

/** Why an image of a pod cannot be had; undefined: they can, as far as it says. */
export const imageTroubleIn = (statuses: readonly RawContainerStatus[] | null | undefined): ImageTrouble | undefined =>
  troubleIn(statuses, NOT_PULLED)

/** Why an image that is there does not run; undefined: it does, or nobody tried. */
export const runTroubleIn = (statuses: readonly RawContainerStatus[] | null | undefined): ImageTrouble | undefined =>
  troubleIn(statuses, NOT_RUN)

function troubleIn(
  statuses: readonly RawContainerStatus[] | null | undefined,
  reasons: ReadonlySet<string>,
): ImageTrouble | undefined {
  for (const { image, state, lastState } of statuses ?? [])
    for (const one of [state?.waiting, state?.terminated, lastState?.terminated])
      if (one?.reason !== undefined && reasons.has(one.reason))
        return { reason: one.reason, ...given({ message: one.message || undefined, image: image || undefined }) }
  return undefined
}
