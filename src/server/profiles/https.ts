import type { Server } from 'node:https'
import Fastify, { type FastifyInstance } from 'fastify'
import type { Serving } from '../../kubernetes/read-certificate.ts'
import { faults } from '../faults.ts'
import { listenAnywhere } from '../listen.ts'

export interface SecureServer {
  readonly routes: FastifyInstance
  /** From now on new connections see this certificate; those that are open go on. */
  serve(certificate: Serving): void
  listen(port: number): Promise<void>
  close(): Promise<void>
}

/** All annotations of a pod together take at most 256 KiB, and a hub's pods are some KiB. To parse so much takes 50 ms. */
export const BODY_LIMIT = 512 * 1024

/**
 * The HTTPS server of webhook and profiles API. Until it is given a certificate, every handshake fails.
 * @param onFault told of a fault of ours; who asked hears only that there was one
 */
export function secureServer(onFault: (error: unknown) => void): SecureServer {
  const routes = Fastify({
    logger: false,
    https: {},
    bodyLimit: BODY_LIMIT,
    onProtoPoisoning: 'remove',
    onConstructorPoisoning: 'remove',
    forceCloseConnections: 'idle',
  })
  routes.setErrorHandler(faults({ onFault }))
  return {
    routes: routes as unknown as FastifyInstance,
    serve: (certificate) => (routes.server as Server).setSecureContext({ ...certificate, minVersion: 'TLSv1.2' }),
    listen: (port) => listenAnywhere((at) => routes.listen(at), port),
    close: () => routes.close(),
  }
}
