import type { FastifyPluginAsync } from 'fastify'
import { keepingLast, oncePerObject } from '../../domain/remembered.ts'
import type { Snapshot } from '../../domain/snapshot/snapshot.ts'
import { plainAddress, type TellRefusal } from '../connections/refusal.ts'
import type { StatusEvents } from './events.ts'
import { HEADERS } from './headers.ts'
import { partsIn, statusPage, statusUpdate } from './page.ts'
import { statusJson } from './status-json.ts'

export interface StatusRoutesDeps {
  /** Whether others than `kubectl port-forward` may read it. */
  readonly isInCluster: () => boolean
  /** Asked for when somebody looks; the same object while nothing is new. */
  readonly snapshot: () => Snapshot
  readonly events: StatusEvents
  /** Told of each who may not hear of news. */
  readonly onRefused: TellRefusal
  /** What is served beside the page, to whoever may read it. */
  readonly beside?: readonly FastifyPluginAsync[]
}

/** The pod itself, as which `kubectl port-forward` comes. Not all of 127.0.0.0/8: proxies of a service mesh use others. */
const ITSELF = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** A page of elsewhere whose name was made to lead to the reader's own machine is told by the name that it asks for. */
const OWN_NAMES = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i

const OTHER_NAME = `Through \`kubectl port-forward\` the status page answers to localhost only: http://localhost:8080/
`

const CLOSED = `The status page shows titles of events, so it is closed to the cluster. Open it with
\`kubectl port-forward\`, or set \`statusPage.inCluster: true\` in the values (docs/status-page.md).
`

/** The operator's status page: `/` for people, `/status.json` for programs, `/status/events` for its news, `/status/parts` for what is new of it. Read-only. */
export const statusRoutes =
  ({ snapshot, events, onRefused, isInCluster, beside = [] }: StatusRoutesDeps): FastifyPluginAsync =>
  async (server) => {
    server.addHook('onRequest', async ({ ip, headers: { host = '' } }, reply) => {
      reply.headers(HEADERS)
      if (isInCluster()) return
      const why = ITSELF.has(ip) ? (OWN_NAMES.test(host) ? undefined : OTHER_NAME) : CLOSED
      if (why !== undefined) return reply.code(403).type('text/plain').send(why)
    })
    // An open stream is a request that is not answered yet, and a server waits for those.
    server.addHook('preClose', async () => events.close())
    for (const one of beside) server.register(one)
    server.get('/', async (_request, reply) => reply.type('text/html; charset=utf-8').send(rendered(snapshot())))
    server.get('/status.json', async (_request, reply) =>
      reply.type('application/json; charset=utf-8').send(asJson(snapshot())),
    )
    server.get<{ Querystring: { readonly has?: unknown } }>('/status/parts', async ({ query: { has } }, reply) =>
      reply.type('text/html; charset=utf-8').send(update(snapshot(), typeof has === 'string' ? has : '')),
    )
    server.get('/status/events', { exposeHeadRoute: false }, async ({ ip }, reply) => {
      const address = plainAddress(ip)
      if (!events.hasRoomFor(address)) {
        onRefused({ port: 'http', because: 'streams', address })
        return reply.code(503).header('retry-after', '30').send({ because: 'too many readers: load the page anew' })
      }
      reply.hijack()
      const { raw } = reply
      raw.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' })
      events.open(raw, address)
      return reply
    })
  }

/** Many readers ask for the same page. */
const rendered = oncePerObject(statusPage)
const asJson = oncePerObject(statusJson)

/** Most of them have the same parts, too. */
const update = keepingLast((snapshot: Snapshot, has: string) => statusUpdate(snapshot, partsIn(has)))
