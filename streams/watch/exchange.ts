/** The exchanges of a watch with the API: one page of a list, a list as a stream, one watch until it ends. Errors reject; nothing is retried. */
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

/** @returns the page, and about how many bytes it had */
export async function listPage(
  resource: Resource,
  { limit, continueToken }: { readonly limit: number; readonly continueToken: string | undefined },
  transport: Transport,
  signal: AbortSignal,
): Promise<Page & { readonly bytes: number }> {
  const response = await ask(resource, { limit, continue: continueToken }, transport, signal)
  const text = await response.text()
  return { ...readPage(text), bytes: text.length }
}

/** The lines of a watch, as they come. */
export type Lines = AsyncIterable<readonly string[]>

/**
 * Resolves once the server has accepted the watch, with its lines (see `readEvent`), as they come; they end when the
 * server closes it. An end within a line is none of the server's, which writes whole ones: something on the way cuts them off,
 * and what was in it is not known. A resumed watch gets it whole.
 * @throws Malformed, at the end of the lines, when the last was cut off
 */
export const openWatch = (
  resource: Resource,
  from: { readonly resourceVersion: string; readonly timeoutSeconds: number },
  transport: Transport,
  signal: AbortSignal,
): Promise<Lines> => open(resource, from, transport, signal)

/**
 * A list as a stream (`sendInitialEvents`): a watch that begins with all that is there, and marks where that ends. As fresh as a
 * list, and read from the server's cache.
 */
export const openStreamedList = (
  resource: Resource,
  { timeoutSeconds }: { readonly timeoutSeconds: number },
  transport: Transport,
  signal: AbortSignal,
): Promise<Lines> =>
  open(resource, { sendInitialEvents: true, resourceVersionMatch: 'NotOlderThan', timeoutSeconds }, transport, signal)

async function open(
  resource: Resource,
  query: NonNullable<ApiRequest['query']>,
  transport: Transport,
  signal: AbortSignal,
): Promise<Lines> {
  return linesOf(await ask(resource, { watch: true, allowWatchBookmarks: true, ...query }, transport, signal))
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
