import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Cluster, controlPlane, eventually, startCluster } from '../cluster/index.ts'
import { SECOND } from '../support/time.ts'
import type { Controller } from './support/controller.ts'
import { install, type Release } from './support/release.ts'
import { poolValues } from './support/values.ts'
import { type World, world } from './support/world.ts'

const { skip } = await controlPlane()

const NODE = { cpu: '8', memory: '32Gi' }

describe('room, as nodes and time change it', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let release: Release
  let controller: Controller
  const zones = ['zone-a', 'zone-b', 'zone-c']
  before(async () => {
    cluster = await startCluster({
      karpenter: { bootDelay: '2s', pools: { zoned: { ...NODE, zones, consolidateAfter: '2s' } } },
    })
    hub = world(cluster)
    for (const name of ['steady-1', 'steady-2', 'steady-3', 'steady-4']) await hub.node(name, 'steady')
    const values = {
      fallWindow: 1,
      nodePools: {
        zoned: poolValues('zoned', { replicas: 1 }),
        steady: poolValues('steady', { replicas: 2 }),
        graced: poolValues('graced', { replicas: 1, nodeGracePeriod: '8s' }),
      },
    }
    release = await install({ cluster, helm: 3, values })
    controller = await release.start()
  })
  after(async () => {
    await release?.stop()
    await cluster?.stop()
  })

  const boundTo = async (name: string) =>
    (await hub.placeholders(name)).flatMap(({ spec, status }) =>
      status.phase === 'Running' && spec.nodeName ? [spec.nodeName] : [],
    )

  it('(h) one roomy node and no other event: the count falls by itself when grace ends', async () => {
    await hub.reaches('graced', 1)
    // A home for the placeholder, so that the guard is open, then a node with a user and room.
    await hub.node('home', 'graced')
    await eventually('its placeholder runs', async () => (await boundTo('graced')).length === 1)
    await hub.node('kept', 'graced')
    await hub.user('ada', { on: 'kept', pool: 'graced' })
    const roomySinceMs = Date.now()
    const fellMs = await hub.reaches('graced', 0)
    assert.ok(fellMs - roomySinceMs >= 5 * SECOND, `it waited for the grace period, ${fellMs - roomySinceMs} ms`)
    assert.match(
      String((await controller.line('placeholders scaled', ({ pool: name }) => name === 'graced')).because),
      /kept/,
    )
  })

  it('(j) both placeholder nodes cordoned: the placeholders are replaced on other nodes', async () => {
    await eventually('two run', async () => (await boundTo('steady')).length === 2)
    const cordoned = await boundTo('steady')
    for (const node of cordoned) await cluster.kubectl(['cordon', node])
    await eventually(
      'two run elsewhere',
      async () => {
        const nodes = await boundTo('steady')
        return nodes.length === 2 && nodes.every((node) => !cordoned.includes(node))
      },
      { withinMs: 40 * SECOND },
    )
    await controller.line('stranded placeholder deleted')
    assert.equal(await hub.replicas('steady'), 2)
  })

  it('(i) three zones and one spare: it settles without boots or deletions', async () => {
    await eventually('its node', async () => (await boundTo('zoned')).length === 1, { withinMs: 60 * SECOND })
    // A node of another zone comes and is empty: room that the autoscaler is about to delete, and that must not count.
    await hub.node('empty-b', 'zoned', { labels: { 'topology.kubernetes.io/zone': 'zone-b' } })
    const world0 = await fingerprint()
    const lines = controller.lines.length
    // Longer than grace, fall window and the autoscaler's consolidation together.
    const untilMs = Date.now() + 40 * SECOND
    await eventually(
      '40 quiet seconds',
      async () => {
        assert.deepEqual(await fingerprint(), world0)
        return Date.now() >= untilMs
      },
      { withinMs: 60 * SECOND, everyMs: 500 },
    )
    assert.deepEqual(
      controller.lines.slice(lines).filter(({ pool: name }) => name === 'zoned'),
      [],
    )
  })

  /** Nodes and placeholders of the zoned pool by uid: any boot, deletion or replacement shows. */
  const fingerprint = async () => ({
    nodes: (await hub.nodes())
      .filter(({ metadata }) => metadata.labels['hub.jupyter.org/pool-name'] === 'zoned')
      .map(({ metadata }) => metadata.uid),
    placeholders: (await hub.placeholders('zoned')).map(({ metadata }) => metadata.uid),
    replicas: await hub.replicas('zoned'),
  })
})
