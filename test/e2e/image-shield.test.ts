/**
 * Whom Kubernetes' own scheduler preempts for a user: by its own order the placeholder that started last, which is the one on the
 * node that came last, where users' images are still pulled. The PodDisruptionBudget turns it to others.
 */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Cluster, controlPlane, eventually, handsOff, startCluster } from '../cluster/index.ts'
import { SECOND } from '../support/time.ts'
import { install, type Release } from './support/release.ts'
import { poolValues } from './support/values.ts'
import { type PodObject, type World, world } from './support/world.ts'

const { skip } = await controlPlane()

const PODS = '/api/v1/namespaces/hub/pods'
/** Of them one sits on a node. */
const LARGE = { memory: '20Gi' }

interface Placed extends PodObject {
  readonly metadata: PodObject['metadata'] & { readonly labels: Readonly<Record<string, string>> }
  readonly status: { readonly phase: string; readonly startTime?: string }
}

describe('a user who finds no free room', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let release: Release

  const podsOf = async (selector: string) =>
    (
      (await cluster.request('GET', `${PODS}?labelSelector=${encodeURIComponent(selector)}`)) as {
        items: readonly Placed[]
      }
    ).items
  const placeholderOn = (node: string) =>
    eventually(`a placeholder that runs on ${node}`, async () => {
      const on = (await podsOf('warmseats.io/pool=user')).find(({ spec }) => spec.nodeName === node)
      return on?.status.phase === 'Running' && on.status.startTime !== undefined ? on : undefined
    })
  /** The node on which somebody's server runs. */
  const seatOf = (user: string) =>
    eventually(`${user} to sit`, async () => {
      const [pod] = await podsOf(`hub.jupyter.org/username=${user}`)
      return pod?.status.phase === 'Running' ? pod.spec.nodeName : undefined
    })
  /** A node with a placeholder that started later than all others; the API knows whole seconds. */
  const nodeComes = async (name: string, started: readonly Placed[]) => {
    const last = Math.max(0, ...started.map(({ status }) => Date.parse(status.startTime ?? '')))
    await eventually('another second', async () => Date.now() > last + 2 * SECOND)
    await hub.node(name)
    const its = await placeholderOn(name)
    assert.ok(Date.parse(its.status.startTime ?? '') > last)
    return its
  }
  /** What the kubelet says when the puller's container runs: each image has come. */
  const imagesCome = async (node: string) => {
    const puller = await eventually(`a puller on ${node}`, async () =>
      (await podsOf('component=continuous-image-puller')).find(({ spec }) => spec.nodeName === node),
    )
    const startedAt = new Date().toISOString()
    await cluster.request('PATCH', `${PODS}/${puller.metadata.name}/status`, {
      status: {
        phase: 'Running',
        startTime: startedAt,
        conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: startedAt }],
        containerStatuses: [
          {
            name: 'pause',
            image: 'pause',
            imageID: '',
            ready: true,
            restartCount: 0,
            state: { running: { startedAt } },
          },
        ],
      },
    })
  }
  const shielded = (isIt: boolean, node: string) =>
    eventually(`the placeholder on ${node} to be ${isIt ? '' : 'un'}shielded`, async () => {
      const { metadata } = await placeholderOn(node)
      return (metadata.labels['warmseats.io/images'] === 'pulling') === isIt
    })

  before(async () => {
    cluster = await startCluster()
    hub = world(cluster)
    const nodePools = { user: poolValues('user', { replicas: 3, seat: { requests: LARGE } }) }
    release = await install({ cluster, helm: 4, values: { nodePools } })
    const labels = { component: 'continuous-image-puller' }
    await cluster.request('POST', '/apis/apps/v1/namespaces/hub/daemonsets', {
      metadata: { name: 'continuous-image-puller' },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels, annotations: { [handsOff]: '' } },
          spec: {
            nodeSelector: { 'hub.jupyter.org/pool-name': 'user' },
            tolerations: [{ operator: 'Exists' }],
            containers: [{ name: 'pause', image: 'pause' }],
          },
        },
      },
    })
    await release.start()
    await hub.reaches('user', 3)
  })
  after(async () => {
    await release?.stop()
    await cluster?.stop()
  })

  it('takes the placeholder that started last, where images are on every node', async () => {
    const first = await nodeComes('first', [])
    await imagesCome('first')
    await nodeComes('second', [first])
    await imagesCome('second')
    await shielded(false, 'first')
    await shielded(false, 'second')
    await hub.user('ada', LARGE)
    assert.equal(await seatOf('ada'), 'second')
    await hub.leave('ada')
    await placeholderOn('second')
  })

  it('leaves the one on a node whose images are still pulled, though it started last', async () => {
    const third = await nodeComes('third', [await placeholderOn('first'), await placeholderOn('second')])
    await shielded(true, 'third')
    await hub.user('bob', LARGE)
    assert.notEqual(await seatOf('bob'), 'third')
    assert.equal((await placeholderOn('third')).metadata.uid, third.metadata.uid)
  })

  it('takes it nevertheless where there is no other: a seat that waits for its image is one', async () => {
    await hub.user('cyd', LARGE)
    assert.notEqual(await seatOf('cyd'), 'third')
    await hub.user('dan', LARGE)
    assert.equal(await seatOf('dan'), 'third')
  })
})
