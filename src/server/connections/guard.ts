import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { type Connected, type Crowd, crowd, type GivesWay } from './crowd.ts'
import { type ConnectionLimits, LIMITS } from './limits.ts'
import { type Because, type Port, plainAddress, type TellRefusal } from './refusal.ts'

export interface GuardOptions {
  readonly port: Port
  readonly limits?: ConnectionLimits | undefined
  readonly tell: TellRefusal
}

/**
 * Bounds the connections of a server, so that no flood takes its memory or keeps others out: those without a whole request, which cost
 * whoever opens them nothing, and those that are being answered. To be called before routes are added.
 */
export function guardConnections(routes: FastifyInstance, { port, limits = LIMITS[port], tell }: GuardOptions): void {
  const { server } = routes
  const waiting = crowd(limits.waiting)
  const working = crowd(limits.working)
  const known = new Map<string, Connected>()
  const refused = (because: Because, address: string) => tell({ port, because, address })
  const makeRoom = (found: GivesWay | undefined) => {
    if (!found) return
    refused(found.because, found.who.address)
    found.who.close()
  }
  const move = (one: Connected, from: Crowd, to: Crowd) => {
    from.leave(one)
    makeRoom(to.enter(one))
  }

  // The crowds make room before Node has to close who comes: this is for what they might not see.
  server.maxConnections = limits.waiting.most + limits.working.most + SPARE
  server.on('drop', (data) => refused('all', plainAddress(data?.remoteAddress)))
  server.on('connection', (socket) => {
    const key = keyOf(socket)
    const leave = () => {
      waiting.leave(one)
      working.leave(one)
      if (known.get(key) === one) known.delete(key)
    }
    const close = () => {
      // At once: until its sockets say so, the end of its request would bring it back.
      leave()
      socket.destroy()
    }
    const one = { address: plainAddress(socket.remoteAddress), close }
    known.set(key, one)
    socket.once('close', leave)
    makeRoom(waiting.enter(one))
  })
  tellLate(server, (address) => refused('late', address))

  routes.addHook('preHandler', (request, reply, done) => {
    const key = keyOf(request.raw.socket)
    const one = known.get(key)
    if (one) {
      move(one, waiting, working)
      reply.raw.once('close', () => {
        if (known.get(key) === one) move(one, working, waiting)
      })
    }
    done()
  })
  closeOnRefusal(routes)
}

const SPARE = 10

/** The socket of a request through TLS is not that which connected, and both have the same other end. */
const keyOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`

/** Fastify answers them, and closes. */
function tellLate(server: Server, tell: (address: string) => void): void {
  server.on('clientError', ({ code }: NodeJS.ErrnoException, socket) => {
    if (LATE.has(code)) tell(plainAddress((socket as Socket).remoteAddress))
  })
}

const LATE: ReadonlySet<unknown> = new Set(['ERR_HTTP_REQUEST_TIMEOUT', 'ERR_TLS_HANDSHAKE_TIMEOUT'])

/** Of what there is not no body is read, and who is refused starts anew: the rest of a body would be read to its end otherwise. */
function closeOnRefusal(routes: FastifyInstance): void {
  routes.addHook('onRequest', (request, reply, done) => {
    const { is404, method, url } = request
    if (is404)
      reply.code(404).send({ message: `Route ${method}:${url} not found`, error: 'Not Found', statusCode: 404 })
    else done()
  })
  routes.addHook('onSend', (_request, reply, payload, done) => {
    if (reply.statusCode >= 400) reply.header('connection', 'close')
    // Not as a promise: an answer goes out in the turn in which it is given.
    done(null, payload)
  })
}
