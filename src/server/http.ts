import Fastify, { type FastifyInstance, type FastifyPluginAsync } from 'fastify'
import type { Registry } from 'prom-client'
import { guardConnections } from './connections/guard.ts'
import { type ConnectionLimits, NODE_PATIENCE, PATIENCE } from './connections/limits.ts'
import type { TellRefusal } from './connections/refusal.ts'
import { faults } from './faults.ts'
import { NO_SCHEMAS } from './no-schemas.ts'
import { oncePerTurn } from './once-per-turn.ts'

export interface ServerInput {
  readonly registry: Registry
  /** Why this replica is not ready; undefined: it is. */
  readonly whyNotReady: () => string | undefined
  /** The status page. */
  readonly page: FastifyPluginAsync
  /** The answers to classes, for people's own calendars; undefined: there are none. */
  readonly feed?: FastifyPluginAsync | undefined
  /** Told of a fault of ours; who asked hears only that there was one. */
  readonly onFault: (fault: { readonly part: string; readonly error: unknown; readonly retryInMs: number }) => void
  /** Told of connections that were closed to bound them. */
  readonly onRefused: TellRefusal
  readonly limits?: ConnectionLimits
}

/** Nothing but the form to try an event out has a body, and says how long that may be. */
const BODY_LIMIT = 1024

/** Health, readiness, metrics and the status page. Alive means that the event loop turns; ready, that a decision was made. */
export function httpServer({
  registry,
  whyNotReady,
  page,
  feed,
  onFault,
  onRefused,
  limits,
}: ServerInput): FastifyInstance {
  const server = Fastify({ logger: false, bodyLimit: BODY_LIMIT, ...PATIENCE, http: NODE_PATIENCE, ...NO_SCHEMAS })
  guardConnections(server, { port: 'http', limits, tell: onRefused })
  server.setErrorHandler(faults({ onFault: (error) => onFault({ part: 'server', error, retryInMs: 0 }) }))
  server.get('/healthz', async () => ({ status: 'ok' }))
  server.get('/readyz', async (_request, reply) => {
    const because = whyNotReady()
    return because === undefined ? { status: 'ready' } : reply.code(503).send({ status: 'not ready', because })
  })
  const scrape = oncePerTurn(() => registry.metrics())
  server.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await scrape()))
  server.register(page)
  if (feed) server.register(feed)
  return server
}
