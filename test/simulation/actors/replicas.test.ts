import assert from 'node:assert/strict'
import { it } from 'node:test'
import { replicas } from '../../../src/simulation/actors/replicas.ts'
import type { DeploymentSpec } from '../../../src/simulation/cluster/cluster.ts'
import { seeded } from '../../../src/simulation/cluster/random.ts'
import { world } from '../support.ts'

const deployment = (count: number, memory = '28Gi'): DeploymentSpec => ({
  namespace: 'hub',
  metadata: { labels: {}, annotations: {}, ownerReferences: [] },
  spec: {
    replicas: count,
    selector: { matchLabels: { component: 'placeholder' } },
    strategy: { type: 'Recreate' },
    template: {
      metadata: { labels: { component: 'placeholder' } },
      spec: {
        priorityClassName: 'low',
        nodeSelector: { pool: 'user' },
        tolerations: [{ operator: 'Exists' }],
        containers: [{ name: 'placeholder', resources: { requests: { memory } } }],
      },
    },
  },
})

const replicated = () =>
  world((cluster, clock) => replicas(cluster, { priorities: { low: -10 }, random: seeded(1) }, clock))

it('as many pods as the Deployment says, made from its template', async () => {
  const { cluster, pass } = replicated()
  const { uid } = cluster.deployments.create('user-placeholder', deployment(2))
  await pass(100)
  const pods = cluster.pods.all()
  assert.equal(pods.length, 2)
  for (const pod of pods) {
    assert.match(pod.name, /^user-placeholder-[0-9a-f]{9}-[a-z0-9]{5}$/)
    assert.deepEqual([pod.priority, pod.requests.memory, pod.nodeSelector], [-10, 28 * 2 ** 30, { pool: 'user' }])
    assert.deepEqual([pod.owner?.uid, pod.labels], [uid, { component: 'placeholder' }])
  }
})

it('a pod that was evicted is replaced', async () => {
  const { cluster, pass } = replicated()
  cluster.deployments.create('user-placeholder', deployment(2))
  await pass(100)
  const [gone] = cluster.pods.all()
  cluster.pods.remove(gone?.name ?? '')
  await pass(100)
  assert.equal(cluster.pods.all().length, 2)
  assert.equal(cluster.pods.get(gone?.name ?? ''), undefined)
})

it('fewer: the one without a node goes first, then the one that does not run yet, then the youngest', async () => {
  const { cluster, pass } = replicated()
  cluster.deployments.create('user-placeholder', deployment(3))
  await pass(100)
  const [oldest, middle] = cluster.pods.all().map(({ name }) => name)
  const place = { node: 'n1', boundMs: 0 }
  cluster.pods.update(oldest ?? '', { place: { ...place, at: 'running', runningMs: 0 } })
  cluster.pods.update(middle ?? '', { place: { ...place, at: 'bound' } })
  for (const [count, left] of [
    [2, [oldest, middle]],
    [1, [oldest]],
    [0, []],
  ] as const) {
    cluster.deployments.update('user-placeholder', deployment(count))
    await pass(100)
    assert.deepEqual(
      cluster.pods.all().map(({ name }) => name),
      left,
    )
  }
})

it('fewer: of those that run the one of the lower deletion cost, then the one with more beside it, then the youngest', async () => {
  const { cluster, pass } = replicated()
  cluster.deployments.create('user-placeholder', deployment(5))
  await pass(100)
  const names = cluster.pods.all().map(({ name }) => name)
  const [costly = '', alone = '', older = '', younger = '', cheap = ''] = names
  const on = { [costly]: 'n1', [alone]: 'n2', [older]: 'n3', [younger]: 'n3', [cheap]: 'n4' }
  for (const [name, node] of Object.entries(on))
    cluster.pods.update(name, { place: { at: 'running', node, boundMs: 0, runningMs: 0 } })
  cluster.pods.update(costly, { deletionCost: 1 })
  cluster.pods.update(cheap, { deletionCost: -1 })
  const gone: string[] = []
  cluster.pods.changes$.subscribe(({ type, object }) => type === 'deleted' && gone.push(object.name))
  for (const count of [4, 3, 2, 1]) {
    cluster.deployments.update('user-placeholder', deployment(count))
    await pass(100)
  }
  assert.deepEqual(gone.slice(0, 2), [cheap, younger])
  assert.deepEqual(
    cluster.pods.all().map(({ name }) => name),
    [costly],
  )
})

it('a new template: all old ones go before a new one comes', async () => {
  const { cluster, pass } = replicated()
  cluster.deployments.create('user-placeholder', deployment(2))
  await pass(100)
  const counts: number[] = []
  cluster.pods.changes$.subscribe(() => counts.push(cluster.pods.all().length))
  cluster.deployments.update('user-placeholder', deployment(2, '20Gi'))
  await pass(100)
  assert.deepEqual(counts, [1, 0, 1, 2])
  assert.deepEqual(new Set(cluster.pods.all().map((pod) => pod.requests.memory)), new Set([20 * 2 ** 30]))
})

it('with the Deployment go its pods, and nobody else', async () => {
  const { cluster, pass } = replicated()
  cluster.deployments.create('user-placeholder', deployment(2))
  cluster.deployments.create('lab-placeholder', deployment(1))
  await pass(100)
  cluster.deployments.remove('user-placeholder')
  await pass(100)
  assert.deepEqual(
    cluster.pods.all().map((pod) => pod.name.split('-')[0]),
    ['lab'],
  )
})
