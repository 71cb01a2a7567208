import assert from 'node:assert/strict'
import { it } from 'node:test'
import { kubelet } from '../../../src/simulation/actors/kubelet.ts'
import { placeholderPod, START_MS, USERS, userPod, world } from '../support.ts'

/** A node that takes a minute to pull the image, and pods that are bound at the start. */
function started() {
  const made = world((cluster, clock) => kubelet(cluster, 3000, clock))
  const { labels, taints, allocatable } = USERS
  const ready = { is: true, sinceMs: START_MS }
  made.cluster.nodes.create('n1', { pool: USERS, labels, taints, allocatable, ready, imagePullMs: 60_000 })
  const place = { at: 'bound', node: 'n1', boundMs: START_MS } as const
  return { ...made, place }
}

it('a user starts once the image is there, a placeholder needs none', async () => {
  const { cluster, pass, place } = started()
  cluster.pods.create('ada', userPod({ place }))
  cluster.pods.create('hold', placeholderPod({ place }))
  await pass(70_000)
  const runningAfter = (name: string) => {
    const pod = cluster.pods.get(name)
    return pod?.place.at === 'running' ? pod.place.runningMs - START_MS : undefined
  }
  assert.deepEqual([runningAfter('ada'), runningAfter('hold')], [63_000, 3000])
})

it('who first needs the image has it pulled, and the pull goes on without them', async () => {
  const { cluster, pass, place } = started()
  const bound = () => ({ ...place, boundMs: START_MS })
  await pass(20_000)
  cluster.pods.create('ada', userPod({ place: bound() }))
  await pass(10_000)
  cluster.pods.remove('ada')
  cluster.pods.create('bob', userPod({ place: bound() }))
  await pass(100_000)
  cluster.pods.create('eve', userPod({ place: bound() }))
  await pass(10_000)
  const runningAfter = (name: string) => {
    const pod = cluster.pods.get(name)
    return pod?.place.at === 'running' ? pod.place.runningMs - START_MS : undefined
  }
  assert.deepEqual([runningAfter('bob'), runningAfter('eve')], [83_000, 133_000])
})

it('who is gone before does not start, nor does a namesake in its stead', async () => {
  const { cluster, pass, place } = started()
  cluster.pods.create('ada', userPod({ place }))
  cluster.pods.create('bob', userPod({ place }))
  await pass(10_000)
  cluster.pods.remove('ada')
  cluster.pods.remove('bob')
  cluster.pods.create('bob', userPod())
  await pass(70_000)
  assert.deepEqual(
    cluster.pods.all().map(({ name, place: { at } }) => [name, at]),
    [['bob', 'new']],
  )
})

it('a pull that fails is tried again after ever longer pauses, and the pod says why until it runs', async () => {
  const { cluster, pass } = world((one, clock) => kubelet(one, 3000, clock))
  const { labels, taints, allocatable } = USERS
  const outages = [{ fromMs: START_MS, toMs: START_MS + 40_000, says: 'reset' }]
  const ready = { is: true, sinceMs: START_MS }
  const pool = { ...USERS, registry: { outages } }
  cluster.nodes.create('n1', { pool, labels, taints, allocatable, ready, imagePullMs: 60_000 })
  const place = { at: 'bound', node: 'n1', boundMs: START_MS } as const
  cluster.pods.create('ada', userPod({ place, image: 'quay.io/hub:1' }))
  const said: unknown[] = []
  for (const ms of [500, 1000, 10_500, 31_000]) {
    await pass(ms)
    const { trouble } = cluster.pods.get('ada') ?? {}
    said.push(trouble && [trouble.reason, trouble.message])
  }
  const why = 'failed to pull and unpack image "quay.io/hub:1": reset'
  const backOff = ['ImagePullBackOff', `Back-off pulling image "quay.io/hub:1": ErrImagePull: ${why}`]
  assert.deepEqual(said, [undefined, ['ErrImagePull', why], backOff, backOff])
  await pass(100_000)
  const ada = cluster.pods.get('ada')
  // Tried at 0 s, 11 s, 32 s (each time a second until it is refused, then 10 s, 20 s, 40 s), and 73 s: then it comes.
  assert.equal(ada?.place.at === 'running' ? ada.place.runningMs - START_MS : undefined, 136_000)
})
