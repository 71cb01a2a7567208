import type { FastifyError, FastifyPluginAsync } from 'fastify'
import { type Surroundings, tryOut } from '../../domain/trial/trial.ts'
import { draftOf, emptyDraft, MOST_HEARD, MOST_READ } from './fields.ts'
import { TRY_POLICY } from './headers.ts'
import { type TryPageInput, tryPage } from './page.ts'

export interface TryRoutesDeps {
  /** The newest decision; undefined: none was made yet. */
  readonly surroundings: () => Surroundings | undefined
  readonly namespace: string
  /** Epoch ms. */
  readonly now: () => number
}

const TOO_LONG = 'This is too long: of a description the first 8,192 characters are read. Nothing of it was read here.'
const NOT_YET = 'Nothing is decided yet, so nobody knows what this would do. Send it again in a minute.'

/**
 * `GET /try` is a form, `POST /try` what an event would do. Nothing of what is sent is kept, logged or written anywhere;
 * it is sent in the body since addresses are logged by whoever passes them on.
 */
export const tryRoutes =
  ({ surroundings, namespace, now }: TryRoutesDeps): FastifyPluginAsync =>
  async (server) => {
    const page = (more: Partial<TryPageInput> = {}): string => {
      const config = surroundings()?.observed.config
      const zone = config?.calendar.timezone ?? 'utc'
      const nowMs = now()
      const pools = [...(config?.pools.keys() ?? [])]
      return tryPage({ namespace, zone, pools, nowMs, draft: emptyDraft(nowMs, zone), ...more })
    }
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    )
    server.addHook('onRequest', async (_request, reply) => {
      reply.header('content-security-policy', TRY_POLICY).type('text/html; charset=utf-8')
    })
    server.setErrorHandler((error: FastifyError, _request, reply) => {
      if (error.statusCode === 413) return reply.code(413).send(page({ because: TOO_LONG }))
      throw error
    })
    server.get('/try', async (_request, reply) => reply.send(page()))
    server.post('/try', { bodyLimit: MOST_HEARD }, async ({ body }, reply) => {
      const sent = typeof body === 'string' ? body : ''
      if (sent.length > MOST_READ) return reply.code(413).send(page({ because: TOO_LONG }))
      const draft = draftOf(sent)
      const known = surroundings()
      if (known === undefined) return reply.code(503).send(page({ draft, because: NOT_YET }))
      const tried = tryOut(draft, known)
      if (tried.at === 'wrong') return reply.code(400).send(page({ draft, wrong: tried.fields }))
      return reply.send(page({ draft, tried }))
    })
  }
