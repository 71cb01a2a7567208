/**
 * The Kubernetes API over HTTP: coordinates and auth from a kubeconfig or the pod's ServiceAccount, one shared agent,
 * one call. It promises not to judge: every HTTP status resolves (api.ts and the watch judge), and all that goes wrong
 * below HTTP rejects with a ConnectionError. It retries nothing.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Dispatcher } from 'undici'
import { type SharedAgent, sharedAgent } from './agent.ts'
import { connectionError } from './connection-error.ts'
import { type Credentials, credentials } from './credentials.ts'
import { type KubeconfigOptions, readCoordinates } from './kubeconfig.ts'
import type { ApiRequest, ApiResponse, Transport } from './transport.ts'

export type Connection = Transport & {
  /** The API server's URL. */
  readonly server: string
  /** The context's name; `in-cluster` in a pod. */
  readonly context: string
  /** The context's namespace, the pod's own when in a cluster, else `default`. */
  readonly namespace: string
  /** `in-cluster`, or the kubeconfig files. */
  readonly source: string
  /** Drops all sockets; requests in flight reject. */
  close(): Promise<void>
}

/**
 * Reads files, opens no socket: the first request does.
 * @throws ConnectionError `credentials` when there is no cluster to talk to
 */
export async function connect(options: KubeconfigOptions = {}): Promise<Connection> {
  const coordinates = await readCoordinates(options)
  const { cluster, context, source } = coordinates
  const pinned = { ...options, context: context.name }
  const identity = credentials(coordinates, () => readCoordinates(pinned))
  const agent = sharedAgent(cluster.proxyUrl)
  const base = new URL(cluster.server)
  return {
    server: cluster.server,
    context: context.name,
    namespace: context.namespace || 'default',
    source,
    request: (request) => exchange(request, base, identity, agent),
    close: () => agent.close(),
  }
}

async function exchange(
  request: ApiRequest,
  base: URL,
  identity: Credentials,
  agent: SharedAgent,
): Promise<ApiResponse> {
  try {
    const access = await identity.current()
    const response = await agent.dispatcher(access.tls).request({
      origin: base.origin,
      path: pathOf(request, base),
      method: request.method,
      headers: { ...fixedHeaders, ...contentType(request), ...request.headers, ...access.headers },
      body: request.body === undefined ? null : JSON.stringify(request.body),
      signal: signalOf(request),
    })
    if (response.statusCode === 401) identity.reject(access)
    return answer(response, base.origin)
  } catch (error) {
    throw connectionError(error, base.origin)
  }
}

const fixedHeaders = { accept: 'application/json', 'user-agent': 'warmseats' }
const contentType = ({ body }: ApiRequest) => (body === undefined ? {} : { 'content-type': 'application/json' })

/** The server's URL may have a path of its own (Rancher, some proxies). */
function pathOf({ path, query }: ApiRequest, base: URL): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) search.set(name, String(value))
  return `${base.pathname.replace(/\/$/, '')}${path}${search.size === 0 ? '' : `?${search}`}`
}

function signalOf({ signal, timeoutMs }: ApiRequest): AbortSignal | null {
  if (timeoutMs === undefined) return signal ?? null
  const timeout = AbortSignal.timeout(timeoutMs)
  return signal === undefined ? timeout : AbortSignal.any([signal, timeout])
}

function answer(response: Dispatcher.ResponseData, server: string): ApiResponse {
  const { statusCode, headers, body } = response
  const text = async () => {
    const whole = await orConnectionError(body.text(), server)
    await nextTurn() // undici frees the socket one turn of the event loop later; sooner, the next request opens another
    return whole
  }
  return {
    status: statusCode,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
    ),
    body: { [Symbol.asyncIterator]: () => chunks(body, server) },
    text,
    json: async () => JSON.parse(await text()) as unknown,
  }
}

/**
 * So much is handed on in one turn of the event loop: some 3 ms for who parses it. A socket that is full brings 2 MiB in a turn,
 * and whatever else the process has to do would wait for all of it. While nobody reads on, the server waits.
 */
const BYTES_A_TURN = 256 * 1024

async function* chunks(body: AsyncIterable<Uint8Array>, server: string): AsyncGenerator<Uint8Array, void> {
  let bytes = 0
  try {
    for await (const chunk of body) {
      yield chunk
      bytes += chunk.length
      if (bytes < BYTES_A_TURN) continue
      bytes = 0
      await nextTurn()
    }
  } catch (error) {
    throw connectionError(error, server)
  }
}

async function orConnectionError<T>(promise: Promise<T>, server: string): Promise<T> {
  try {
    return await promise
  } catch (error) {
    throw connectionError(error, server)
  }
}
