/** Real sockets at both ports, from several addresses of this machine. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { describe, it } from 'node:test'
import { Registry } from 'prom-client'
import type { ConnectionLimits } from '../../../src/server/connections/limits.ts'
import { HANDSHAKE_MS, LIMITS, NODE_PATIENCE, PATIENCE } from '../../../src/server/connections/limits.ts'
import type { Refusal } from '../../../src/server/connections/refusal.ts'
import { httpServer } from '../../../src/server/http.ts'
import { secureServer } from '../../../src/server/profiles/https.ts'
import { eventually } from '../../cluster/poll.ts'
import { selfSigned } from '../../kubernetes/support/certificate.ts'
import { NO_FAULT } from '../../support/status-page.ts'

const FEW: ConnectionLimits = { waiting: { most: 6, mostOfOne: 4 }, working: { most: 4, mostOfOne: 2 } }

interface Guarded extends AsyncDisposable {
  readonly port: number
  readonly refused: Refusal[]
  /** Lets requests to `/slow` be answered. */
  answer(): void
  begin(method: string, path: string, headers?: Readonly<Record<string, string>>, from?: string): ClientRequest
  /** @returns the status */
  ask(path: string, from?: string): Promise<number | undefined>
}

type Make = (limits?: ConnectionLimits) => Promise<Guarded>

const slow = () => {
  const waiting = Promise.withResolvers<void>()
  return { waiting: waiting.promise, answer: () => waiting.resolve() }
}

function asking(request: typeof requestHttp, port: number): Pick<Guarded, 'begin' | 'ask'> {
  const begin: Guarded['begin'] = (method, path, headers = {}, localAddress = '127.0.0.1') => {
    const at = { host: '127.0.0.1', port, path, method, headers, localAddress }
    const asked = request({ ...at, agent: false, ...{ rejectUnauthorized: false } })
    asked.on('error', () => undefined)
    return asked
  }
  const ask: Guarded['ask'] = async (path, from) => {
    const asked = begin('GET', path, {}, from)
    const answered = once(asked, 'response')
    asked.end()
    const [response] = (await answered) as [IncomingMessage]
    response.resume()
    return response.statusCode
  }
  return { begin, ask }
}

const PORTS: Readonly<Record<string, Make>> = {
  http: async (limits = FEW) => {
    const refused: Refusal[] = []
    const { waiting, answer } = slow()
    const server = httpServer({
      registry: new Registry(),
      whyNotReady: () => undefined,
      page: async (routes) => void routes.get('/slow', () => waiting.then(() => 'done')),
      onFault: NO_FAULT,
      onRefused: (one) => refused.push(one),
      limits,
    })
    await server.listen({ host: '127.0.0.1', port: 0 })
    const { port } = server.server.address() as AddressInfo
    return { port, refused, answer, ...asking(requestHttp, port), [Symbol.asyncDispose]: () => server.close() }
  },
  https: async (limits = FEW) => {
    const refused: Refusal[] = []
    const { waiting, answer } = slow()
    const server = secureServer({
      onFault: (error) => assert.fail(String(error)),
      onRefused: (one) => refused.push(one),
      limits,
    })
    server.serve(selfSigned('warmseats'))
    server.routes.get('/healthz', () => 'ok')
    server.routes.get('/slow', () => waiting.then(() => 'done'))
    await server.listen(0)
    const { port } = server.routes.server.address() as AddressInfo
    return { port, refused, answer, ...asking(requestHttps, port), [Symbol.asyncDispose]: () => server.close() }
  },
}

/** Connects, and says nothing. */
async function silent(port: number, localAddress: string): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port, localAddress })
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket.resume()
}

for (const [name, make] of Object.entries(PORTS))
  describe(`connections to the port ${name}`, () => {
    it('an address with too many that say nothing loses its oldest, and who comes is answered: from there too', async () => {
      await using server = await make()
      const sockets: Socket[] = []
      for (let count = 0; count < 12; count += 1) sockets.push(await silent(server.port, '127.0.0.2'))
      await eventually('the oldest to be closed', () => sockets.filter(({ closed }) => closed).length === 8)
      assert.deepEqual(
        sockets.map(({ closed }) => closed),
        [...Array(8).fill(true), ...Array(4).fill(false)],
      )
      for (const from of ['127.0.0.1', '127.0.0.2']) assert.equal(await server.ask('/healthz', from), 200)
      assert.deepEqual(server.refused[0], { port: name, because: 'address', address: '127.0.0.2' })
      for (const one of sockets) one.destroy()
    })

    it('many addresses with few each do not keep others out', async () => {
      await using server = await make()
      const sockets: Socket[] = []
      for (let count = 0; count < 20; count += 1) sockets.push(await silent(server.port, `127.0.1.${count + 1}`))
      assert.equal(await server.ask('/healthz'), 200)
      await eventually('no more than may be', () => sockets.filter(({ closed }) => !closed).length <= 6)
      assert.ok(server.refused.every(({ because }) => because === 'all'))
      for (const one of sockets) one.destroy()
    })

    it('whoever is being answered is not closed by those who say nothing', async () => {
      await using server = await make()
      const asked = server.ask('/slow')
      const sockets: Socket[] = []
      for (let count = 0; count < 30; count += 1) sockets.push(await silent(server.port, '127.0.0.1'))
      server.answer()
      assert.equal(await asked, 200)
      for (const one of sockets) one.destroy()
    })

    it('those who are answered are bounded too: the oldest of the address with too many goes', async () => {
      await using server = await make()
      const first = server.ask('/slow', '127.0.0.2')
      const failed = assert.rejects(first)
      await eventually('one more than may be', async () => {
        server.ask('/slow', '127.0.0.2').catch(() => undefined)
        return server.refused.length > 0
      })
      await failed
      assert.equal(await server.ask('/healthz'), 200)
      server.answer()
    })

    it('who is refused is told to close: no rest of a body is read', async () => {
      await using server = await make()
      const asked = server.begin('POST', '/nothing', { 'content-length': '1000000000' })
      asked.write('x'.repeat(1000))
      const [response] = (await once(asked, 'response')) as [IncomingMessage]
      response.resume()
      assert.deepEqual([response.statusCode, response.headers.connection], [404, 'close'])
      await once(response.socket, 'close')
    })
  })

describe('patience', () => {
  it('with what does not come', async () => {
    const server = httpServer({
      registry: new Registry(),
      whyNotReady: () => undefined,
      page: async () => undefined,
      onFault: NO_FAULT,
      onRefused: () => undefined,
    })
    await using _ = { [Symbol.asyncDispose]: () => server.close() }
    const { headersTimeout, requestTimeout, keepAliveTimeout, timeout, maxConnections } = server.server
    assert.deepEqual(
      { headersTimeout, requestTimeout, keepAliveTimeout, timeout },
      {
        headersTimeout: NODE_PATIENCE.headersTimeout,
        requestTimeout: PATIENCE.requestTimeout,
        keepAliveTimeout: PATIENCE.keepAliveTimeout,
        timeout: PATIENCE.connectionTimeout,
      },
    )
    assert.ok(maxConnections >= LIMITS.http.waiting.most + LIMITS.http.working.most)
    assert.ok(HANDSHAKE_MS <= NODE_PATIENCE.headersTimeout)
  })
})
