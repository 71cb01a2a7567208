/**
 * A real HTTP(S) server that a test plays by hand: `await api.next()` is the next request, and the test answers it, now
 * or later, whole or in pieces, or breaks it. It knows nothing of Kubernetes but the outer form of lists and watches.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer, type ServerOptions } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'

export type Exchange = {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: IncomingMessage['headers']
  readonly body: string
  readonly socket: Socket
  /** Resolves when the client or we have closed the exchange. */
  readonly closed: Promise<unknown>
  answer(status: number, body?: unknown, headers?: Record<string, string>): void
  /** A Kubernetes Status, as errors are answered. */
  refuse(code: number, status?: object, headers?: Record<string, string>): void
  /** A page of a list. */
  page(items: readonly object[], metadata: { readonly resourceVersion: string; readonly continue?: string }): void
  /** Opens the answer as a stream; then `send`, `raw`, `end`, `reset`. */
  stream(): Exchange
  send(...events: readonly object[]): Exchange
  raw(bytes: Uint8Array | string): Exchange
  end(): void
  /** RST, in the middle of whatever was going on. */
  reset(): void
}

export type FakeApi = {
  readonly url: string
  readonly seen: Exchange[]
  /** Sockets accepted so far. */
  readonly accepted: number
  readonly open: ReadonlySet<Socket>
  next(): Promise<Exchange>
  /** Answers all requests from now on, those nobody has taken yet included. */
  serve(handler: (exchange: Exchange) => void): void
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

export async function fakeApi(tls?: ServerOptions): Promise<FakeApi> {
  const seen: Exchange[] = []
  const waiting: ((exchange: Exchange) => void)[] = []
  const untaken: Exchange[] = []
  const open = new Set<Socket>()
  let accepted = 0
  let handler: ((exchange: Exchange) => void) | undefined

  const onRequest = async (request: IncomingMessage, response: ServerResponse) => {
    const made = await exchange(request, response)
    seen.push(made)
    const taker = handler ?? waiting.shift()
    if (taker) taker(made)
    else untaken.push(made)
  }
  const server = tls ? createTlsServer(tls, onRequest) : createServer(onRequest)
  server.on(tls ? 'secureConnection' : 'connection', (socket: Socket) => {
    accepted += 1
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    socket.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    open,
    get accepted() {
      return accepted
    },
    next() {
      const ready = untaken.shift()
      return ready ? Promise.resolve(ready) : new Promise((resolve) => waiting.push(resolve))
    },
    serve(given) {
      handler = given
      for (const exchange of untaken.splice(0)) given(exchange)
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

async function exchange(request: IncomingMessage, response: ServerResponse): Promise<Exchange> {
  const url = new URL(request.url ?? '/', 'http://fake')
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const json = { 'content-type': 'application/json' }
  const made: Exchange = {
    method: request.method ?? '',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    body: Buffer.concat(chunks).toString(),
    socket: request.socket,
    closed: new Promise((resolve) => response.on('close', resolve)),
    answer(status, body = {}, headers = {}) {
      response.writeHead(status, { ...json, ...headers }).end(typeof body === 'string' ? body : JSON.stringify(body))
    },
    refuse(code, status = {}, headers = {}) {
      made.answer(code, { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, ...status }, headers)
    },
    page(items, metadata) {
      made.answer(200, { kind: 'List', apiVersion: 'v1', metadata, items })
    },
    stream() {
      response.writeHead(200, json)
      response.flushHeaders()
      return made
    },
    send(...events) {
      return made.raw(events.map((event) => `${JSON.stringify(event)}\n`).join(''))
    },
    raw(bytes) {
      response.write(bytes)
      return made
    },
    end() {
      response.end()
    },
    reset() {
      request.socket.resetAndDestroy()
    },
  }
  return made
}
