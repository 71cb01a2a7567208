import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pass } from 'node:timers/promises'
import { type Cluster, controlPlane, eventually } from '../cluster/index.ts'
import { SECOND } from '../support/time.ts'
import { type AuditedCluster, type AuditLine, startAuditedCluster } from './support/audited.ts'
import type { Controller } from './support/controller.ts'
import { install, type Release } from './support/release.ts'
import { poolValues } from './support/values.ts'
import { type World, world } from './support/world.ts'

const { skip } = await controlPlane()

describe('the product and its API server', { skip }, () => {
  let audited: AuditedCluster
  let cluster: Cluster
  let hub: World
  let release: Release
  let controller: Controller
  const values = (replicas: number) => ({ fallWindow: 0, nodePools: { user: poolValues('user', { replicas }) } })

  before(async () => {
    audited = await startAuditedCluster()
    cluster = audited.cluster
    hub = world(cluster)
    for (const name of ['n1', 'n2', 'n3']) await hub.node(name)
    release = await install({ cluster, helm: 3, values: values(2) })
    controller = await release.start()
    await hub.reaches('user', 2)
  })
  after(async () => {
    await release?.stop()
    await audited?.stop()
  })

  it('at rest there are no list and no get requests, measured over a minute', async () => {
    await eventually('the placeholders run', async () =>
      (await hub.placeholders('user')).every(({ status }) => status.phase === 'Running'),
    )
    await pass(12 * SECOND) // the memory is written at most every 10 s
    const before = (await audited.asked()).length
    await pass(60 * SECOND)
    const requests = (await audited.asked()).slice(before)
    const verbs = Object.groupBy(requests, ({ verb }) => verb)
    assert.deepEqual([verbs.list ?? [], verbs.get ?? []], [[], []])
    const writes = requests.filter(({ verb, requestURI }) => verb !== 'watch' && !requestURI.includes('/leases/'))
    // What pools were like is put away every ten minutes, and one of these may be this one.
    const isHistory = ({ requestURI }: AuditLine) => requestURI.includes('/configmaps/warmseats-state')
    assert.ok(writes.filter(isHistory).length <= 1)
    assert.deepEqual(
      writes.filter((one) => !isHistory(one)),
      [],
      'in an unchanged world nothing is written but the Lease, and every ten minutes what pools were like',
    )
    assert.ok(requests.length > 0, 'the Lease was renewed, so the log works')
  })

  it('(g) the API server is restarted: it recovers without help', async () => {
    await cluster.stopApiServer()
    await release.write(JSON.stringify(values(3)))
    await controller.line('write failed')
    await cluster.startApiServer()
    await hub.reaches('user', 3, 45 * SECOND)
    const recoveredFrom = controller.lines.length
    await cluster.request('DELETE', '/api/v1/nodes/n3')
    await cluster.kubectl(['--namespace', 'hub', 'delete', 'deployment/user-placeholder'])
    await controller.line('placeholders created', () => true, recoveredFrom)
  })

  it('a missing RBAC rule is named, and mending it is enough', async () => {
    await cluster.kubectl(['delete', 'clusterrolebinding', '--selector', 'app.kubernetes.io/instance=warmseats'])
    const lost = await release.start('locked-out')
    const line = await lost.line('watch failed', ({ resource }) => resource === 'nodes')
    assert.ok(/nodes/.test(String(line.because)) && /ClusterRole/.test(String(line.because)), String(line.because))
  })
})
