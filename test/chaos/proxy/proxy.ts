/**
 * A proxy between one replica and the API server. It speaks TLS with the API server's own certificate, forwards everything
 * and notes what was written, until it is told to misbehave. What it silences stays silent, as behind a middlebox that
 * forgot a connection: neither side hears of an end.
 */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { Agent, request as ask, createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { type Flow, headersOf, watchFlow } from './flow.ts'
import type { Answer, Asked, Trouble } from './trouble.ts'

/** A write of the replica and what became of it; `status` 0: no answer came. */
export interface Write {
  /** Epoch ms at which the replica asked. */
  readonly atMs: number
  readonly method: string
  readonly path: string
  readonly status: number
  readonly sent: string
  readonly got: string
}

export interface ApiProxy {
  readonly url: string
  /** From now on, in the place of what it did before; without an argument it is an honest proxy again. */
  misbehave(trouble?: Trouble): void
  /** Tears all connections down. */
  cut(): void
  /** All connections fall silent for good; new ones are taken and not answered until `thaw`. */
  freeze(): void
  thaw(): void
  /** The open watches of these paths fall silent for good; everything else goes on. @returns how many */
  silence(isMeant?: (path: string) => boolean): number
  /** Ends every open watch with this line. */
  endWatches(line: string): void
  close(): void
}

export interface ProxyOptions {
  readonly target: string
  /** PEM: the certificate that proves the API server to us, and us to the replica; and its key. */
  readonly certificate: Buffer
  readonly key: Buffer
  readonly onWrite: (write: Write) => void
}

export async function apiProxy({ target, certificate, key, onWrite }: ProxyOptions): Promise<ApiProxy> {
  const { host, hostname, port } = new URL(target)
  const agent = new Agent({ keepAlive: true, ca: certificate })
  const sockets = new Set<Socket>()
  const secured = new Set<Socket>()
  const silenced = new WeakSet<Socket>()
  const flows = new Set<Flow>()
  let trouble: Trouble = {}
  let isFrozen = false

  const inner = createTlsServer({ cert: certificate, key }, (request, response) => {
    handle(request, response).catch(() => response.destroy())
  })
  inner.on('tlsClientError', () => undefined)
  inner.on('secureConnection', (socket) => {
    secured.add(survive(socket))
    socket.once('close', () => secured.delete(socket))
  })
  const front = createServer((socket) => {
    sockets.add(survive(socket))
    socket.once('close', () => sockets.delete(socket))
    if (trouble.refuses) socket.resetAndDestroy()
    else if (isFrozen) socket.pause()
    else inner.emit('connection', socket)
  })

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const atMs = Date.now()
    const asked = askedBy(request)
    const sent = await bodyOf(request)
    const isSilenced = () => silenced.has(request.socket)
    if (isSilenced()) return
    const note = (status: number, got = '') => {
      if (asked.isWrite) onWrite({ atMs, method: asked.method, path: asked.path, status, sent, got })
    }
    const fail = () => {
      note(0)
      if (!isSilenced()) request.socket.destroy()
    }
    const own = trouble.answers?.(asked)
    if (own) {
      note(own.status)
      return reply(response, own)
    }
    if (trouble.delayMs) await new Promise((late) => setTimeout(late, trouble.delayMs))
    const isLost = trouble.loses?.(asked) ?? false
    const pass = (answer: IncomingMessage) => {
      const flow = watchFlow(asked, { upstream, answer, response }, trouble.watches?.(), () => flows.delete(flow))
      flows.add(flow)
      if (isSilenced()) flow.silence()
    }
    const options = { hostname, port, agent, headers: { ...headersOf(request), host }, method: asked.method }
    const upstream = ask({ ...options, path: request.url }, (answer) => {
      if (asked.isWatch && answer.statusCode === 200) return pass(answer)
      bodyOf(answer).then((got) => {
        const status = answer.statusCode ?? 0
        note(status, got)
        if (isLost) request.socket.destroy()
        else if (!isSilenced()) response.writeHead(status, headersOf(answer)).end(got)
      }, fail)
    })
    upstream.on('error', fail)
    if (sent !== '') upstream.setHeader('content-length', Buffer.byteLength(sent))
    upstream.setHeader('accept-encoding', 'identity')
    upstream.end(sent)
  }

  await new Promise<void>((listening) => front.listen(0, '127.0.0.1', listening))
  return {
    url: `https://127.0.0.1:${(front.address() as AddressInfo).port}`,
    misbehave: (next = {}) => {
      trouble = next
      for (const flow of flows) flow.route(trouble.watches?.())
    },
    cut: () => {
      for (const socket of sockets) socket.resetAndDestroy()
    },
    freeze: () => {
      isFrozen = true
      for (const socket of secured) silenced.add(socket)
      for (const flow of flows) flow.silence()
    },
    thaw: () => {
      isFrozen = false
    },
    silence: (isMeant = () => true) => {
      const meant = [...flows].filter(({ asked }) => isMeant(asked.path))
      for (const flow of meant) flow.silence()
      return meant.length
    },
    endWatches: (line) => {
      for (const flow of flows) flow.endWith(line)
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
      front.close()
      agent.destroy()
    },
  }
}

function askedBy({ method = 'GET', url = '/' }: IncomingMessage): Asked {
  const { pathname, searchParams } = new URL(url, 'https://api')
  const isWatch = ['1', 'true'].includes(searchParams.get('watch') ?? '')
  return { method, path: pathname, isWatch, isWrite: method !== 'GET' }
}

function reply(response: ServerResponse, { status, headers, body }: Answer): void {
  const refusal = { kind: 'Status', apiVersion: 'v1', status: 'Failure', message: 'no luck today', code: status }
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body ?? JSON.stringify(refusal))
}

/** A connection that breaks is what is played here, and no error of the test. */
function survive<T extends Socket>(socket: T): T {
  socket.on('error', () => undefined)
  return socket
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
