import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Cluster, controlPlane, eventually, startCluster } from '../cluster/index.ts'
import { MINUTE, SECOND } from '../support/time.ts'
import { type CalendarServer, calendarServer } from './support/calendar-server.ts'
import type { Controller } from './support/controller.ts'
import { install, type Release } from './support/release.ts'
import { poolValues } from './support/values.ts'
import { type World, world } from './support/world.ts'

const { skip } = await controlPlane()

const POOL = { cpu: '8', memory: '32Gi' }
describe('a class, from the calendar to the nodes, on a real control plane', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let calendar: CalendarServer
  let release: Release
  let controller: Controller
  let values: { nodePools: Record<string, object>; [key: string]: unknown }
  const classStarts = new Date(Math.ceil((Date.now() + 25 * SECOND) / SECOND) * SECOND)

  before(async () => {
    cluster = await startCluster({ karpenter: { bootDelay: '3s', pools: { user: POOL, lab: POOL } } })
    hub = world(cluster)
    calendar = await calendarServer({
      title: 'Midterm',
      from: classStarts,
      to: new Date(classStarts.getTime() + 30 * MINUTE),
      description: 'user: 3\nusr: 2',
    })
    values = {
      calendarUrl: calendar.url,
      calendarRefresh: 1,
      nodeGracePeriod: 0,
      fallWindow: 3,
      nodePools: { user: poolValues('user'), lab: poolValues('lab', { replicas: 1 }) },
    }
    release = await install({ cluster, helm: 3, values })
    controller = await release.start()
  })
  after(async () => {
    await release?.stop()
    await calendar?.close()
    await cluster?.stop()
  })

  it('without an event the config counts, and every write says why', async () => {
    await hub.reaches('lab', 1)
    await hub.reaches('user', 0)
    const lab = await hub.deployment('lab')
    assert.match(lab?.metadata.annotations['warmseats.io/because'] ?? '', /config asks 1 placeholder/)
    assert.equal((await controller.line('placeholders created', ({ pool }) => pool === 'lab')).to, 1)
    assert.equal((await controller.get('/readyz')).status, 200)
  })

  it('an event that is about to start is announced, a wrong entry named once', async () => {
    assert.match(String((await controller.line('event soon')).event), /Midterm: user 3/)
    assert.match(
      String((await controller.line('problem', ({ where }) => /Midterm/.test(String(where)))).text),
      /did you mean `user`/,
    )
    assert.equal(controller.lines.filter(({ text }) => /did you mean/.test(String(text))).length, 1)
  })

  it('the address of the calendar is nowhere in the log or on the page', async () => {
    assert.ok(!JSON.stringify(controller.lines).includes('private-c0ffee'))
    const [page, json] = [await controller.get('/'), await controller.get('/status.json')]
    assert.match(page.text, /Midterm/)
    assert.match(json.text, /did you mean `user`/)
    assert.ok(!(page.text + json.text).includes('private-c0ffee'))
  })

  it('(a) an event starts: the Deployment has the number within a second', async () => {
    const seenMs = await hub.reaches('user', 3, classStarts.getTime() - Date.now() + 10 * SECOND)
    const afterMs = seenMs - classStarts.getTime()
    assert.ok(afterMs >= 0 && afterMs <= SECOND, `it had it ${afterMs} ms after the start`)
  })

  it('(b) Karpenter brings the nodes up and the placeholders run', async () => {
    await eventually(
      '3 running placeholders on 3 nodes',
      async () => {
        const running = (await hub.placeholders('user')).filter((pod) => pod.status.phase === 'Running')
        return running.length === 3 && new Set(running.map((pod) => pod.spec.nodeName)).size === 3
      },
      { withinMs: MINUTE },
    )
  })

  it('(c) a roomy node lowers the count, and users that fill it raise it within a second of the pod event', async () => {
    await hub.node('quiet')
    await hub.user('ada', { on: 'quiet' })
    await hub.reaches('user', 2)
    await hub.user('grace', { on: 'quiet', memory: '26Gi' })
    const filledMs = Date.now()
    const tookMs = (await hub.reaches('user', 3)) - filledMs
    assert.ok(tookMs <= SECOND, `it took ${tookMs} ms`)
  })

  it('(d) scaled by hand: it heals within a second and says how to ask properly', async () => {
    await cluster.kubectl(['scale', '--namespace', 'hub', 'deployment/user-placeholder', '--replicas=7'])
    const scaledMs = Date.now()
    const tookMs = (await hub.reaches('user', 3)) - scaledMs
    assert.ok(tookMs <= SECOND, `it took ${tookMs} ms`)
    const line = await controller.line('placeholders healed')
    assert.match(String(line.hint), /warmseats\.io\/at-least/)
    assert.match(String(line.scaledBy), /kubectl/)
    await eventually('the Event says it too', async () => {
      const described = await cluster.kubectl(['--namespace', 'hub', 'describe', 'deployment/user-placeholder'])
      return /Healed.*7 to 3.*warmseats\.io\/at-least/.test(described)
    })
  })

  it('(d) at-least is a demand that expires', async () => {
    const until = new Date(Date.now() + 4 * SECOND).toISOString()
    await hub.annotate('user', `warmseats.io/at-least=5 until ${until}`)
    await hub.reaches('user', 5, 2 * SECOND)
    await hub.reaches('user', 3)
    assert.ok(Date.now() >= Date.parse(until), 'it did not fall before the end')
  })

  it('(d) pause stops writes until it expires', async () => {
    const until = new Date(Date.now() + 4 * SECOND).toISOString()
    await hub.annotate('user', `warmseats.io/pause=until ${until}`)
    await controller.line('pool paused')
    await cluster.kubectl(['scale', '--namespace', 'hub', 'deployment/user-placeholder', '--replicas=4'])
    await hub.reaches('user', 3, 6 * SECOND)
    assert.ok(Date.now() >= Date.parse(until), 'nothing was written before the end')
    await controller.line('pool resumed')
  })

  it('(e) a pool removed from the config loses its Deployment, without a restart', async () => {
    const { lab: _, ...kept } = values.nodePools
    await release.upgrade({ ...values, nodePools: kept })
    await eventually('no Deployment of lab', async () => (await hub.deployment('lab')) === undefined)
    await controller.line('deployment removed', ({ pool }) => pool === 'lab')
  })

  it('a wrong config is refused with path and reason, and the last good one goes on', async () => {
    await cluster.kubectl(['--namespace', 'hub', 'get', 'configmap/warmseats-state'])
    const before = await hub.deployment('user')
    await release.write('nodePools: {user: {replicas: many}}')
    assert.match(String((await controller.line('config refused')).where), /nodePools\.user\.replicas/)
    assert.equal((await hub.deployment('user'))?.metadata.generation, before?.metadata.generation)
  })

  it('(k) helm uninstall leaves nothing of ours', async () => {
    await release.uninstall()
    await eventually('nothing of ours', async () => {
      const kinds =
        'deployments,replicasets,pods,configmaps,services,serviceaccounts,roles,rolebindings,leases,poddisruptionbudgets'
      const all = await cluster.kubectl(['get', kinds, '--namespace', 'hub', '--output', 'name'])
      const cluster_ = await cluster.kubectl([
        'get',
        'clusterroles,clusterrolebindings,priorityclasses',
        '--output',
        'name',
      ])
      const ours = `${all}\n${cluster_}`.split('\n').filter((name) => /warmseats|placeholder/.test(name))
      if (ours.length > 0) throw new Error(ours.join(' '))
      return true
    })
  })
})
