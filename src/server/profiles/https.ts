import type { Server } from 'node:https'
import Fastify, { type FastifyInstance } from 'fastify'
import type { Serving } from '../../kubernetes/read-certificate.ts'
import { listenAnywhere } from '../listen.ts'

export interface SecureServer {
  readonly routes: FastifyInstance
  /** From now on new connections see this certificate; those that are open go on. */
  serve(certificate: Serving): void
  listen(port: number): Promise<void>
  close(): Promise<void>
}

/** etcd takes no object of more than 1.5 MiB; around it stands the question. */
const BODY_LIMIT = 3 * 2 ** 20

/** The HTTPS server of webhook and profiles API. Until it is given a certificate, every handshake fails. */
export function secureServer(): SecureServer {
  const routes = Fastify({
    logger: false,
    https: {},
    bodyLimit: BODY_LIMIT,
    onProtoPoisoning: 'remove',
    onConstructorPoisoning: 'remove',
    forceCloseConnections: 'idle',
  })
  return {
    routes: routes as unknown as FastifyInstance,
    serve: (certificate) => (routes.server as Server).setSecureContext({ ...certificate, minVersion: 'TLSv1.2' }),
    listen: (port) => listenAnywhere((at) => routes.listen(at), port),
    close: () => routes.close(),
  }
}
