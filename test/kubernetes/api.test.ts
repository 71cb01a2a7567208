import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Api, api } from '../../src/kubernetes/api.ts'
import { ConnectionError } from '../../src/kubernetes/connection-error.ts'
import { ApiError } from '../../src/kubernetes/errors.ts'
import { fakeApi } from './support/fake-api.ts'
import { connectTo } from './support/kubeconfig.ts'

const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'state', resourceVersion: '7' } }
const path = '/api/v1/namespaces/hub/configmaps/state'

/** What one call sent, when the server answers it with `object`. */
async function sent(call: (verbs: Api) => Promise<object>) {
  await using fake = await fakeApi()
  await using connection = await connectTo({ server: fake.url })
  fake.serve((exchange) => exchange.answer(200, object))
  assert.deepEqual(await call(api(connection)), object)
  const [only] = fake.seen
  assert.ok(only)
  const body = only.body === '' ? undefined : JSON.parse(only.body)
  return [only.method, only.path, only.query, only.headers['content-type'], body]
}

describe('api', () => {
  it('gets', async () => {
    assert.deepEqual(await sent((verbs) => verbs.get(path)), ['GET', path, {}, undefined, undefined])
    assert.deepEqual(await sent((verbs) => verbs.get(path, { limit: 1 })), [
      'GET',
      path,
      { limit: '1' },
      undefined,
      undefined,
    ])
  })

  it('creates', async () => {
    const dry = await sent((verbs) =>
      verbs.create('/api/v1/events', object, { dryRun: true, fieldManager: 'warmseats' }),
    )
    assert.deepEqual(dry, [
      'POST',
      '/api/v1/events',
      { dryRun: 'All', fieldManager: 'warmseats' },
      'application/json',
      object,
    ])
    assert.deepEqual((await sent((verbs) => verbs.create('/api/v1/events', object)))[2], {})
  })

  it('applies by server-side apply, the resourceVersion inside', async () => {
    const applied = await sent((verbs) => verbs.apply(path, object, { fieldManager: 'warmseats', force: true }))
    assert.deepEqual(applied, [
      'PATCH',
      path,
      { fieldManager: 'warmseats', force: 'true' },
      'application/apply-patch+yaml',
      object,
    ])
  })

  it('merges a patch', async () => {
    const patch = { data: { gone: null } }
    assert.deepEqual(await sent((verbs) => verbs.mergePatch(path, patch)), [
      'PATCH',
      path,
      {},
      'application/merge-patch+json',
      patch,
    ])
  })

  it('removes, on conditions', async () => {
    const options = {
      uid: 'u',
      resourceVersion: '7',
      propagation: 'Foreground',
      gracePeriodSeconds: 0,
      dryRun: true,
    } as const
    assert.deepEqual(await sent((verbs) => verbs.remove(path, options)), [
      'DELETE',
      path,
      { dryRun: 'All' },
      'application/json',
      {
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        propagationPolicy: 'Foreground',
        gracePeriodSeconds: 0,
        preconditions: { uid: 'u', resourceVersion: '7' },
      },
    ])
    assert.deepEqual((await sent((verbs) => verbs.remove(path)))[4], { apiVersion: 'v1', kind: 'DeleteOptions' })
  })

  it('rejects with what the server says', async () => {
    await using fake = await fakeApi()
    await using connection = await connectTo({ server: fake.url })
    const refused = api(connection).get(path)
    ;(await fake.next()).refuse(409, { reason: 'Conflict', message: 'it has changed' })
    await assert.rejects(refused, (error) => error instanceof ApiError && error.reason === 'Conflict')
    const portal = api(connection).get(path)
    ;(await fake.next()).answer(200, '<html>log in</html>')
    await assert.rejects(portal, (error) => error instanceof ApiError && error.message === 'the answer is not JSON')
  })

  it('ends with its signal and its time', async () => {
    await using fake = await fakeApi()
    await using connection = await connectTo({ server: fake.url })
    const signal = AbortSignal.abort()
    const code = (expected: string) => (error: unknown) => error instanceof ConnectionError && error.code === expected
    await assert.rejects(api(connection).create(path, object, { signal }), code('aborted'))
    await assert.rejects(api(connection, { timeoutMs: 1 }).get(path), code('timeout'))
  })
})
