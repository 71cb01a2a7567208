import { HUB_IMAGE_ANNOTATION } from '../../image-annotation.ts'
import { type Merged, mergeProfiles } from '../merging/merge.ts'
import { type ContainerManifest, containerOf, type PodManifest } from '../pod/pod-manifest.ts'
import type { Spawn } from '../pod/spawn.ts'
import type { Trace } from '../pod/trace.ts'
import { type ProfileSet, sayOrigin } from '../reading/profile.ts'

/**
 * The profiles that count for a pod. They are chosen by the image that the hub asked for, also where one of them has given another
 * since: the pod's annotation says which that was. It is believed only where profiles give what the pod has now.
 */
export function mergedFor(pod: PodManifest, set: ProfileSet, spawn: Spawn): Merged {
  const asked = pod.metadata?.annotations?.[HUB_IMAGE_ANNOTATION]
  if (asked !== undefined && spawn.image === containerOf(pod)?.image) {
    const before = mergeProfiles(set, { ...spawn, image: asked })
    if (before.image?.value.name === spawn.image) return before
  }
  return mergeProfiles(set, spawn)
}

/** Gives the user's container its image. How it is pulled stays as it is. */
export function applyImage(container: ContainerManifest, { image }: Merged, trace: Trace): ContainerManifest {
  if (!image) return container
  const { value, origin } = image
  trace.gave(`spec.containers[${container.name ?? 0}].image`, value.name, sayOrigin(origin))
  return { ...container, image: value.name }
}

/** What a pod says of the image that it would have had; nothing where it has that one. */
export function hubImageOf(pod: PodManifest, { image }: Merged): Readonly<Record<string, string>> {
  const asked = containerOf(pod)?.image
  return image && asked && asked !== image.value.name ? { [HUB_IMAGE_ANNOTATION]: asked } : {}
}
