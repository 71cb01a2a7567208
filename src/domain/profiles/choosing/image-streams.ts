import { compare } from '../../order.ts'

/** An image that users may choose. */
export interface ImageChoice {
  /** As it stands in the pod. */
  readonly image: string
  /** How the form calls it. */
  readonly title: string
}

/** OpenShift's image.openshift.io/v1, as much of it as is read. */
export interface RawImageStream {
  readonly metadata?: { readonly name?: string; readonly annotations?: Readonly<Record<string, string>> }
  readonly spec?: { readonly tags?: readonly RawTag[] | null }
  readonly status?: { readonly dockerImageRepository?: string }
}

interface RawTag {
  readonly name?: string
  readonly annotations?: Readonly<Record<string, string>> | null
  readonly from?: { readonly kind?: string; readonly name?: string } | null
}

/** The label of those that are for users. */
export const NOTEBOOK_IMAGES = 'opendatahub.io/notebook-image=true'

const TITLE = 'opendatahub.io/notebook-image-name'
const ORDER = 'opendatahub.io/notebook-image-order'
const OUTDATED = 'opendatahub.io/image-tag-outdated'

/** The images that ImageStreams offer, a choice for each tag, in the order that their annotations give, then by title. */
export const imagesOf = (streams: readonly RawImageStream[]): ImageChoice[] =>
  streams
    .toSorted((a, b) => orderOf(a) - orderOf(b) || compare(titleOf(a), titleOf(b)))
    .flatMap((stream) => {
      const tags = (stream.spec?.tags ?? []).filter(({ annotations }) => annotations?.[OUTDATED] !== 'true')
      return tags.flatMap((tag): ImageChoice[] => {
        const image = imageOf(stream, tag)
        if (image === undefined) return []
        return [{ image, title: tags.length > 1 ? `${titleOf(stream)} (${tag.name})` : titleOf(stream) }]
      })
    })

const titleOf = ({ metadata }: RawImageStream): string => metadata?.annotations?.[TITLE] || (metadata?.name ?? '')

function orderOf({ metadata }: RawImageStream): number {
  const order = Number.parseInt(metadata?.annotations?.[ORDER] ?? '', 10)
  return Number.isNaN(order) ? Number.MAX_SAFE_INTEGER : order
}

/** In the cluster's own registry, so that its name ends as profiles write it; a cluster without one says where it comes from. */
function imageOf({ status }: RawImageStream, { name, from }: RawTag): string | undefined {
  if (!name) return undefined
  if (status?.dockerImageRepository) return `${status.dockerImageRepository}:${name}`
  return from?.kind === 'DockerImage' ? from.name : undefined
}
