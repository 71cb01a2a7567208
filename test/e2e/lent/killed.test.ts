/** A controller that ends right after it has borrowed: the next one knows what it has to give back. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Cluster, controlPlane, eventually, startCluster } from '../../cluster/index.ts'
import { type HubPlaceholders, hubPlaceholders, remembers } from '../support/hub-placeholders.ts'
import { install, type Release } from '../support/release.ts'
import { poolValues } from '../support/values.ts'
import { world } from '../support/world.ts'

const { skip } = await controlPlane()
const POOL = 'user'
const HAD = 3
const WANTED = 5

describe('a controller that is killed as soon as it has borrowed', { skip }, () => {
  let cluster: Cluster
  let placeholders: HubPlaceholders
  let release: Release
  const others = { fallWindow: 1, nodePools: { lab: poolValues('lab', { replicas: 1 }) } }
  const borrows = {
    fallWindow: 1,
    nodePools: {
      ...others.nodePools,
      [POOL]: { nodeSelector: { 'hub.jupyter.org/pool-name': POOL }, holdBy: 'statefulset', replicas: WANTED },
    },
  }
  before(async () => {
    cluster = await startCluster()
    await cluster.kubectl(['create', 'namespace', 'hub'])
    placeholders = await hubPlaceholders(cluster, POOL, HAD)
    release = await install({ cluster, helm: 4, values: others })
  })
  after(async () => {
    await release?.stop()
    await cluster?.stop()
  })

  it('has stored what it gives back before it writes', async () => {
    const first = await release.start()
    await world(cluster).reaches('lab', 1)
    await eventually('a memory to be stored, after which the next is due in ten seconds', async () => {
      const state = (await cluster.request('GET', '/api/v1/namespaces/hub/configmaps/warmseats-state')) as {
        data?: Record<string, string>
      }
      return state.data?.['memory.json'] !== undefined
    })
    await release.upgrade(borrows)
    await eventually(`${WANTED} to be written`, async () => (await placeholders.replicas()) === WANTED, { everyMs: 2 })
    first.kill('SIGKILL')
    await first.exited
    await remembers(cluster, HAD)
  })

  it('and another one gives it back', async () => {
    await release.upgrade(others)
    const second = await release.start()
    await placeholders.reaches(HAD)
    const { from, to } = await second.line('count given back')
    assert.deepEqual([from, to], [WANTED, HAD])
  })
})
