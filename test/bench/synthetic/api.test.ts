import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, it, type TestContext } from 'node:test'
import { syntheticApi } from './api.ts'
import type { Shape } from './shape.ts'

const SHAPE: Shape = { nodes: 3, pods: 6, pools: 1, streamingLists: true }
const LEASES = '/apis/coordination.k8s.io/v1/namespaces/hub/leases'
const DEPLOYMENTS = '/apis/apps/v1/namespaces/hub/deployments'

interface Seen {
  readonly kind?: string
  readonly metadata: {
    readonly name: string
    readonly resourceVersion: string
    readonly continue?: string
    readonly annotations?: Readonly<Record<string, string>>
  }
  readonly items: readonly Seen[]
  readonly spec?: Readonly<Record<string, unknown>>
}

/** One that listens as long as the test. */
async function serve(t: TestContext, shape: Partial<Shape> = {}) {
  const api = syntheticApi({ ...SHAPE, ...shape }, () => undefined)
  const server = createServer((incoming, response) => void api.answer(incoming, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    api.watches.close()
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${url}${path}`, init)
    return { status: response.status, body: (await response.json()) as Seen }
  }
  const patch = (path: string, type: 'apply-patch+yaml' | 'merge-patch+json', body: object) =>
    ask(path, { method: 'PATCH', headers: { 'content-type': `application/${type}` }, body: JSON.stringify(body) })
  /** The first events of a watch, which is ended then. */
  const watch = async (query: string, count: number) => {
    const ending = new AbortController()
    const response = await fetch(`${url}${query}`, { signal: ending.signal })
    const events: { readonly type: string; readonly object: Seen }[] = []
    let rest = ''
    for await (const chunk of response.body ?? []) {
      const lines = (rest + Buffer.from(chunk).toString()).split('\n')
      rest = lines.pop() ?? ''
      events.push(...lines.map((line) => JSON.parse(line)))
      if (events.length >= count) break
    }
    ending.abort()
    return events.slice(0, count)
  }
  return { api, ask, patch, watch }
}

describe('the synthetic API server', () => {
  it('lists in pages of one version, until all are told', async (t) => {
    const { ask } = await serve(t)
    const names: string[] = []
    let token = ''
    do {
      const { body } = await ask(`/api/v1/pods?limit=4&continue=${token}`)
      names.push(...body.items.map(({ metadata }) => metadata.name))
      token = body.metadata.continue ?? ''
    } while (token !== '')
    assert.deepEqual(
      names,
      [0, 1, 2, 3, 4, 5].map((user) => `jupyter-user-${user}`),
    )
  })

  it('a watch goes on where it was, and misses nothing in between', async (t) => {
    const { api, ask, watch } = await serve(t)
    const { body } = await ask('/api/v1/pods')
    const at = api.version()
    const text = api.pods.came('visitor', true, at)
    api.watches.tell({ type: 'ADDED', collection: '/api/v1/pods', version: at, name: 'visitor', text })
    const [event] = await watch(`/api/v1/pods?watch=true&resourceVersion=${body.metadata.resourceVersion}`, 1)
    assert.deepEqual([event?.type, event?.object.metadata.name], ['ADDED', 'visitor'])
    assert.equal((await ask('/api/v1/pods')).body.items.length, 7, 'and lists have it as well')
  })

  it('a streaming list tells what is there, then that this was all', async (t) => {
    const { watch } = await serve(t)
    const events = await watch('/api/v1/pods?watch=true&sendInitialEvents=true&allowWatchBookmarks=true', 7)
    assert.deepEqual(
      events.map(({ type }) => type),
      [...Array(6).fill('ADDED'), 'BOOKMARK'],
    )
    assert.equal(events[6]?.object.metadata.annotations?.['k8s.io/initial-events-end'], 'true')
  })

  it('or refuses to, as one does that does not know it', async (t) => {
    const { ask } = await serve(t, { streamingLists: false })
    assert.equal((await ask('/api/v1/pods?watch=true&sendInitialEvents=true')).status, 422)
  })

  it('a write onto a version that is not the last is refused, and another made twice', async (t) => {
    const { ask, patch } = await serve(t)
    const made = { method: 'POST', body: JSON.stringify({ metadata: { name: 'one' }, spec: { holderIdentity: 'a' } }) }
    const { body } = await ask(LEASES, made)
    assert.equal((await ask(LEASES, made)).status, 409)
    const onto = (resourceVersion: string) =>
      patch(`${LEASES}/one`, 'merge-patch+json', { metadata: { resourceVersion }, spec: { holderIdentity: 'b' } })
    assert.equal((await onto(body.metadata.resourceVersion)).status, 200)
    assert.equal((await onto(body.metadata.resourceVersion)).status, 409)
    assert.equal((await patch(`${LEASES}/none`, 'merge-patch+json', {})).status, 404)
  })

  it('what is no longer applied goes, what others wrote stays', async (t) => {
    const { ask, patch } = await serve(t)
    const path = `${DEPLOYMENTS}/user-placeholder`
    const metadata = { name: 'user-placeholder' }
    await patch(path, 'apply-patch+yaml', { metadata, spec: { replicas: 1, paused: true } })
    await patch(path, 'merge-patch+json', { metadata: { annotations: { note: 'by hand' } } })
    await patch(path, 'apply-patch+yaml', { metadata, spec: { replicas: 2 } })
    const { body } = await ask(path)
    assert.deepEqual(body.spec, { replicas: 2 })
    assert.equal(body.metadata.annotations?.note, 'by hand')
  })

  it('a Deployment has its pods a moment later, each at home in its pool', async (t) => {
    const { patch, watch, ask } = await serve(t)
    const { body } = await ask('/api/v1/pods')
    const seen = watch(`/api/v1/pods?watch=true&resourceVersion=${body.metadata.resourceVersion}`, 3)
    const metadata = { name: 'user-placeholder' }
    const template = { metadata: { labels: { component: 'placeholder' } }, spec: { containers: [] } }
    const counted = (replicas: number) =>
      patch(`${DEPLOYMENTS}/user-placeholder`, 'apply-patch+yaml', { metadata, spec: { replicas, template } })
    await counted(2)
    await watch(`/api/v1/pods?watch=true&resourceVersion=${body.metadata.resourceVersion}`, 2)
    await counted(1)
    const events = await seen
    assert.deepEqual(
      events.map(({ type, object }) => [type, object.spec?.nodeName]),
      [
        ['ADDED', 'home-user-0'],
        ['ADDED', 'home-user-1'],
        ['DELETED', 'home-user-1'],
      ],
    )
  })
})
