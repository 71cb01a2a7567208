import {
  type ImageChoice,
  imagesOf,
  NOTEBOOK_IMAGES,
  type RawImageStream,
} from '../../domain/profiles/choosing/image-streams.ts'
import { api } from '../../kubernetes/api.ts'
import { apiPath } from '../../kubernetes/api-path.ts'
import { describeApiError } from '../../kubernetes/describe.ts'
import { ApiError } from '../../kubernetes/errors.ts'
import type { Transport } from '../../kubernetes/transport.ts'

export interface ImagesOptions {
  readonly transport: Transport
  readonly namespace: string
  /** Those of the config, for clusters without ImageStreams. */
  readonly configured: () => readonly ImageChoice[]
  /** Epoch ms. */
  readonly now: () => number
  /** Told why ImageStreams could not be listed though the cluster has them. */
  readonly onFailure: (because: string) => void
}

const CACHED_MS = 30_000
const TIMEOUT_MS = 2000

/**
 * The images that users may choose: of the ImageStreams in the namespace where the cluster has that API (OpenShift), else
 * of the config. Asked at most every 30 s, by one request for all who ask meanwhile; a failure leaves the last answer.
 */
export function notebookImages(options: ImagesOptions): () => Promise<readonly ImageChoice[]> {
  const { transport, namespace, configured, now, onFailure } = options
  const kubernetes = api(transport, { timeoutMs: TIMEOUT_MS })
  let last: { readonly untilMs: number; readonly streams: Promise<readonly ImageChoice[] | undefined> } | undefined
  let good: readonly ImageChoice[] | undefined

  /** undefined: this cluster has none. */
  async function list(): Promise<readonly ImageChoice[] | undefined> {
    try {
      const { items } = await kubernetes.get<{ readonly items?: readonly RawImageStream[] }>(
        apiPath`/apis/image.openshift.io/v1/namespaces/${namespace}/imagestreams`,
        { labelSelector: NOTEBOOK_IMAGES },
      )
      good = imagesOf(items ?? [])
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) good = undefined
      else
        onFailure(
          describeApiError(error, {
            verb: 'list',
            resource: 'imagestreams',
            group: 'image.openshift.io',
            namespace,
          }),
        )
    }
    return good
  }

  return async () => {
    if (!last || now() >= last.untilMs) last = { untilMs: now() + CACHED_MS, streams: list() }
    return (await last.streams) ?? configured()
  }
}
