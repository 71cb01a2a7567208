/** Whether a class fits, days before; and why no node comes, in the autoscaler's own words: with the real Karpenter. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { plan } from '../../src/commands/plan/plan.ts'
import { type Cluster, controlPlane, eventually, mostAllocated, startCluster } from '../cluster/index.ts'
import { readByIcalJs } from '../server/feed/support.ts'
import { DAY, MINUTE } from '../support/time.ts'
import { type CalendarServer, calendarServer } from './support/calendar-server.ts'
import type { Controller, LogLine } from './support/controller.ts'
import { install, type Release } from './support/release.ts'
import { type World, world } from './support/world.ts'

const { skip } = await controlPlane()

const POOL = 'lab'
/** Of nodes that nobody makes: what is asked there waits, and costs nothing. */
const NO_NODES = 'seminar'
/** Eight seats of 3800Mi each. */
const NODE = { cpu: '8', memory: '32Gi', limitNodes: 2 }
const SELECTOR = { 'hub.jupyter.org/pool-name': POOL }
const days = (count: number) => new Date(Date.now() + count * DAY)
const PLACEHOLDER = { requests: { memory: '28Gi' } }

describe('a pool that Karpenter may give two nodes', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let calendar: CalendarServer
  let release: Release
  let controller: Controller

  before(async () => {
    cluster = await startCluster({
      scheduler: mostAllocated,
      karpenter: { bootDelay: '2s', pools: { [POOL]: NODE } },
    })
    hub = world(cluster)
    calendar = await calendarServer({
      title: 'Data 8',
      from: days(3),
      to: new Date(days(3).getTime() + 60 * MINUTE),
      description: `${POOL}: {students: 40}`,
    })
    const pool = { nodeSelector: SELECTOR, seat: { requests: { memory: '3800Mi' } }, resources: PLACEHOLDER }
    const nowhere = { ...pool, nodeSelector: { 'hub.jupyter.org/pool-name': NO_NODES } }
    const nodePools = { [POOL]: { ...pool, onePerNode: true, replicas: 1 }, [NO_NODES]: nowhere }
    release = await install({ cluster, helm: 4, values: { calendarUrl: calendar.url, calendarRefresh: 1, nodePools } })
    controller = await release.start()
  })
  after(async () => {
    await release?.stop()
    await calendar?.close()
    await cluster?.stop()
  })

  const problem = (text: RegExp, since = 0): Promise<LogLine> =>
    controller.line('problem', (line) => line.where === `nodePools.${POOL}` && text.test(String(line.text)), since)
  const metric = async () =>
    Number(/^warmseats_seats_short\{pool="lab"\} (\d+)$/m.exec((await controller.get('/metrics')).text)?.[1])

  // Five for them, and one for whoever comes.
  it('is told three days before that 24 of 40 will not find a seat, by its limit', async () => {
    const { text } = await problem(/^"Data 8", /)
    assert.match(
      String(text),
      /needs 6 nodes; the pool can have 2 nodes \(limits\.nodes of the Karpenter NodePool "lab"\): 24 of 40 will not find a seat$/,
    )
    await eventually('the page to tell it', async () =>
      (await controller.get('/status.json')).text.includes('24 of 40 will not find a seat'),
    )
    assert.equal(await metric(), 24)
    await eventually('an Event to tell it', async () => {
      const path = '/apis/events.k8s.io/v1/namespaces/hub/events?fieldSelector=reason=DoesNotFit'
      const { items } = (await cluster.request('GET', path)) as {
        items: { note: string; regarding: { name: string } }[]
      }
      return items.some(({ note, regarding }) => note.includes('24 of 40') && regarding.name.startsWith(POOL))
    })
  })

  it('so does plan, as anybody asks it of the cluster', async () => {
    const where = { kubeconfig: cluster.kubeconfig, namespace: 'hub' }
    // By what the controller remembers, once it has written that down.
    const { text, unread } = await eventually('plan to know what a node holds', async () => {
      const answer = await plan({ ...where, from: 'now', to: '+4d', output: 'text' }, Date.now())
      return answer.text.includes('a node 8 seats') && answer
    })
    assert.match(text, / 40 students +6 +6 +Data 8\n/)
    assert.match(text, /at most 2 nodes \(limits\.nodes of the Karpenter NodePool "lab"\)/)
    assert.match(text, /Problems\n {2}nodePools\.lab: "Data 8", .*: 24 of 40 will not find a seat$/)
    assert.deepEqual(unread, [])
  })

  it('by the quota of its namespace as well, where that leaves more without', async () => {
    const path = '/api/v1/namespaces/hub/resourcequotas'
    await cluster.request('POST', path, { metadata: { name: 'small' }, spec: { hard: { pods: '10' } } })
    await problem(/needs 40 seats; the pool can have 10 seats \(pods of the ResourceQuota "small" in hub\): 30 of 40/)
    const since = controller.lines.length
    await cluster.request('DELETE', `${path}/small`)
    await problem(/24 of 40 will not find a seat$/, since)
  })

  it('is not told it any more when the limit is raised', async () => {
    await cluster.request('PATCH', `/apis/karpenter.sh/v1/nodepools/${POOL}`, { spec: { limits: { nodes: '5' } } })
    await eventually('nothing to be short', async () => (await metric()) === 0)
    await cluster.request('PATCH', `/apis/karpenter.sh/v1/nodepools/${POOL}`, { spec: { limits: { nodes: '2' } } })
    await eventually('it to be short again', async () => (await metric()) === 24)
  })

  it('is held against the most nodes that it ever had, where nothing limits them: as a remark', async () => {
    await cluster.request('PATCH', `/apis/karpenter.sh/v1/nodepools/${POOL}`, { spec: { limits: null } })
    const { text } = await controller.line('calendar remark', ({ where }) => where === `nodePools.${POOL}`)
    assert.match(String(text), /needs 6 nodes; the most seen so far is 1 node: whether more can come, nobody says$/)
    assert.equal(await metric(), 0)
    await cluster.request('PATCH', `/apis/karpenter.sh/v1/nodepools/${POOL}`, { spec: { limits: { nodes: '2' } } })
    await eventually('it to be short again', async () => (await metric()) === 24)
  })

  describe('whose class has a number that is a slip of the pen, where nobody says how many there may be', () => {
    const typo = { title: 'Data 88', description: `${NO_NODES}: {students: 10000}` }
    const because = 'unless nodePools.seminar.maxPlaceholders says more'

    it('is told three days before: in the log, on the page, as an Event and in the feed', async () => {
      calendar.set({ ...typo, from: days(3), to: new Date(days(3).getTime() + 60 * MINUTE) })
      const said = await controller.line('problem', ({ where }) => where === `nodePools.${NO_NODES}`)
      const text = `needs 1429 placeholders; the pool can have 100 placeholders (${because}): 9300 of 10000 will wait for a node; check the number, or write maxPlaceholders: 1429`
      assert.ok(String(said.text).endsWith(text), String(said.text))
      await eventually('the page to tell it', async () => (await controller.get('/status.json')).text.includes(text))
      await eventually('an Event to tell it', async () => {
        const path = '/apis/events.k8s.io/v1/namespaces/hub/events?fieldSelector=reason=DoesNotFit'
        const { items } = (await cluster.request('GET', path)) as { items: { note: string }[] }
        return items.some(({ note }) => note.endsWith(text))
      })
      const { data } = (await cluster.request('GET', '/api/v1/namespaces/hub/secrets/warmseats-feed')) as {
        data: { token: string }
      }
      const token = Buffer.from(data.token, 'base64').toString()
      const entry = await eventually('the feed to tell it', async () =>
        readByIcalJs((await controller.get(`/feed/${token}.ics`)).text).find(({ summary }) =>
          summary.includes('9300 of 10000'),
        ),
      )
      assert.match(entry.summary, /^⚠ Data 88: 9300 of 10000 will wait for a node; it needs 10000 seats$/)
      assert.ok(entry.description.includes(text), entry.description)
    })

    it('and gets a hundred placeholders when it begins, however many it asks for', async () => {
      const since = controller.lines.length
      calendar.set({ ...typo, from: new Date(Date.now() - MINUTE), to: new Date(Date.now() + 60 * MINUTE) })
      await hub.reaches(NO_NODES, 100)
      await eventually('as many pods', async () => (await hub.placeholders(NO_NODES)).length === 100)
      const scaled = await controller.line('placeholders scaled', ({ pool }) => pool === NO_NODES, since)
      assert.equal(scaled.to, 100)
      assert.match(String(scaled.because), /asks 10000 students; .*; never more than 100 \(unless /)
    })
  })

  it('when it is full, is told in Karpenter’s words why no node comes, within a minute', async () => {
    calendar.set({
      title: 'Now',
      from: new Date(Date.now() - MINUTE),
      to: new Date(Date.now() + 60 * MINUTE),
      description: `${POOL}: 4`,
    })
    await hub.reaches(POOL, 4)
    const { text } = await problem(/^no node comes for its placeholders: karpenter says ".*lab.*"$/)
    assert.match(String(text), /limits/)
    await eventually('the page to tell it', async () =>
      (await controller.get('/status.json')).text.includes('karpenter says'),
    )
  })
})
