/** What the page shows of the last day outlives the process that saw it. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { MEMORY_KEY, memoryFromJson, memoryToJson } from '../../../src/domain/decide/memory-json.ts'
import { pack } from '../../../src/domain/history/packed.ts'
import { parseInstant } from '../../../src/domain/instant.ts'
import type { Snapshot } from '../../../src/domain/snapshot/snapshot.ts'
import { type Cluster, controlPlane, eventually, startCluster } from '../../cluster/index.ts'
import { aPool } from '../../domain/history/points.ts'
import { MINUTE } from '../../support/time.ts'
import type { Controller } from '../support/controller.ts'
import { install, type Release } from '../support/release.ts'
import { poolValues } from '../support/values.ts'
import { type World, world } from '../support/world.ts'

const { skip } = await controlPlane()

/** So many sat there in each minute of the hour before, until a quarter of an hour ago: the step that is now has none of it. */
const SAT = 17
const STATE = '/api/v1/namespaces/hub/configmaps/warmseats-state'

describe('the hour before', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let release: Release
  let first: Controller
  const nowMinute = () => Math.floor(Date.now() / MINUTE)

  before(async () => {
    cluster = await startCluster()
    hub = world(cluster)
    await hub.node('n1')
    release = await install({ cluster, helm: 4, values: { nodePools: { user: poolValues('user', { replicas: 1 }) } } })
    const from = nowMinute() - 60
    const sealed = { user: pack(aPool(from, ...Array.from({ length: 45 }, () => SAT))) }
    const data = { [MEMORY_KEY]: memoryToJson({ ...NO_MEMORY, history: { sealed, open: [] } }) }
    await cluster.request('PATCH', STATE, { data })
    first = await release.start()
    await first.line('leading')
  })
  after(async () => {
    await release?.stop()
    await cluster?.stop()
  })

  /** Who sat in the pool, by the page's own words: the hour before, and now. */
  const seen = async (controller: Controller) => {
    const { pools } = JSON.parse((await controller.get('/status.json')).text) as Snapshot
    const { from = '', stepMinutes = 10, seated = [] } = pools[0]?.history ?? {}
    const before = Math.floor((Date.now() - 30 * MINUTE - (parseInstant(from) ?? 0)) / (stepMinutes * MINUTE))
    return { before: seated[before], now: seated.at(-1) }
  }
  const shows = (controller: Controller, sat: number) =>
    eventually(
      `${controller.identity} to show the hour before, and ${sat} now`,
      async () => {
        const { before, now } = await seen(controller)
        return before === SAT && now === sat
      },
      { withinMs: 2 * MINUTE },
    )

  it('is on the page of the one that leads, and of the one that stands by, with what is now', async () => {
    await hub.user('ada', { on: 'n1' })
    await shows(first, 1)
    const second = await release.start()
    await second.line('following')
    await shows(second, 1)
  })

  it('is still there when the leader was killed, on the page of the next one', async () => {
    const second = release.controllers[1] ?? assert.fail()
    first.kill('SIGKILL')
    await second.line('leading')
    await shows(second, 1)
  })

  it('is written by the next one too, and read by a third when both are gone', async () => {
    await eventually('the memory to have it', async () => {
      const { data = {} } = (await cluster.request('GET', STATE)) as {
        readonly data?: Readonly<Record<string, string>>
      }
      return memoryFromJson(data[MEMORY_KEY])?.history.sealed.user !== undefined
    })
    await release.stop()
    const third = await release.start()
    await third.line('leading')
    await shows(third, 1)
  })
})
