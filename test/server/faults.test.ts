/** What of the inside is told to whoever asks: of each of our ports, wherever something throws, nothing. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import Fastify, { type FastifyInstance, type FastifyPluginAsync } from 'fastify'
import { Registry } from 'prom-client'
import { faults } from '../../src/server/faults.ts'
import { feedRoutes } from '../../src/server/feed/routes.ts'
import { httpServer } from '../../src/server/http.ts'
import { secureServer } from '../../src/server/profiles/https.ts'
import { tryRoutes } from '../../src/server/try/routes.ts'
import { NO_REFUSAL } from './connections/no-refusal.ts'

const SECRET = 'ENOENT: /etc/warmseats-secrets/token of 10.0.0.7'
const SAID = { because: 'a fault of warmseats; its log says which' }

const thrower = (thrown: unknown) => () => {
  throw thrown
}
const throwing = thrower(Object.assign(new Error(SECRET), { status: 404, code: 'ENOENT' }))

/** A page with routes that throw in each way in which a route can. */
const broken: FastifyPluginAsync = async (server) => {
  server.get('/now', throwing)
  server.get('/later', async () => throwing())
  server.get('/word', thrower(SECRET))
  server.get('/nothing', thrower(undefined))
  server.get('/unwritable', async () => ({
    get text() {
      return throwing()
    },
  }))
  server.get('/hook', { onRequest: async () => throwing() }, async () => 'never')
  server.get('/server', thrower(Object.assign(new Error(SECRET), { statusCode: 503 })))
}

const OWN = ['/now', '/later', '/word', '/nothing', '/unwritable', '/hook', '/server']

/** The port of health and page, and that of the webhook. */
function ports(): readonly [what: string, server: FastifyInstance, paths: readonly string[], found: unknown[]][] {
  const [found, foundToo]: [unknown[], unknown[]] = [[], []]
  const page = httpServer({
    registry: new Registry(),
    whyNotReady: throwing,
    page: broken,
    feed: feedRoutes({ token: async () => 'token', answers: throwing, namespace: 'hub', now: () => 0 }),
    onFault: ({ error }) => found.push(error),
    onRefused: NO_REFUSAL,
  })
  page.register(tryRoutes({ surroundings: throwing, namespace: 'hub', now: () => 0 }))
  const { routes } = secureServer({ onFault: (error) => foundToo.push(error), onRefused: NO_REFUSAL })
  routes.register(broken)
  return [
    ['health and page', page, [...OWN, '/readyz', '/feed/token.ics', '/try'], found],
    ['the webhook', routes, OWN, foundToo],
  ]
}

describe('a fault of ours', () => {
  for (const [what, server, paths, found] of ports())
    it(`is in the log, and who asked hears that there was one: ${what}`, async () => {
      for (const path of paths) {
        const { statusCode, body, headers } = await server.inject(path)
        assert.deepEqual([statusCode, JSON.parse(body)], [500, SAID], path)
        assert.equal(headers['content-type'], 'application/json; charset=utf-8', path)
        assert.doesNotMatch(JSON.stringify(headers), /secret|ENOENT/, path)
      }
      assert.equal(found.length, paths.length)
      await server.close()
    })

  it('is no fault where the request was wrong: that is said', async () => {
    for (const [what, server, , found] of ports()) {
      server.post('/word', async () => 'thanks')
      const sent = {
        method: 'POST',
        url: '/word',
        headers: { 'content-type': 'application/json' },
        body: '{"a',
      } as const
      const { statusCode, body } = await server.inject(sent)
      assert.equal(statusCode, 400, what)
      assert.match(JSON.parse(body).because, /not valid JSON/)
      assert.deepEqual(found, [])
      await server.close()
    }
  })

  it('is told in the words of whoever asks', async () => {
    const server = Fastify()
    server.setErrorHandler(faults({ onFault: () => undefined, answer: (error, status) => ({ error, status }) }))
    server.get('/', throwing)
    assert.deepEqual((await server.inject('/')).json(), { error: SAID.because, status: 500 })
    await server.close()
  })
})
