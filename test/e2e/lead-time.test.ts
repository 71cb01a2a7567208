import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { NO_MEMORY } from '../../src/domain/decide/memory.ts'
import { memoryFromJson, memoryToJson } from '../../src/domain/decide/memory-json.ts'
import { connect } from '../../src/kubernetes/connection.ts'
import { describeApiError, isTooLarge } from '../../src/kubernetes/describe.ts'
import { leaderTransport } from '../../src/kubernetes/leader-transport.ts'
import { stateSink } from '../../src/sinks/state.ts'
import { type Cluster, controlPlane, eventually, startCluster } from '../cluster/index.ts'
import { hugeMemory } from '../support/memories.ts'
import { MINUTE, SECOND } from '../support/time.ts'
import { type CalendarServer, calendarServer } from './support/calendar-server.ts'
import type { Controller } from './support/controller.ts'
import { install, type Release } from './support/release.ts'
import { poolValues } from './support/values.ts'
import { type World, world } from './support/world.ts'

const { skip } = await controlPlane()

/** Karpenter's nodes take some seconds here, so a minute is what is learned. */
const LEARNED_MS = MINUTE

describe('the learned lead time, on a real control plane', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let calendar: CalendarServer
  let release: Release
  let controller: Controller
  let classStarts: Date

  const metric = async (name: string, of: Controller) =>
    Number(new RegExp(`^${name}\\{pool="user"\\} (\\S+)$`, 'm').exec((await of.get('/metrics')).text)?.[1])

  before(async () => {
    const POOL = { cpu: '8', memory: '32Gi' }
    cluster = await startCluster({ karpenter: { bootDelay: '5s', pools: { user: POOL } } })
    hub = world(cluster)
    // Soon enough not to wait long, late enough for 5 boots before its window opens.
    classStarts = new Date(Math.ceil((Date.now() + LEARNED_MS + 60 * SECOND) / SECOND) * SECOND)
    calendar = await calendarServer({
      title: 'Midterm',
      from: classStarts,
      to: new Date(classStarts.getTime() + 30 * MINUTE),
      description: 'user: 6',
    })
    release = await install({
      cluster,
      helm: 3,
      values: {
        calendarUrl: calendar.url,
        calendarRefresh: 1,
        nodePools: { user: poolValues('user', { replicas: 5 }) },
      },
    })
    controller = await release.start()
  })
  after(async () => {
    await release?.stop()
    await calendar?.close()
    await cluster?.stop()
  })

  it('until 5 boots were seen it is 10 minutes', async () => {
    await hub.reaches('user', 5)
    assert.equal(await metric('warmseats_lead_time_duration_seconds', controller), 600)
  })

  it('5 boots of some seconds are a minute, and the log says from what', async () => {
    const line = await controller.line('lead time learned')
    assert.equal(line.leadTime, '1 min')
    assert.match(String(line.because), /^p90 of 5 boots, \d+ s to \d+ s$/)
    assert.equal(await metric('warmseats_lead_time_duration_seconds', controller), 60)
    assert.equal(await metric('warmseats_lead_time_boots', controller), 5)
  })

  it('a new process knows it from the state ConfigMap', async () => {
    await eventually('the state has the boots', async () => {
      const { data = {} } = (await cluster.request('GET', '/api/v1/namespaces/hub/configmaps/warmseats-state')) as {
        data?: Record<string, string>
      }
      return JSON.parse(data['memory.json'] ?? '{}').boots?.user?.length === 5
    })
    controller.kill('SIGTERM')
    await controller.exited
    controller = await release.start()
    assert.equal((await controller.line('lead time learned')).leadTime, '1 min')
  })

  it('the next event begins a minute ahead, not ten', async () => {
    // `auto` only from now on, so that the event was not open before.
    await release.upgrade({
      calendarUrl: calendar.url,
      calendarRefresh: 1,
      nodePools: { user: poolValues('user', { replicas: 5, leadTime: 'auto' }) },
    })
    assert.equal(await hub.replicas('user'), 5)
    const opensMs = classStarts.getTime() - LEARNED_MS
    const seenMs = await hub.reaches('user', 6, opensMs - Date.now() + 10 * SECOND)
    const afterMs = seenMs - opensMs
    assert.ok(afterMs >= 0 && afterMs <= 2 * SECOND, `it had it ${afterMs} ms after the window opened`)
  })
})

describe('what is learned of 300 pools, on a real control plane', { skip }, () => {
  const POOLS = Array.from({ length: 300 }, (_, n) => `university-pool-${String(n).padStart(5, '0')}`)
  const STATE = '/api/v1/namespaces/hub/configmaps/warmseats-state'
  const { boots } = hugeMemory({ nodes: 0, pools: POOLS.length, booting: 0, windows: 0 })
  const LEARNED = memoryToJson({ ...NO_MEMORY, boots })
  /** Somebody's own key in our ConfigMap, which is full then. */
  const NOTES = 'x'.repeat(1024 * 1024 - Buffer.byteLength(LEARNED))
  let cluster: Cluster
  let release: Release
  let controller: Controller

  const stored = async () => ((await cluster.request('GET', STATE)) as { data?: Record<string, string> }).data ?? {}
  const bootsIn = (text: string) => Object.values(memoryFromJson(text)?.boots ?? {})
  const metric = async (name: string) =>
    Number(new RegExp(`^warmseats_${name} (\\S+)$`, 'm').exec((await controller.get('/metrics')).text)?.[1])

  before(async () => {
    cluster = await startCluster()
    release = await install({
      cluster,
      helm: 4,
      values: { nodePools: Object.fromEntries(POOLS.map((name) => [name, poolValues(name, { replicas: 0 })])) },
    })
    await cluster.request('PATCH', STATE, { data: { 'memory.json': LEARNED, 'notes.txt': NOTES } })
    controller = await release.start()
  })
  after(async () => {
    await release?.stop()
    await cluster?.stop()
  })

  it('the API server refuses more than a ConfigMap holds, and that is told as such', async () => {
    const kubeconfig = await connect({ kubeconfig: cluster.kubeconfig })
    try {
      const sink = stateSink(
        leaderTransport(kubeconfig, () => true),
        'hub',
        'warmseats-state',
      )
      await assert.rejects(sink.saveMemory('x'.repeat(1024 * 1024), ''), (error) => {
        assert.match(
          describeApiError(error, {
            verb: 'patch',
            resource: 'configmaps',
            group: '',
            namespace: 'hub',
            name: 'warmseats-state',
          }),
          /^configmaps\/warmseats-state in hub is too large for the API server: .*1048576 bytes \(422\)$/,
        )
        return isTooLarge(error)
      })
    } finally {
      await kubeconfig.close()
    }
  })

  it('what is more than there is room for is kept without its oldest boots', async () => {
    const line = await controller.line('state cut')
    assert.match(String(line.because), /left out are \d+ older boots, .* \d+ KiB are taken by what else is in it/)
    await eventually(
      'the memory and the config are kept',
      async () => {
        const data = await stored()
        return data['config.yaml'] !== undefined && bootsIn(data['memory.json'] ?? '').flat().length < 50 * POOLS.length
      },
      { withinMs: 30 * SECOND },
    )
    const { 'memory.json': memory = '', 'notes.txt': notes } = await stored()
    assert.equal(notes, NOTES)
    assert.ok(Buffer.byteLength(memory) > 500 * 1024)
    assert.equal(bootsIn(memory).length, POOLS.length)
    assert.ok(bootsIn(memory).every((boots) => boots.length >= 10))
  })

  it('which the page says, and the metrics', async () => {
    const [bytes, limit] = [await metric('state_bytes'), await metric('state_limit_bytes')]
    assert.ok(bytes > limit && limit > 500 * 1024, `${bytes} of ${limit}`)
    assert.equal(await metric('state_kept'), 1)
    assert.equal((await controller.get('/readyz')).status, 200)
    assert.match((await controller.get('/')).text, /older boots, which the next start does not know/)
  })

  it('a new process goes on with it', async () => {
    controller.kill('SIGTERM')
    await controller.exited
    controller = await release.start()
    const line = await controller.line('lead time learned', ({ pool }) => pool === POOLS[0])
    assert.match(String(line.because), /^p90 of \d\d boots/)
  })
})
