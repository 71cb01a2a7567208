import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { controlPlane, eventually } from '../../cluster/index.ts'
import { SECOND } from '../../support/time.ts'
import { type AuditedCluster, type AuditLine, startAuditedCluster } from '../support/audited.ts'
import type { Controller } from '../support/controller.ts'
import { install, type Release } from '../support/release.ts'
import { poolValues } from '../support/values.ts'
import { type World, world } from '../support/world.ts'

const { skip } = await controlPlane()

const isStream = ({ requestURI }: AuditLine): boolean => requestURI.includes('sendInitialEvents')
const say = ({ verb, requestURI }: AuditLine): string => `${verb} ${requestURI}`

describe('a replica that takes over', { skip }, () => {
  let audited: AuditedCluster
  let hub: World
  let release: Release
  let first: Controller
  let second: Controller
  const values = (replicas: number) => ({ fallWindow: 0, nodePools: { user: poolValues('user', { replicas }) } })

  before(async () => {
    audited = await startAuditedCluster()
    hub = world(audited.cluster)
    for (const name of ['n1', 'n2', 'n3']) await hub.node(name)
    release = await install({ cluster: audited.cluster, helm: 4, values: values(2) })
    first = await release.start()
    await first.line('leading')
    second = await release.start()
    await second.line('following')
    await eventually('the second is ready', async () => (await second.get('/readyz')).status === 200)
    await hub.reaches('user', 2)
  })
  after(async () => {
    await release?.stop()
    await audited?.stop()
  })

  it('has read nodes and pods as streams, and everything else in pages', async () => {
    const asked = await audited.asked()
    const streams = asked.filter(isStream).map(({ requestURI }) => new URL(requestURI, 'http://api').pathname)
    assert.deepEqual([...new Set(streams)].toSorted(), ['/api/v1/nodes', '/api/v1/pods'])
    assert.ok(asked.some(({ verb }) => verb === 'list'))
    for (const one of [first, second]) assert.equal((await one.line('lists read')).as, 'streams')
  })

  it('knows all it needs: it asks for no list and no object before it acts', async () => {
    const before = (await audited.asked()).length
    first.kill('SIGKILL')
    await second.line('leading')
    await release.write(JSON.stringify(values(3)))
    await hub.reaches('user', 3, 20 * SECOND)
    const asked = (await audited.asked()).slice(before)
    assert.deepEqual(asked.filter((one) => one.verb === 'list' || one.verb === 'get' || isStream(one)).map(say), [])
    const written = asked.filter(({ verb }) => verb === 'patch').map(say)
    assert.ok(
      written.some((one) => one.includes('/leases/')) && written.some((one) => one.includes('/deployments/')),
      `the log has what the new leader wrote: ${written.join(', ')}`,
    )
  })
})
