import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Cluster, controlPlane, eventually, mostAllocated, startCluster } from '../cluster/index.ts'
import { MINUTE } from '../support/time.ts'
import { autoscaler } from './support/autoscaler.ts'
import { type CalendarServer, calendarServer } from './support/calendar-server.ts'
import type { Controller } from './support/controller.ts'
import { install, type Release } from './support/release.ts'
import { type PodObject, type World, world } from './support/world.ts'

const { skip } = await controlPlane()

/** Eight seats a node, and a placeholder that holds all eight. */
const NODE = { cpu: '8', memory: '32Gi' }
const SEAT = { cpu: '100m', memory: '3800Mi' }
const values = (name: string) => ({
  nodeSelector: { 'hub.jupyter.org/pool-name': name },
  resources: { requests: { memory: '31Gi' } },
  seat: { requests: SEAT },
})

describe('what events ask is what Karpenter boots', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let calendar: CalendarServer
  let release: Release
  let controller: Controller
  const now = { from: new Date(Date.now() - MINUTE), to: new Date(Date.now() + 30 * MINUTE) }
  const seminar = { title: 'Seminar', ...now, description: 'seminar: {seats: 8}' }
  const exam = { title: 'Exam', ...now, description: 'exam: 5' }

  before(async () => {
    cluster = await startCluster({
      scheduler: mostAllocated,
      karpenter: { bootDelay: '2s', pools: { seminar: NODE, exam: NODE } },
    })
    hub = world(cluster)
    calendar = await calendarServer(seminar)
    const nodePools = { seminar: values('seminar'), exam: { ...values('exam'), nodeGracePeriod: 0 } }
    release = await install({ cluster, helm: 3, values: { calendarUrl: calendar.url, calendarRefresh: 1, nodePools } })
    controller = await release.start()
  })
  after(async () => {
    await release?.stop()
    await calendar?.close()
    await cluster?.stop()
  })

  const nodesOf = async (pool: string) =>
    (await hub.nodes()).filter(({ metadata }) => metadata.labels['hub.jupyter.org/pool-name'] === pool)
  const placeholdersRun = (pool: string, count: number) =>
    eventually(`${count} placeholders to run in ${pool}`, async () => {
      const placeholders = await hub.placeholders(pool)
      return placeholders.length === count && placeholders.every(({ status }) => status.phase === 'Running')
    })

  const userRuns = async (user: string) => {
    const pod = (await cluster.request('GET', `/api/v1/namespaces/hub/pods/jupyter-${user}`)) as PodObject
    return pod.status.phase === 'Running' && pod.spec.nodeName
  }
  const ends = (user: string) =>
    cluster.request('PATCH', `/api/v1/namespaces/hub/pods/jupyter-${user}/status`, { status: { phase: 'Succeeded' } })
  const uids = async (pool: string) => (await nodesOf(pool)).map(({ metadata }) => metadata.uid)

  it('one placeholder node and `seats: 8`: one login boots no second node, 20 times of 20', async (t) => {
    await placeholdersRun('seminar', 1)
    const before = await uids('seminar')
    const karpenter = await autoscaler(cluster)
    const withdrawnMs: number[] = []
    for (let time = 1; time <= 20; time += 1) {
      const user = `ada-${time}`
      await hub.user(user, { pool: 'seminar', ...SEAT })
      const loginMs = Date.now()
      withdrawnMs.push((await hub.reaches('seminar', 0)) - loginMs)
      await eventually('the placeholder to be gone', async () => (await hub.placeholders('seminar')).length === 0)
      await eventually('a seat for who logged in', () => userRuns(user))
      await karpenter.looks()
      // Whose server has ended has no seat any more, though the pod is still there.
      await (time % 2 === 0 ? ends(user) : hub.leave(user))
      await placeholdersRun('seminar', 1)
      if (time % 2 === 0) await hub.leave(user)
    }
    assert.deepEqual(await karpenter.asked(), [])
    assert.deepEqual(await uids('seminar'), before)
    t.diagnostic(`from login to withdrawn placeholder: at most ${Math.max(...withdrawnMs)} ms; Karpenter waits 1000 ms`)
  })

  it('the same login with the controller stopped does boot one, so the 20 were no accident', async () => {
    const karpenter = await autoscaler(cluster)
    controller.kill('SIGSTOP')
    await hub.user('ada', { pool: 'seminar', ...SEAT })
    await eventually('Karpenter to ask for a second node', async () => (await karpenter.asked()).length === 1)
    controller.kill('SIGCONT')
    await hub.reaches('seminar', 0)
  })

  it('an event of 5 beside one roomy node: exactly 4 nodes register', async () => {
    // Her node has room for users, but not for another placeholder.
    await hub.user('grace', { pool: 'exam', memory: '8Gi' })
    await eventually('the node of grace', () => userRuns('grace'))
    const [roomy] = await uids('exam')
    const karpenter = await autoscaler(cluster)
    calendar.set(seminar, exam)
    await hub.reaches('exam', 4)
    await placeholdersRun('exam', 4)
    await karpenter.looks()
    assert.equal((await karpenter.asked()).length, 4)
    const all = await uids('exam')
    assert.equal(all.length, 5)
    assert.ok(roomy !== undefined && all.includes(roomy))
  })
})
