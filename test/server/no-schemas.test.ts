import assert from 'node:assert/strict'
import { it } from 'node:test'
import Fastify from 'fastify'
import { NO_SCHEMAS } from '../../src/server/no-schemas.ts'

it('routes without a schema answer, and one that has a schema fails at the start', async () => {
  const server = Fastify({ ...NO_SCHEMAS })
  server.post('/', async ({ body }) => ({ asked: body }))
  const { body } = await server.inject({ method: 'POST', url: '/', payload: { seats: 3 } })
  assert.equal(body, '{"asked":{"seats":3}}')
  await server.close()

  const strict = Fastify({ ...NO_SCHEMAS })
  strict.post('/', { schema: { body: { type: 'object' } } }, async () => ({}))
  await assert.rejects(async () => strict.ready(), /no route has a schema/)
})
