import { sayCount, sayPlainly } from '../say.ts'
import type { RawMetadata } from '../scheduling/kubernetes-object.ts'
import { broken, type Examined, examined, type Finding, warning } from './finding.ts'

/** Whose pod it is. */
export type Owner = 'controller' | 'placeholder' | 'user' | 'image puller'

/** A pod with what its containers wait for. */
export interface RawPulling {
  readonly metadata?: RawMetadata
  readonly status?: {
    readonly containerStatuses?: readonly RawWaiting[]
    readonly initContainerStatuses?: readonly RawWaiting[]
  }
}

interface RawWaiting {
  readonly image?: string
  readonly state?: { readonly waiting?: { readonly reason?: string; readonly message?: string } }
}

/** As the kubelet says that an image does not come. */
const FAILS = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'RegistryUnavailable',
])

interface Failing {
  readonly image: string
  readonly owner: Owner
  readonly pod: string
  readonly namespace: string
  readonly reason: string
}

/**
 * Images that do not come to a node.
 * @param ownerOf undefined: a pod that is no matter here
 */
export function imagesExamined(pods: readonly RawPulling[], ownerOf: (pod: RawPulling) => Owner | undefined): Examined {
  const failing = pods.flatMap((pod) => {
    const owner = ownerOf(pod)
    return owner ? failingOf(pod, owner) : []
  })
  const byImage = Map.groupBy(failing, ({ image, owner }) => `${owner} ${image}`)
  return examined('images', {
    findings: [...byImage.values()].map(findingOf),
    well: failing.length > 0 ? [] : ['no image fails to come to a node'],
  })
}

function failingOf({ metadata = {}, status = {} }: RawPulling, owner: Owner): Failing[] {
  const { name = '', namespace = 'default' } = metadata
  const all = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]
  return all.flatMap(({ image = 'unknown', state }) => {
    const { reason = '', message = '' } = state?.waiting ?? {}
    const said = sayPlainly(message).slice(0, 200)
    return FAILS.has(reason)
      ? [{ image, owner, pod: name, namespace, reason: said ? `${reason}: ${said}` : reason }]
      : []
  })
}

const COMES_OF_IT: Readonly<Record<Owner, string>> = {
  controller: 'no controller runs of it, and nothing decides',
  placeholder: 'placeholders hold their room all the same, but how long a boot takes is never learned',
  user: 'servers on those nodes do not start, warm seats or not',
  'image puller': 'people who come to those nodes wait for the image as well',
}

function findingOf(all: readonly Failing[]): Finding {
  const [first] = all
  if (!first) throw new Error('a group without members')
  const { image, owner, pod, namespace, reason } = first
  const say = owner === 'controller' || owner === 'user' ? broken : warning
  return say(
    `image ${image}`,
    `${sayCount(all.length, `${owner} pod`)} cannot pull it (${reason}): ${COMES_OF_IT[owner]}`,
    mendOf(owner, image, `kubectl -n ${namespace} describe pod ${pod}`),
  )
}

function mendOf(owner: Owner, image: string, look: string): string {
  const [repository = image, tag = ''] = image.split(/:(?=[^/]*$)/)
  if (owner === 'placeholder')
    return `placeholder: {image: registry.k8s.io/pause:3.10}  # or one that your nodes reach; ${look}`
  if (owner === 'controller')
    return `image: {repository: ${repository}, tag: "${tag}"}  # one that your nodes reach; ${look}`
  return `${look}  # its last lines say why: the name, the pull secret, or the registry`
}
