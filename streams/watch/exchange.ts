/** The two exchanges of a watch with the API: one page of a list, one watch until it ends. Errors reject; nothing is retried. */
import { apiErrorOf } from '../../src/kubernetes/errors.ts'
import type { ApiRequest, ApiResponse, Transport } from '../../src/kubernetes/transport.ts'
import { Malformed } from './failure.ts'
import { lines } from './lines.ts'
import { type Page, readPage } from './wire.ts'

export type Resource = {
  /** The collection: `/api/v1/nodes`, `/api/v1/namespaces/hub/pods`, `/apis/apps/v1/deployments`. */
  readonly path: string
  readonly labelSelector?: string | undefined
  readonly fieldSelector?: string | undefined
}

export async function listPage(
  resource: Resource,
  { limit, continueToken }: { readonly limit: number; readonly continueToken: string | undefined },
  transport: Transport,
  signal: AbortSignal,
): Promise<Page> {
  const response = await ask(resource, { limit, continue: continueToken }, transport, signal)
  return readPage(await response.text())
}

/**
 * Resolves once the server has accepted the watch, with its lines (see `readEvent`), as they come; they end when the
 * server closes it. An end within a line is none of the server's, which writes whole ones: something on the way cuts them off,
 * and what was in it is not known. A resumed watch gets it whole.
 * @throws Malformed, at the end of the lines, when the last was cut off
 */
export async function openWatch(
  resource: Resource,
  { resourceVersion, timeoutSeconds }: { readonly resourceVersion: string; readonly timeoutSeconds: number },
  transport: Transport,
  signal: AbortSignal,
): Promise<AsyncIterable<readonly string[]>> {
  const query = { watch: true, allowWatchBookmarks: true, resourceVersion, timeoutSeconds }
  const response = await ask(resource, query, transport, signal)
  return linesOf(response)
}

async function* linesOf(response: ApiResponse): AsyncGenerator<readonly string[], void> {
  const splitter = lines()
  for await (const chunk of response.body) {
    yield splitter.push(chunk)
  }
  if (splitter.isOpen) throw new Malformed('it ended in the middle of a line')
}

async function ask(
  { path, labelSelector, fieldSelector }: Resource,
  query: NonNullable<ApiRequest['query']>,
  transport: Transport,
  signal: AbortSignal,
): Promise<ApiResponse> {
  const response = await transport.request({
    method: 'GET',
    path,
    query: { ...query, labelSelector, fieldSelector },
    signal,
  })
  if (response.status !== 200) throw await apiErrorOf(response)
  return response
}
