/** What decisions read of a cluster, from a real HTTP server: lists, then what the watches say. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { NEVER, type Observable, of, Subject } from 'rxjs'
import type { Config } from '../../../src/domain/settings/config.ts'
import { type ClusterDeps, deployments$, nodes$, pods$ } from '../../../streams/sources/cluster.ts'
import type { View } from '../../../streams/watch/view.ts'
import { type Exchange, type FakeApi, fakeApi } from '../../kubernetes/support/fake-api.ts'
import { connectTo } from '../../kubernetes/support/kubeconfig.ts'
import { config, userPool } from '../../support/config.ts'
import { deployment } from '../../support/deployment.ts'
import { node, rawNode } from '../../support/node.ts'
import { viewOf } from '../../support/observed.ts'
import { pod, rawPod } from '../../support/pod.ts'
import { type Clock, clock } from '../support/clock.ts'
import { type Listening, listen } from '../support/listen.ts'

type Raw = { readonly metadata?: object | undefined }

interface Watching<T> {
  readonly api: FakeApi
  readonly heard: Listening<View<T>>
  readonly time: Clock
  /** Answers the next request, a list, and gives its watch. */
  listed(
    ...items: readonly object[]
  ): Promise<{ readonly path: string; readonly query: Exchange['query']; readonly watch: Exchange }>
  [Symbol.asyncDispose](): Promise<void>
}

async function watching<T>(
  source: (deps: ClusterDeps, scheduler: Clock['scheduler']) => Observable<View<T>>,
): Promise<Watching<T>> {
  const api = await fakeApi()
  const transport = await connectTo({ server: api.url })
  const time = clock()
  const heard = listen(source({ transport, namespace: 'hub' }, time.scheduler))
  return {
    api,
    time,
    heard,
    async listed(...items) {
      const list = await api.next()
      list.page(
        items.map((raw) => versioned(raw, '5')),
        { resourceVersion: '5' },
      )
      return { path: list.path, query: list.query, watch: (await api.next()).stream() }
    },
    async [Symbol.asyncDispose]() {
      heard[Symbol.dispose]()
      await transport.close()
      await api.close()
    },
  }
}

const said = <T>({ value, freshness }: View<T>) => [value, freshness.at]
/** As the API server has it. */
const versioned = <T extends Raw>(raw: T, resourceVersion = '6') => ({
  ...raw,
  metadata: { ...raw.metadata, resourceVersion },
})

const SHORT = [
  ['nodes', nodes$],
  ['pods', (deps, scheduler) => pods$(of(config()), deps, scheduler)],
  ['Deployments', deployments$],
] as const satisfies readonly (readonly [
  string,
  (deps: ClusterDeps, scheduler: Clock['scheduler']) => Observable<View<unknown>>,
])[]

for (const [what, source] of SHORT)
  it(`a watch of ${what} is ended so often that a dead one is missed within 20 s`, async () => {
    await using world = await watching<unknown>(source)
    const { watch } = await world.listed()
    assert.ok(Number(watch.query.timeoutSeconds) <= 14, watch.query.timeoutSeconds)
    await world.time.advance(17_000)
    await watch.closed
    assert.equal((await world.api.next()).query.resourceVersion, '5', 'where it was')
  })

describe('nodes', () => {
  it('are nothing yet, then those of the list, then as they change, by name', async () => {
    await using world = await watching(nodes$)
    assert.deepEqual(said(await world.heard.next()), [new Map(), 'starting'])
    const { path, watch } = await world.listed(rawNode({ name: 'a' }))
    assert.equal(path, '/api/v1/nodes')
    const a = { ...node({ name: 'a' }), resourceVersion: '5' }
    assert.deepEqual(said(await world.heard.next()), [new Map([['a', a]]), 'live'])
    watch.send({ type: 'ADDED', object: versioned(rawNode({ name: 'b', cordoned: true })) })
    const { value } = await world.heard.next()
    assert.deepEqual(value.get('b'), { ...node({ name: 'b', cordoned: true }), resourceVersion: '6' })
    watch.send({ type: 'DELETED', object: versioned(rawNode({ name: 'a' }), '7') })
    assert.deepEqual([...(await world.heard.next()).value.keys()], ['b'])
  })
})

describe('Deployments', () => {
  it('are those of our namespace, by name', async () => {
    await using world = await watching(deployments$)
    const stands = deployment({ replicas: 3, resourceVersion: '5' })
    assert.deepEqual(said(await world.heard.next()), [new Map(), 'starting'])
    const { path } = await world.listed(stands.raw)
    assert.equal(path, '/apis/apps/v1/namespaces/hub/deployments')
    assert.deepEqual(said(await world.heard.next()), [new Map([['user-placeholder', stands]]), 'live'])
  })
})

describe('pods', () => {
  const others = userPool({}, { userPods: { labelSelector: 'app=notebook' } })

  it('are added up as they come', async () => {
    await using world = await watching((deps, scheduler) => pods$(of(config()), deps, scheduler))
    await world.heard.next()
    const { path, query, watch } = await world.listed(rawPod({ user: 'ada', on: 'a', memory: '4Gi' }))
    const living = 'status.phase!=Succeeded,status.phase!=Failed'
    assert.deepEqual([path, query.fieldSelector, watch.query.fieldSelector], ['/api/v1/pods', living, living])
    const ada = pod({ user: 'ada', on: 'a', memory: '4Gi' })
    assert.deepEqual((await world.heard.next()).value.occupancy, viewOf([ada]).occupancy)
    watch.send({ type: 'ADDED', object: versioned(rawPod({ user: 'eve', memory: '4Gi' })) })
    const { value } = await world.heard.next()
    assert.deepEqual(
      [[...value.pendingUsers.values()].map(({ name }) => name), value.occupancy.size],
      [['jupyter-eve'], 1],
    )
  })
  it('are not asked for before there is a config', async () => {
    await using world = await watching((deps, scheduler) => pods$(NEVER, deps, scheduler))
    assert.deepEqual([world.heard.all, world.api.seen], [[], []])
  })
  it('are told apart anew when the config names other labels, and only then', async () => {
    const config$ = new Subject<Config>()
    await using world = await watching((deps, scheduler) => pods$(config$, deps, scheduler))
    config$.next(config())
    await world.heard.next()
    const listed = rawPod({ on: 'a', memory: '4Gi', labels: { app: 'notebook' } })
    const { watch } = await world.listed(listed)
    assert.equal((await world.heard.next()).value.users.size, 0)
    config$.next(userPool({ replicas: 7 }))
    assert.equal(world.heard.all.length, 2, 'the watch goes on: nothing is starting')
    config$.next(others)
    await watch.closed
    assert.deepEqual(said(await world.heard.next()).at(1), 'starting')
    await world.listed(listed)
    assert.equal((await world.heard.next()).value.users.size, 1)
  })
})
