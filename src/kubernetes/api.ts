/**
 * The verbs that effects use, each one request: they resolve with the object that the server answered, and reject with
 * an ApiError or a ConnectionError. Lists and watches have a way of their own, `streams/watch/watch.ts`.
 */
import { given } from '../domain/given.ts'
import type { RawMetadata } from '../domain/scheduling/kubernetes-object.ts'
import { ApiError, apiErrorOf } from './errors.ts'
import type { ApiRequest, Transport } from './transport.ts'

/** As much of an object as every kind has. */
type KubeObject = {
  readonly apiVersion?: string
  readonly kind?: string
  readonly metadata?: RawMetadata
}

type WriteOptions = {
  /** The server checks and answers as if, and keeps nothing. */
  readonly dryRun?: boolean
  readonly fieldManager?: string
  readonly signal?: AbortSignal
}

type ApplyOptions = WriteOptions & {
  readonly fieldManager: string
  /** Take fields from other managers instead of failing with 409. */
  readonly force?: boolean
}

type RemoveOptions = Omit<WriteOptions, 'fieldManager'> & {
  /** Only this object, not a namesake made since: else 409. */
  readonly uid?: string
  /** Only in this state: else 409. */
  readonly resourceVersion?: string
  readonly propagation?: 'Foreground' | 'Background' | 'Orphan'
  readonly gracePeriodSeconds?: number
}

export type Api = {
  get<T extends object = KubeObject>(path: string, query?: ApiRequest['query'], signal?: AbortSignal): Promise<T>
  /** @param path of the collection, or of a subresource such as `…/pods/x/eviction` */
  create<T extends object = KubeObject>(path: string, object: object, options?: WriteOptions): Promise<T>
  /** Server-side apply: creates or changes. A `metadata.resourceVersion` in the object makes it conditional: else 409. */
  apply<T extends object = KubeObject>(path: string, object: object, options: ApplyOptions): Promise<T>
  /** JSON merge patch (RFC 7386): null removes a key, a list replaces the list. */
  mergePatch<T extends object = KubeObject>(path: string, patch: object, options?: WriteOptions): Promise<T>
  /** Resolves with a Status, or with the object while finalizers hold it. */
  remove<T extends object = KubeObject>(path: string, options?: RemoveOptions): Promise<T>
}

/** @param timeoutMs for each request as a whole */
export function api(transport: Transport, { timeoutMs = 30_000 }: { readonly timeoutMs?: number } = {}): Api {
  const send = async <T>(request: ApiRequest): Promise<T> => {
    const response = await transport.request({ timeoutMs, ...request })
    if (response.status < 200 || response.status > 299) throw await apiErrorOf(response)
    return parsed<T>(await response.text(), response.status)
  }
  const patch = (type: string) => ({ 'content-type': `application/${type}` })
  return {
    get: (path, query, signal) => send({ method: 'GET', path, ...given({ query }), signal }),
    create: (path, body, options = {}) =>
      send({ method: 'POST', path, query: written(options), body, signal: options.signal }),
    apply: (path, body, options) =>
      send({
        method: 'PATCH',
        path,
        query: { ...written(options), force: options.force },
        headers: patch('apply-patch+yaml'), // JSON is YAML
        body,
        signal: options.signal,
      }),
    mergePatch: (path, body, options = {}) =>
      send({
        method: 'PATCH',
        path,
        query: written(options),
        headers: patch('merge-patch+json'),
        body,
        signal: options.signal,
      }),
    remove: (path, options = {}) =>
      send({ method: 'DELETE', path, query: written(options), body: deleteOptions(options), signal: options.signal }),
  }
}

function parsed<T>(text: string, status: number): T {
  try {
    return JSON.parse(text) as T
  } catch {
    throw new ApiError({ status, reason: '', message: 'the answer is not JSON', retryAfterMs: undefined, causes: [] })
  }
}

const written = ({ dryRun, fieldManager }: WriteOptions): NonNullable<ApiRequest['query']> => ({
  fieldManager,
  dryRun: dryRun ? 'All' : undefined,
})

function deleteOptions({ uid, resourceVersion, propagation, gracePeriodSeconds }: RemoveOptions): object {
  return {
    apiVersion: 'v1',
    kind: 'DeleteOptions',
    propagationPolicy: propagation,
    gracePeriodSeconds,
    ...given({
      preconditions: uid === undefined && resourceVersion === undefined ? undefined : { uid, resourceVersion },
    }),
  }
}
