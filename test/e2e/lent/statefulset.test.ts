/** A pool whose room is held by zero-to-jupyterhub's own placeholders: their count alone is written, and given back. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { giveBack } from '../../../src/commands/give-back/give-back.ts'
import { type Cluster, controlPlane, eventually, startCluster } from '../../cluster/index.ts'
import { MINUTE } from '../../support/time.ts'
import { type CalendarServer, calendarServer } from '../support/calendar-server.ts'
import type { Controller } from '../support/controller.ts'
import { type HubPlaceholders, hubPlaceholders, remembers } from '../support/hub-placeholders.ts'
import { install, type Release } from '../support/release.ts'
import { poolValues } from '../support/values.ts'
import { type World, world } from '../support/world.ts'

const { skip } = await controlPlane()
const POOL = 'user'
const HAD = 1

describe("z2jh's user-placeholder, lent to a pool", { skip }, () => {
  let cluster: Cluster
  let hub: World
  let placeholders: HubPlaceholders
  let calendar: CalendarServer
  let release: Release
  let controller: Controller
  const lent = () => ({
    fallWindow: 2,
    calendarUrl: calendar.url,
    calendarRefresh: 1,
    nodePools: {
      [POOL]: { nodeSelector: { 'hub.jupyter.org/pool-name': POOL }, holdBy: 'statefulset', replicas: 2 },
      lab: poolValues('lab'),
    },
  })
  before(async () => {
    cluster = await startCluster()
    hub = world(cluster)
    calendar = await calendarServer({ title: 'Data 8', from: inMinutes(-1), to: inMinutes(60), description: 'none' })
    await hub.node('n1', POOL)
    await cluster.kubectl(['create', 'namespace', 'hub'])
    placeholders = await hubPlaceholders(cluster, POOL, HAD)
    release = await install({ cluster, helm: 4, values: lent() })
    controller = await release.start()
  })
  after(async () => {
    await release?.stop()
    await calendar?.close()
    await cluster?.stop()
  })

  it('gets the count that is wanted, and no Deployment is made beside', async () => {
    await placeholders.reaches(2)
    const { from, to, object } = await controller.line('placeholders scaled', ({ pool }) => pool === POOL)
    assert.deepEqual([from, to, object], [HAD, 2, 'StatefulSet user-placeholder'])
    assert.equal(await hub.deployment(POOL), undefined)
  })

  it('its pods count as placeholders of the pool, each a seat of its own size', async () => {
    await eventually('two that hold room', async () =>
      /^warmseats_placeholders\{state="ready",pool="user"\} 2$/m.test((await controller.get('/metrics')).text),
    )
    calendar.set({ title: 'Data 8', from: inMinutes(-1), to: inMinutes(60), description: `${POOL}: 6` })
    await placeholders.reaches(6)
    await eventually('six that hold room', async () =>
      /^warmseats_placeholders\{state="ready",pool="user"\} 6$/m.test((await controller.get('/metrics')).text),
    )
    const { items } = (await cluster.request('GET', '/api/v1/namespaces/hub/pods')) as {
      items: { metadata: { labels: Record<string, string> } }[]
    }
    // Nothing is written to them.
    assert.ok(items.every(({ metadata }) => !Object.keys(metadata.labels).some((key) => key.startsWith('warmseats'))))
  })

  it('a count that somebody else writes is undone, with the name of who', async () => {
    await cluster.kubectl(['--namespace', 'hub', 'scale', 'statefulset/user-placeholder', '--replicas=3'])
    const { scaledBy, hint, to } = await controller.line('placeholders healed')
    assert.deepEqual([scaledBy, to], ['kubectl', 6])
    assert.match(
      String(hint),
      /kubectl --namespace hub annotate --overwrite statefulset user-placeholder warmseats\.io/,
    )
    await placeholders.reaches(6)
  })

  it('a hand asks by annotation of the StatefulSet', async () => {
    const more = `warmseats.io/at-least=7 until ${inMinutes(1).toISOString()}`
    await cluster.kubectl(['-n', 'hub', 'annotate', '--overwrite', 'statefulset/user-placeholder', more])
    await placeholders.reaches(7)
    await cluster.kubectl(['-n', 'hub', 'annotate', 'statefulset/user-placeholder', 'warmseats.io/at-least-'])
    await placeholders.reaches(6)
  })

  it('what helm has wanted since is what it gets back, when its pool leaves', async () => {
    const since = controller.lines.length
    await placeholders.own(4)
    await controller.line('placeholders healed', ({ scaledBy }) => scaledBy === 'helm', since)
    await placeholders.reaches(6)
    await remembers(cluster, 4)
    const { [POOL]: _, ...nodePools } = lent().nodePools as Record<string, object>
    await release.upgrade({ ...lent(), nodePools })
    await controller.line('problem', ({ text }) => /no longer borrows StatefulSet user-placeholder/.test(String(text)))
    await placeholders.reaches(4)
    await controller.line('count given back')
  })

  it('and when the release goes, by the command of the hook, though the controller is still there', async () => {
    await release.upgrade(lent())
    await placeholders.reaches(6)
    await remembers(cluster, 4)
    const kubeconfig = await cluster.kubeconfigFor('hub', 'warmseats')
    const text = await giveBack({ kubeconfig, namespace: 'hub', state: 'warmseats-state' }, () => pause(500))
    assert.match(text, /StatefulSet user-placeholder has 4 again|all has its count already/)
    assert.equal(await placeholders.replicas(), 4)
    await pause(1500)
    assert.equal(await placeholders.replicas(), 4)
  })
})

const inMinutes = (count: number) => new Date(Date.now() + count * MINUTE)
const pause = (ms: number) => sleep(ms)
