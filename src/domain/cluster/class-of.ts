import { isLike } from '../like.ts'
import { profilesIn } from '../profiles-annotation.ts'
import type { RawMetadata } from '../scheduling/kubernetes-object.ts'
import type { RawPodSpecRequests } from '../scheduling/pod-requests.ts'
import { selects } from '../scheduling/selector.ts'
import type { NamedClass } from '../settings/named-class.ts'

/** What a pod is told by: read as it arrives, and of all of it the class's name alone is kept. There may be 50,000 of them. */
interface Telling {
  readonly metadata?: RawMetadata
  readonly spec?: RawPodSpecRequests
}

/** The class that a user's pod is of. @param classes of two that fit the first counts, so that nobody is counted twice */
export const classOf = (pod: Telling, namespace: string, classes: readonly NamedClass[]): string | undefined =>
  classes.find((one) => fits(one, pod, namespace))?.name

function fits({ image, profile, namespaces, labels }: NamedClass, { metadata, spec }: Telling, namespace: string) {
  return (
    (namespaces === undefined || namespaces.includes(namespace)) &&
    (labels === undefined || selects(labels, metadata?.labels ?? {})) &&
    (profile === undefined || profilesIn(metadata?.annotations ?? {}).includes(profile)) &&
    (image === undefined || (spec?.containers ?? []).some((one) => isLike(image, one.image ?? '')))
  )
}
