/**
 * What admission makes of our Deployments. A webhook may change a template as it is written (tolerations, images): then the
 * API server's own answer differs from what was sent, nobody quarrels, and nothing is to be healed. A print of the answer is
 * left on the object, so that every replica can tell later whether it still stands as it was answered.
 */
import type { PlaceholderDeployment, RawDeployment } from '../cluster/deployment.ts'
import { intentHash } from '../scheduling/intent-hash.ts'
import { differenceOf } from '../scheduling/subset.ts'
import { INTENT, type Manifest } from './manifest.ts'

export const ADMITTED = 'warmseats.io/admitted'

/** Everything but the count and annotations. */
const partsOf = ({ metadata = {}, spec = {} }: RawDeployment) => ({
  labels: metadata.labels,
  ownerReferences: metadata.ownerReferences,
  spec: { ...spec, replicas: undefined },
})

/** A print of everything but the count. */
export const printOf = (raw: RawDeployment): string => intentHash(partsOf(raw))

/** Whether it stands as the API server answered our last write that a webhook changed. */
export const isAsAdmitted = ({ annotations, raw }: PlaceholderDeployment): boolean =>
  annotations[ADMITTED] !== undefined && annotations[ADMITTED] === printOf(raw)

/**
 * Where what stands there differs from what is wanted, but for the count and annotations.
 * @returns the path of the first field, such as `spec.template.spec.tolerations`
 */
export const differenceFrom = ({ metadata, spec }: Manifest, raw: RawDeployment): string | undefined =>
  differenceOf(
    {
      metadata: { labels: metadata.labels, ownerReferences: metadata.ownerReferences },
      spec: { ...spec, replicas: undefined },
    },
    raw,
  )

/**
 * What a webhook changed that cannot be taken as it is: our count, and the mark by which we know our own template.
 * @returns its path
 */
export function refusedChange(sent: Manifest, answer: RawDeployment): string | undefined {
  if (answer.spec?.replicas !== sent.spec.replicas) return 'spec.replicas'
  return answer.metadata?.annotations?.[INTENT] === sent.metadata.annotations[INTENT]
    ? undefined
    : `metadata.annotations[${INTENT}]`
}
