import type { Server } from 'node:https'
import Fastify, { type FastifyInstance } from 'fastify'
import type { Serving } from '../../kubernetes/read-certificate.ts'
import { guardConnections } from '../connections/guard.ts'
import { type ConnectionLimits, HANDSHAKE_MS, NODE_PATIENCE, PATIENCE } from '../connections/limits.ts'
import type { TellRefusal } from '../connections/refusal.ts'
import { faults } from '../faults.ts'
import { listenAnywhere } from '../listen.ts'
import { NO_SCHEMAS } from '../no-schemas.ts'

export interface SecureServerOptions {
  /** Told of a fault of ours; who asked hears only that there was one. */
  readonly onFault: (error: unknown) => void
  /** Told of connections that were closed to bound them. */
  readonly onRefused: TellRefusal
  readonly limits?: ConnectionLimits
}

export interface SecureServer {
  readonly routes: FastifyInstance
  /** From now on new connections see this certificate; those that are open go on. */
  serve(certificate: Serving): void
  listen(port: number): Promise<void>
  close(): Promise<void>
}

/** All annotations of a pod together take at most 256 KiB, and a hub's pods are some KiB. To parse so much takes 50 ms. */
export const BODY_LIMIT = 512 * 1024

/** The HTTPS server of webhook and profiles API. Until it is given a certificate, every handshake fails. */
export function secureServer({ onFault, onRefused, limits }: SecureServerOptions): SecureServer {
  const routes = Fastify({
    logger: false,
    ...PATIENCE,
    https: { ...NODE_PATIENCE, handshakeTimeout: HANDSHAKE_MS },
    bodyLimit: BODY_LIMIT,
    onProtoPoisoning: 'remove',
    onConstructorPoisoning: 'remove',
    forceCloseConnections: 'idle',
    ...NO_SCHEMAS,
  })
  routes.setErrorHandler(faults({ onFault }))
  const plain = routes as unknown as FastifyInstance
  guardConnections(plain, { port: 'https', limits, tell: onRefused })
  return {
    routes: plain,
    serve: (certificate) => (routes.server as Server).setSecureContext({ ...certificate, minVersion: 'TLSv1.2' }),
    listen: (port) => listenAnywhere((at) => routes.listen(at), port),
    close: () => routes.close(),
  }
}
