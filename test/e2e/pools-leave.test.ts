import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Cluster, controlPlane, eventually, startCluster } from '../cluster/index.ts'
import { SECOND } from '../support/time.ts'
import type { Controller } from './support/controller.ts'
import { install, type Release } from './support/release.ts'
import { poolValues } from './support/values.ts'
import { type World, world } from './support/world.ts'

const { skip } = await controlPlane()
const FALL_WINDOW = 4

describe('pools that leave the config while their placeholders stand', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let release: Release
  let controller: Controller
  const values = (...pools: readonly string[]) => ({
    fallWindow: FALL_WINDOW,
    nodePools: Object.fromEntries(pools.map((name) => [name, poolValues(name, { replicas: 1 })])),
  })
  before(async () => {
    cluster = await startCluster()
    hub = world(cluster)
    release = await install({ cluster, helm: 4, values: values('user', 'lab', 'gpu') })
    controller = await release.start()
    for (const pool of ['user', 'lab', 'gpu']) await hub.reaches(pool, 1)
  })
  after(async () => {
    await release?.stop()
    await cluster?.stop()
  })
  const saysLeft = (pool: string, by = controller) =>
    by.line('problem', ({ text }) => String(text).startsWith(`no longer names ${pool}: `))

  it('one of them: said at warn at once, done after the fall window', async () => {
    const changedMs = Date.now()
    await release.upgrade(values('user', 'gpu'))
    const { level, where, text } = await saysLeft('lab')
    assert.deepEqual([level, where], ['warn', 'nodePools'])
    assert.match(String(text), /Deployment lab-placeholder with 1 placeholder is removed after `fallWindow` \(4 s\)/)
    assert.match((await controller.get('/status.json')).text, /no longer names lab/)
    await controller.line('deployment removed', ({ pool }) => pool === 'lab')
    assert.ok(Date.now() - changedMs >= FALL_WINDOW * SECOND, 'not before')
    await eventually('no Deployment of lab', async () => (await hub.deployment('lab')) === undefined)
    await eventually(
      'nothing of it on the page',
      async () => !/names lab/.test((await controller.get('/status.json')).text),
    )
  })

  it('and comes back in time: it stays as it was', async () => {
    const uid = (await hub.deployment('gpu'))?.metadata.uid
    await release.upgrade(values('user'))
    await saysLeft('gpu')
    await release.upgrade(values('user', 'gpu'))
    await controller.line('problem gone', ({ text }) => String(text).startsWith('no longer names gpu: '))
    // The hand proves that it is looked after: decided after all that came before.
    await hub.annotate('gpu', `warmseats.io/at-least=2 until ${inAMinute()}`)
    await hub.reaches('gpu', 2)
    assert.equal((await hub.deployment('gpu'))?.metadata.uid, uid)
    assert.ok(!controller.lines.some(({ msg, pool }) => msg === 'deployment removed' && pool === 'gpu'))
  })

  it('all of them: the config is refused, and the last good one goes on', async () => {
    await release.upgrade({ fallWindow: FALL_WINDOW, nodePools: {} })
    const { level, where, text } = await controller.line('config refused')
    assert.deepEqual([level, where], ['error', 'nodePools'])
    assert.match(String(text), /^names no pool while placeholders of gpu, user stand; .*`helm uninstall`$/)
    assert.match((await controller.get('/status.json')).text, /names no pool while placeholders/)
    assert.match((await controller.get('/metrics')).text, /^warmseats_config_last_reload_successful 0$/m)
    await hub.annotate('user', `warmseats.io/at-least=3 until ${inAMinute()}`)
    await hub.reaches('user', 3)
  })

  it('also for one that starts with it', async () => {
    const next = await release.start('next')
    await next.line('config refused', ({ where }) => where === 'nodePools')
    assert.deepEqual((await next.line('config loaded')).pools, ['gpu', 'user'])
    controller.kill('SIGTERM')
    await next.line('leading')
    await hub.annotate('user', `warmseats.io/at-least=4 until ${inAMinute()}`)
    await hub.reaches('user', 4)
    assert.ok(!next.lines.some(({ msg }) => msg === 'deployment removed'))
  })
})

const inAMinute = () => new Date(Date.now() + 60 * SECOND).toISOString()
