import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { IMAGES_LABEL } from '../../src/domain/cluster/pod.ts'
import { connect } from '../../src/kubernetes/connection.ts'
import { perform } from '../../src/sinks/perform.ts'
import { type Cluster, controlPlane, eventually, startCluster } from '../cluster/index.ts'
import { asLeader } from '../kubernetes/support/as-leader.ts'
import { apply } from '../support/action.ts'
import { SECOND } from '../support/time.ts'
import type { Controller } from './support/controller.ts'
import { install, type Release } from './support/release.ts'
import { poolValues } from './support/values.ts'
import { type World, world } from './support/world.ts'

const { skip } = await controlPlane()

/** Lease duration and retry period of the election. */
const TAKEOVER_MS = 17 * SECOND

describe('two replicas, one acts', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let release: Release
  let first: Controller
  let second: Controller
  const values = (replicas: number) => ({ fallWindow: 0, nodePools: { user: poolValues('user', { replicas }) } })

  before(async () => {
    cluster = await startCluster()
    hub = world(cluster)
    for (const name of ['n1', 'n2', 'n3']) await hub.node(name)
    release = await install({ cluster, helm: 4, values: values(2) })
    first = await release.start()
    await first.line('leading')
    second = await release.start()
    await second.line('following')
  })
  after(async () => {
    await release?.stop()
    await cluster?.stop()
  })

  it('only the leader writes; both serve', async () => {
    await hub.reaches('user', 2)
    await first.line('placeholders created')
    await eventually('the second is ready', async () => (await second.get('/readyz')).status === 200)
    assert.equal(second.lines.filter(({ msg }) => /^placeholders/.test(msg)).length, 0)
    assert.match((await second.get('/metrics')).text, /warmseats_placeholders_desired\{pool="user"\} 2/)
  })

  it('the page of each says who leads, and that of the leader what it did', async () => {
    const [ofFirst, ofSecond] = await Promise.all([first, second].map(async (one) => (await one.get('/')).text))
    assert.match(ofFirst ?? '', /<dt>This replica<\/dt><dd><b>leads<\/b>/)
    assert.match(ofFirst ?? '', /placeholders created/)
    assert.match(ofSecond ?? '', new RegExp(`stands by; <b>${first.identity}</b> leads`))
    assert.match(ofSecond ?? '', /Nothing: only the replica that leads writes/)
  })

  it('(f) kill -9 of the leader: the other acts in time, and in an unchanged world writes nothing', async () => {
    await eventually(
      'both placeholders run',
      async () => (await hub.placeholders('user')).filter(({ status }) => status.phase === 'Running').length === 2,
    )
    await eventually('their images are there, and nothing says otherwise', async () =>
      (await hub.placeholders('user')).every(({ metadata }) => metadata.labels?.[IMAGES_LABEL] === undefined),
    )
    await eventually(
      'the Deployment is at rest',
      async () => (await hub.deployment('user'))?.status.readyReplicas === 2,
    )
    const before = await hub.deployment('user')
    const killedMs = Date.now()
    first.kill('SIGKILL')
    await second.line('leading')
    assert.ok(Date.now() - killedMs <= TAKEOVER_MS, `it took ${Date.now() - killedMs} ms`)
    await release.write(JSON.stringify({ ...values(2), logLevel: 'debug' }))
    await second.line(
      'config loaded',
      () => true,
      second.lines.findIndex(({ msg }) => msg === 'leading'),
    )
    assert.equal((await hub.deployment('user'))?.metadata.resourceVersion, before?.metadata.resourceVersion)
    assert.deepEqual(
      second.lines.filter(({ msg }) => /^placeholders/.test(msg)),
      [],
    )
  })

  it('(f) a leader that was paused does not write when it wakes up late', async () => {
    const third = await release.start()
    await third.line('following')
    second.kill('SIGSTOP')
    await third.line('leading')
    await release.write(JSON.stringify(values(1)))
    await hub.reaches('user', 1)
    const decided = await hub.deployment('user')
    await release.write(JSON.stringify(values(3)))
    third.kill('SIGSTOP')
    second.kill('SIGCONT')
    await second.line(
      'following',
      () => true,
      second.lines.findIndex(({ msg }) => msg === 'leading'),
    )
    await second.line('config loaded', () => true, second.lines.length - 1)
    assert.equal((await hub.deployment('user'))?.spec.replicas, decided?.spec.replicas)
    third.kill('SIGCONT')
    await hub.reaches('user', 3)
    second.kill('SIGTERM')
    assert.equal(await second.exited, 0)
  })

  it('(f) a late write is rejected by the API server, whatever the writer believes', async () => {
    const act = perform({
      transport: asLeader(await connect({ kubeconfig: cluster.kubeconfig })),
      dryRun: () => false,
    })
    assert.equal((await act(apply({ to: 9, resourceVersion: '1' }))).at, 'conflict')
  })

  it('SIGTERM gives the Lease back: the next one leads at once', async () => {
    const [, , third] = [first, second, await release.start('next')]
    await third.line('following')
    const leader = release.controllers.at(-2)
    leader?.kill('SIGTERM')
    const stoppedMs = Date.now()
    await third.line('leading')
    assert.ok(Date.now() - stoppedMs < 5 * SECOND, 'it did not wait for the Lease to expire')
    assert.equal(await leader?.exited, 0)
  })

  it('a Lease that somebody deleted is made anew, and held', async () => {
    const path = '/apis/coordination.k8s.io/v1/namespaces/hub/leases/warmseats'
    const lease = async () =>
      (await cluster.request('GET', path)) as {
        readonly metadata: { readonly uid: string }
        readonly spec?: { readonly holderIdentity?: string }
      }
    const { uid } = (await lease()).metadata
    await cluster.request('DELETE', path)
    await eventually('another Lease, held by the one that is left', async () => {
      const { metadata, spec } = await lease()
      return metadata.uid !== uid && spec?.holderIdentity === 'next'
    })
  })

  it('so is its memory, and the placeholders that it owns', async () => {
    const path = '/api/v1/namespaces/hub/configmaps/warmseats-state'
    const before = await hub.deployment('user')
    await cluster.request('DELETE', path)
    await eventually('its memory', () => cluster.request('GET', path), { withinMs: 90_000 })
    await eventually(
      'other placeholders',
      async () => {
        const now = await hub.deployment('user')
        return now?.metadata.uid !== before?.metadata.uid && now?.spec.replicas === 3
      },
      { withinMs: 90_000 },
    )
  })
})
