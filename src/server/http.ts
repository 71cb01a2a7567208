import Fastify, { type FastifyInstance, type FastifyPluginAsync } from 'fastify'
import type { Registry } from 'prom-client'

export interface ServerInput {
  readonly registry: Registry
  /** Why this replica is not ready; undefined: it is. */
  readonly whyNotReady: () => string | undefined
  /** The status page. */
  readonly page: FastifyPluginAsync
}

/** Health, readiness, metrics and the status page. Alive means that the event loop turns; ready, that a decision was made. */
export function httpServer({ registry, whyNotReady, page }: ServerInput): FastifyInstance {
  const server = Fastify({ logger: false })
  server.get('/healthz', async () => ({ status: 'ok' }))
  server.get('/readyz', async (_request, reply) => {
    const because = whyNotReady()
    return because === undefined ? { status: 'ready' } : reply.code(503).send({ status: 'not ready', because })
  })
  server.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()))
  server.register(page)
  return server
}
