import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Cluster, controlPlane, eventually, startCluster } from '../../cluster/index.ts'
import { SECOND } from '../../support/time.ts'
import type { Controller } from '../support/controller.ts'
import { install, type Release } from '../support/release.ts'
import { poolValues } from '../support/values.ts'
import { type World, world } from '../support/world.ts'

const { skip } = await controlPlane()

/** For a while Kubernetes had it and did not switch it on, and before it had none. */
describe('an API server that serves no list as a stream', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let release: Release
  let controller: Controller
  const values = (replicas: number) => ({ fallWindow: 0, nodePools: { user: poolValues('user', { replicas }) } })

  before(async () => {
    cluster = await startCluster({ apiServerArgs: ['--feature-gates=WatchList=false'] })
    hub = world(cluster)
    for (const name of ['n1', 'n2', 'n3']) await hub.node(name)
    release = await install({ cluster, helm: 4, values: values(2) })
    controller = await release.start()
    await controller.line('leading')
  })
  after(async () => {
    await release?.stop()
    await cluster?.stop()
  })

  it('gives them in pages, which is said once, and is no failure', async () => {
    await hub.reaches('user', 2)
    const { as, because } = await controller.line('lists read')
    assert.equal(as, 'pages')
    assert.match(String(because), /sendInitialEvents.*WatchList feature gate.*\(422\)/)
    await eventually('it is ready', async () => (await controller.get('/readyz')).status === 200)
    assert.deepEqual(
      controller.lines.filter(({ msg }) => msg === 'watch failed'),
      [],
    )
    assert.equal(controller.lines.filter(({ msg }) => msg === 'lists read').length, 1)
  })

  it('and its watches tell what changes', async () => {
    await release.write(JSON.stringify(values(3)))
    await hub.reaches('user', 3, 20 * SECOND)
  })
})
