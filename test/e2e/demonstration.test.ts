/**
 * The demonstration that this family of tools was first shown with: four placeholders, and users that come and go, on
 * nodes that fit eight pods. Eight steps on the real scheduler and autoscaler; after each the world that it names.
 */

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eightSteps, type Step } from '../../src/rehearsal/eight-steps.ts'
import { type Cluster, controlPlane, eventually, mostAllocated, startCluster } from '../cluster/index.ts'
import { MINUTE } from '../support/time.ts'
import { install, type Release } from './support/release.ts'
import { type UserDummies, userDummies } from './support/user-dummies.ts'
import { type PodObject, type World, world } from './support/world.ts'

const { skip } = await controlPlane()

/** As the command plays it (test/e2e/commands/eight-steps.test.ts); here the worlds that it leaves open are looked at too. */
const STEPS = eightSteps(8)
function step(number: number): Step {
  const found = STEPS.find((one) => one.number === number)
  assert.ok(found)
  return found
}
const said = (number: number) => `${number}. ${step(number).does}: ${step(number).announced}`

const SEAT = { cpu: '1', memory: '1Gi' }

/** Users prefer nodes where users are: «fill up by real users rather than placeholders». */
const AMONG_USERS = {
  podAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [
      {
        weight: 100,
        podAffinityTerm: {
          topologyKey: 'kubernetes.io/hostname',
          labelSelector: { matchLabels: { 'app.kubernetes.io/component': 'user-dummy' } },
        },
      },
    ],
  },
}

describe('the demonstration in eight steps, on a real control plane', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let release: Release
  let users: UserDummies
  before(async () => {
    cluster = await startCluster({
      scheduler: mostAllocated,
      karpenter: { bootDelay: '3s', pools: { user: { cpu: '8', memory: '8Gi' } } },
    })
    hub = world(cluster)
    users = userDummies(cluster, 'user')
    release = await install({
      cluster,
      helm: 3,
      values: {
        nodePools: {
          user: {
            nodeSelector: { 'hub.jupyter.org/pool-name': 'user' },
            replicas: step(1).placeholders,
            resources: { requests: SEAT },
            seat: { requests: SEAT },
            // Four, whoever comes: room for those who follow eight at once would be another demonstration.
            forecast: { reactions: 'off' },
          },
        },
        userDummy: {
          enabled: true,
          affinity: AMONG_USERS,
          // What hubs on Karpenter give their users, so that nobody's server is moved.
          annotations: { 'karpenter.sh/do-not-disrupt': 'true' },
        },
      },
    })
  })
  after(async () => {
    await release?.stop()
    await cluster?.stop()
  })

  /** How many users and placeholders run on each node of the pool: the fullest first, by users. */
  const nodes = async () => {
    const [all, dummies, placeholders] = await Promise.all([hub.nodes(), users.pods(), hub.placeholders('user')])
    const on = (pods: readonly PodObject[], node: string) =>
      pods.filter(({ spec, status }) => spec.nodeName === node && status.phase === 'Running').length
    return all
      .map(({ metadata: { name } }) => ({ name, users: on(dummies, name), placeholders: on(placeholders, name) }))
      .toSorted((a, b) => b.users - a.users || b.placeholders - a.placeholders)
  }
  type Counts = readonly (readonly [users: number, placeholders: number])[]

  /** Waits for this world: users and placeholders of each node, everybody running. */
  const becomes = async (counts: Counts, withinMs = MINUTE) => {
    const total = (index: 0 | 1) => counts.reduce((sum, pair) => sum + pair[index], 0)
    await eventually(
      `${JSON.stringify(counts)}`,
      async () => {
        const now = await nodes()
        assert.deepEqual(
          now.map((node) => [node.users, node.placeholders]),
          counts,
        )
        assert.equal((await users.pods()).length, total(0), 'no user waits')
        assert.equal((await hub.placeholders('user')).length, total(1), 'no placeholder waits')
        return true
      },
      { withinMs },
    )
    return nodes()
  }
  const uids = (pods: readonly PodObject[]) => pods.map(({ metadata }) => metadata.uid).toSorted()
  const placeholders = async () => uids(await hub.placeholders('user'))

  /** What the autoscaler may do with nodes that are not needed: nothing (as it starts here), or all that it can. */
  const autoscaler = (consolidationPolicy: 'WhenEmpty' | 'WhenEmptyOrUnderutilized', consolidateAfter: string) =>
    cluster.request('PATCH', '/apis/karpenter.sh/v1/nodepools/user', {
      spec: { disruption: { consolidationPolicy, consolidateAfter } },
    })

  it(said(1), async () => {
    assert.deepEqual(await nodes(), [])
    await release.start()
    await becomes([[0, 4]])
  })

  it(said(2), async () => {
    const before = await placeholders()
    await users.scale(step(2).users)
    await becomes([[4, 4]])
    assert.deepEqual(await placeholders(), before)
  })

  it(said(3), async () => {
    const before = await placeholders()
    const seated = uids(await users.pods())
    await users.scale(step(3).users)
    const now = await users.run(step(3).users, 10_000)
    assert.ok(
      seated.every((uid) => uids(now).includes(uid)),
      'who had a seat keeps it',
    )
    await becomes([
      [8, 0],
      [0, 4],
    ])
    assert.deepEqual(
      (await placeholders()).filter((uid) => before.includes(uid)),
      [],
    )
  })

  let emptied = ''

  it(said(4), async () => {
    const full = (await nodes())[0]
    const before = await placeholders()
    await users.scale(step(4).users)
    const [, empty] = await becomes([
      [0, 4],
      [0, 0],
    ])
    emptied = empty?.name ?? ''
    assert.equal(emptied, full?.name)
    assert.deepEqual(await placeholders(), before)
    assert.equal(await hub.replicas('user'), 4, 'an empty node, which the autoscaler takes away next, is no room')
  })

  it(said(5), async () => {
    const before = await placeholders()
    await users.scale(step(5).users)
    const [packed, empty] = await becomes([
      [4, 4],
      [0, 0],
    ])
    assert.deepEqual([packed?.name === emptied, empty?.name], [false, emptied])
    assert.deepEqual(await placeholders(), before)
  })

  it('5. … and while there is room elsewhere, no placeholder has to go', async () => {
    const before = await placeholders()
    await users.scale(8)
    await becomes([
      [4, 4],
      [4, 0],
    ])
    assert.deepEqual(await placeholders(), before)
    await users.scale(4)
    await users.run(4)
    await users.scale(0)
    await users.run(0)
    await users.scale(4)
    await becomes([
      [4, 4],
      [0, 0],
    ])
  })

  it('5. … and the autoscaler takes the empty node away', async () => {
    const before = [await placeholders(), uids(await users.pods())]
    await autoscaler('WhenEmpty', '1s')
    await becomes([[4, 4]], 2 * MINUTE)
    assert.deepEqual([await placeholders(), uids(await users.pods())], before)
    await autoscaler('WhenEmpty', 'Never')
  })

  it(said(6), async () => {
    await users.scale(step(6).users)
    await users.run(step(6).users, 10_000)
    await becomes([
      [8, 0],
      [0, 4],
    ])
  })

  it(said(7), async () => {
    const before = (await nodes()).length
    await users.scale(step(7).users)
    const all = await eventually(
      'everybody on full nodes',
      async () => {
        const now = await nodes()
        const [seated, held] = [
          now.reduce((sum, { users: u }) => sum + u, 0),
          now.reduce((sum, n) => sum + n.placeholders, 0),
        ]
        assert.deepEqual([seated, held], [step(7).users, step(7).placeholders])
        return now
      },
      { withinMs: MINUTE },
    )
    assert.equal(all.length, before + 2)
    assert.ok(
      all.every((node) => node.users + node.placeholders === 8),
      JSON.stringify(all),
    )
  })

  it(said(8), async () => {
    await users.scale(step(8).users)
    await users.run(step(8).users)
    await autoscaler('WhenEmptyOrUnderutilized', '1s')
    await becomes([[0, 4]], 3 * MINUTE)
    assert.equal(await hub.replicas('user'), 4)
    await autoscaler('WhenEmpty', 'Never')
  })

  it('a user goes where users are, though more is taken where the placeholders are', async () => {
    await users.scale(8)
    await becomes([
      [8, 0],
      [0, 4],
    ])
    const [usersNode] = await nodes()
    await users.scale(2)
    await becomes([
      [2, 0],
      [0, 4],
    ])
    await users.scale(3)
    const [now] = await becomes([
      [3, 0],
      [0, 4],
    ])
    assert.equal(now?.name, usersNode?.name)
  })

  it('the autoscaler may relocate placeholders, to save a node; nobody else moves', async () => {
    const seated = uids(await users.pods())
    await autoscaler('WhenEmptyOrUnderutilized', '1s')
    await becomes([[3, 4]], 2 * MINUTE)
    assert.deepEqual(uids(await users.pods()), seated)
  })
})
