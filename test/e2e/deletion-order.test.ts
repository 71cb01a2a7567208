import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Cluster, controlPlane, eventually, kwokNode, startCluster } from '../cluster/index.ts'
import { SECOND } from '../support/time.ts'
import type { Controller } from './support/controller.ts'
import { noteRefusal } from './support/note-grants.ts'
import { install, type Release } from './support/release.ts'
import { poolValues } from './support/values.ts'
import { type World, world } from './support/world.ts'

const { skip } = await controlPlane()

const COST = 'controller.kubernetes.io/pod-deletion-cost'
/** Four of four go by chance once in 70 times. */
const EACH = 4
const names = (kind: string) => Array.from({ length: EACH }, (_, at) => `${kind}-${at}`)
const KEPT = names('kept')
const REMOVABLE = names('removable')

interface Rule {
  readonly resources: readonly string[]
  readonly verbs: readonly string[]
}

describe('which placeholders go first when a count falls', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let release: Release
  let controller: Controller
  const values = (replicas: number) => ({ fallWindow: 1, nodePools: { user: poolValues('user', { replicas }) } })
  const places = async () => {
    const pods = await hub.placeholders('user')
    return pods.every(({ status }) => status.phase === 'Running')
      ? pods.map(({ spec }) => spec.nodeName ?? '').toSorted()
      : []
  }
  const stand = (expected: readonly string[]) =>
    eventually(`placeholders on ${expected.join(', ')}`, async () => {
      const now = await places()
      return now.length === expected.length && now.every((name, at) => name === expected[at])
    }).catch(async (error: Error) => {
      const written = controller.lines.filter(({ msg }) => /placeholders|order/.test(String(msg)))
      throw new Error(
        `${error.message}; they are on ${await places()}, costs ${await costs()}; ${JSON.stringify(written)}`,
      )
    })
  /** Every write to a placeholder or its Deployment shows. */
  const versions = async () => ({
    deployment: (await hub.deployment('user'))?.metadata.resourceVersion,
    placeholders: (await hub.placeholders('user')).map(({ metadata }) => metadata.resourceVersion),
  })
  /** So long without a write. What Kubernetes' own controllers still have to say of the last change is waited for. */
  const quiet = async (ms: number) => {
    let last = ''
    let sinceMs = 0
    await eventually(`${ms} quiet ms`, async () => {
      const now = JSON.stringify(await versions())
      if (now !== last) sinceMs = Date.now()
      last = now
      return Date.now() >= sinceMs + ms
    })
  }
  const costs = async () => (await hub.placeholders('user')).map(({ metadata }) => metadata.annotations?.[COST])

  before(async () => {
    cluster = await startCluster()
    hub = world(cluster)
    const labels = { 'hub.jupyter.org/pool-name': 'user' }
    for (const name of [...KEPT, ...REMOVABLE])
      await cluster.request(
        'POST',
        '/api/v1/nodes',
        kwokNode({ name, labels, allocatable: { cpu: '8', memory: '32Gi' } }),
      )
    // On a node of users the controller's own pods would keep it.
    const core = { 'hub.jupyter.org/node-purpose': 'core' }
    await cluster.request('POST', '/api/v1/nodes', kwokNode({ name: 'core', labels: core }))
    await cluster.kubectl(['wait', '--for=condition=Ready', 'node', '--all', '--timeout=30s'])
    release = await install({ cluster, helm: 4, values: values(2 * EACH) })
    for (const on of KEPT) await hub.user(`of-${on}`, { on })
    controller = await release.start()
    await stand([...KEPT, ...REMOVABLE])
  })
  after(async () => {
    await release?.stop()
    await cluster?.stop()
  })

  it('nothing is annotated while nothing falls', async () => {
    await hub.user('one-more', { on: KEPT[0] ?? '' })
    await quiet(3 * SECOND)
    assert.deepEqual(await costs(), Array(2 * EACH).fill(undefined))
  })

  it('those on nodes with users go, those whose node could be removed stay, and are left alone', async () => {
    await release.upgrade(values(EACH))
    await hub.reaches('user', EACH)
    await stand(REMOVABLE)
    await hub.leave('one-more')
    await quiet(3 * SECOND)
    assert.deepEqual(await costs(), Array(EACH).fill(undefined))
  })

  it('where pods may not be annotated the count falls all the same, and the log says what is missing', async () => {
    await release.upgrade(values(2 * EACH))
    await stand([...KEPT, ...REMOVABLE])
    const path = `/apis/rbac.authorization.k8s.io/v1/namespaces/${release.namespace}/roles/warmseats`
    const role = (await cluster.request('GET', path)) as { readonly rules: readonly Rule[] }
    const rules = role.rules.map((rule) => (rule.resources[0] === 'pods' ? { ...rule, verbs: ['delete'] } : rule))
    noteRefusal(cluster, 'patch pods')
    await cluster.request('PUT', path, { ...role, rules })
    await release.write(JSON.stringify(values(EACH)))
    const { error, level } = await controller.line('deletion order not written')
    assert.equal(level, 'warn')
    assert.match(String(error), /may not `patch` `pods` \(core\) in the namespace `hub`/)
    await hub.reaches('user', EACH)
    await eventually('four are left', async () => (await places()).length === EACH)
  })
})
