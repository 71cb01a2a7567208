import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { ApiError, type Cluster, controlPlane, eventually, handsOff, kwokNode, startCluster } from './index.ts'
import { deployment, type Listed, type NodeObject, type PodObject } from './support.ts'

const { skip } = await controlPlane()

describe('a cluster', { skip }, () => {
  let cluster: Cluster

  before(async () => {
    cluster = await startCluster({
      karpenter: {
        bootDelay: '2s',
        pools: {
          user: { cpu: '8', memory: '32Gi', zones: ['zone-a', 'zone-b'], consolidateAfter: '2s' },
          lab: { cpu: '2', memory: '4Gi', limitNodes: 1, labels: { purpose: 'exercises' } },
        },
      },
    })
  })
  after(() => cluster?.stop())

  const pods = async (app: string): Promise<readonly PodObject[]> => {
    const list = await cluster.request('GET', `/api/v1/namespaces/default/pods?labelSelector=app%3D${app}`)
    return (list as Listed<PodObject>).items
  }
  const nodes = async (pool: string): Promise<readonly NodeObject[]> => {
    const list = await cluster.request('GET', `/api/v1/nodes?labelSelector=hub.jupyter.org/pool-name%3D${pool}`)
    return (list as Listed<NodeObject>).items
  }
  const running = (app: string, count: number) =>
    eventually(`${count} running pods of ${app}`, async () => {
      const all = (await pods(app)).filter((pod) => pod.status.phase === 'Running')
      return all.length === count && all
    })

  it('says which Kubernetes it is, so that charts may ask for a version', async () => {
    const { gitVersion } = (await cluster.request('GET', '/version')) as { gitVersion: string }
    const kubectl = JSON.parse(await cluster.kubectl(['version', '--output=json']))
    assert.match(gitVersion, /^v1\.\d+\.\d+$/)
    assert.equal(kubectl.serverVersion.gitVersion, gitVersion)
    assert.equal(kubectl.clientVersion.gitVersion, gitVersion)
  })

  it('has helm 3 and helm 4', async () => {
    assert.match(await cluster.helm(3, ['version', '--short']), /^v3\.\d+\.\d+/)
    assert.match(await cluster.helm(4, ['version', '--short']), /^v4\.\d+\.\d+/)
    assert.deepEqual(JSON.parse(await cluster.helm(3, ['list', '--output=json'])), [])
    assert.deepEqual(JSON.parse(await cluster.helm(4, ['list', '--output=json'])), [])
    await assert.rejects(cluster.helm(4, ['status', 'nobody']), /helm4 status nobody ended with 1: .*not found/)
  })

  it("runs a Deployment's pods on a kwok node", async () => {
    const node = kwokNode({ name: 'quiet', labels: { seats: 'quiet' } })
    await cluster.request('POST', '/api/v1/nodes', node)
    await cluster.kubectl(['apply', '-f', '-'], deployment('hello', 3, { nodeSelector: { seats: 'quiet' } }))
    for (const pod of await running('hello', 3)) assert.equal(pod.spec.nodeName, 'quiet')
    await cluster.kubectl(['delete', 'deployment', 'hello'])
    await eventually('the pods to go with their Deployment', async () => (await pods('hello')).length === 0)
  })

  it('has an autoscaler: a node comes for a pod that fits nowhere, and goes when it is empty', async () => {
    const onPool = { nodeSelector: { 'hub.jupyter.org/pool-name': 'user' }, tolerations: [{ operator: 'Exists' }] }
    await cluster.kubectl(['apply', '-f', '-'], deployment('ada', 1, { ...onPool, memory: '20Gi' }))
    const [pod] = await running('ada', 1)
    // On its way in a node carries other taints, at times one alone: wait for the one that stays.
    const node = await eventually('the node to be registered', async () => {
      const [first] = await nodes('user')
      return first?.spec.taints?.length === 1 && first.spec.taints[0]?.key === 'hub.jupyter.org/dedicated' && first
    })
    assert.equal(node.metadata.name, pod?.spec.nodeName)
    assert.equal(node.metadata.labels['hub.jupyter.org/node-purpose'], 'user')
    assert.match(node.metadata.labels['topology.kubernetes.io/zone'] ?? '', /^zone-[ab]$/)
    assert.deepEqual(node.spec.taints, [{ key: 'hub.jupyter.org/dedicated', value: 'user', effect: 'NoSchedule' }])
    const { cpu, memory } = node.status.allocatable
    assert.deepEqual({ cpu, memory }, { cpu: '8', memory: '32Gi' })
    assert.deepEqual(node.status.capacity, node.status.allocatable)
    await cluster.kubectl(['delete', 'deployment', 'ada'])
    await eventually('the empty node to go', async () => (await nodes('user')).length === 0, { withinMs: 60_000 })
  })

  it("does not boot more nodes than a pool's limit", async () => {
    const onPool = { nodeSelector: { purpose: 'exercises' }, tolerations: [{ operator: 'Exists' }] }
    await cluster.kubectl(['apply', '-f', '-'], deployment('grace', 2, { ...onPool, memory: '3Gi' }))
    await running('grace', 1)
    const events = '/api/v1/namespaces/default/events?fieldSelector=reason%3DFailedScheduling'
    await eventually('the autoscaler to say why not', async () => {
      const { items } = (await cluster.request('GET', events)) as Listed<{ message: string }>
      return items.some(({ message }) => /exceed limits|limits have been exhausted/.test(message))
    })
    assert.equal((await nodes('lab')).length, 1)
    await cluster.kubectl(['delete', 'deployment', 'grace'])
  })

  it('leaves the status of a node alone that a test has taken over', async () => {
    const node = kwokNode({ name: 'broken', annotations: { [handsOff]: 'yes' } })
    await cluster.request('POST', '/api/v1/nodes', node)
    const now = new Date().toISOString()
    const ready = { type: 'Ready', status: 'False', reason: 'Test', message: '', lastTransitionTime: now }
    await cluster.request('PATCH', '/api/v1/nodes/broken/status', { status: { conditions: [ready] } })
    await eventually('the node to be tainted', async () => {
      const { spec } = (await cluster.request('GET', '/api/v1/nodes/broken')) as NodeObject
      return spec.taints?.some(({ key }) => key === 'node.kubernetes.io/not-ready')
    })
    await cluster.request('DELETE', '/api/v1/nodes/broken')
  })

  it('gives service accounts what RBAC gives them, and no more', async () => {
    await cluster.kubectl(['create', 'serviceaccount', 'reader'])
    await cluster.kubectl(['create', 'role', 'reader', '--verb=get,list', '--resource=configmaps'])
    await cluster.kubectl(['create', 'rolebinding', 'reader', '--role=reader', '--serviceaccount=default:reader'])
    const kubeconfig = `--kubeconfig=${await cluster.kubeconfigFor('default', 'reader')}`
    const mine = await eventually('the role to count', () =>
      cluster.kubectl([kubeconfig, 'get', 'cm', '--output=name']),
    )
    assert.match(mine, /kube-root-ca\.crt/)
    await assert.rejects(
      cluster.kubectl([kubeconfig, 'get', 'secrets']),
      /"system:serviceaccount:default:reader" cannot list resource "secrets"/,
    )
  })

  it('keeps its data and its address when the API server is killed and comes back', async () => {
    const configMap = { metadata: { name: 'kept' }, data: { seats: '12' } }
    await cluster.request('POST', '/api/v1/namespaces/default/configmaps', configMap)
    await cluster.stopApiServer()
    await assert.rejects(cluster.request('GET', '/version'), { code: 'ECONNREFUSED' })
    await cluster.startApiServer()
    const kept = await cluster.request('GET', '/api/v1/namespaces/default/configmaps/kept')
    assert.deepEqual((kept as typeof configMap).data, { seats: '12' })
    assert.match(await cluster.metrics(), /^apiserver_request_total\{/m)
  })

  it('answers a bad request with status and reason', async () => {
    const missing = cluster.request('GET', '/api/v1/namespaces/default/pods/nobody')
    await assert.rejects(missing, (error) => error instanceof ApiError && error.status === 404)
    await assert.rejects(missing, /pods "nobody" not found/)
  })
})
