import type { RawContainerStatus } from '../scheduling/pod-requests.ts'

/** The kubelet's words for an image that it did not get. */
const TROUBLES = new Set(['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull'])

/** Why an image of a pod cannot be had, in the kubelet's word; undefined: they can, as far as it says. */
export const imageTroubleIn = (statuses: readonly RawContainerStatus[] = []): string | undefined =>
  statuses.map(({ state }) => state?.waiting?.reason).find((reason) => reason !== undefined && TROUBLES.has(reason))
