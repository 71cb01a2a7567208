import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { config, userPool } from '../../support/config.ts'
import { countedOf, samplesOf, someMetrics } from '../../support/metrics/metrics.ts'
import { node } from '../../support/node.ts'
import { type PodSpec, pod } from '../../support/pod.ts'
import { stepAt } from '../../support/snapshot.ts'
import { at, SECOND } from '../../support/time.ts'

const ONE = userPool()
const step = (time: string, ...users: readonly PodSpec[]) =>
  stepAt(time, { config: ONE, nodes: [node()], pods: users.map((one) => pod(one)) })
const ADA = { user: 'ada', created: at('09:00') }

describe('before the first Step', () => {
  it('nobody is counted: not even that nobody waits', async () => {
    for (const name of ['users', 'users_unserved', 'seat_wait_longest_duration_seconds'])
      assert.deepEqual(await samplesOf(someMetrics(), name), {}, name)
  })
})

it('people are counted by state, as they are at the scrape', async () => {
  const told = someMetrics()
  told.step(step('09:00', ADA, { user: 'eve', on: 'n1', runningAt: at('08:59') }))
  assert.deepEqual(await samplesOf(told, 'users'), {
    'users{pool="user",state="waiting"}': 1,
    'users{pool="user",state="starting"}': 0,
    'users{pool="user",state="stuck"}': 0,
    'users{pool="user",state="seated"}': 1,
  })
})

describe('who waits', () => {
  it('is unserved after 30 seconds without a node on its way, and the longest wait grows though nothing happens', async () => {
    let nowMs = at('09:00')
    const told = someMetrics({ now: () => nowMs })
    told.step(step('09:00', ADA, { user: 'eve', created: at('09:00:20') }))
    const seen: unknown[] = []
    for (const second of [0, 29, 30, 60]) {
      nowMs = at('09:00') + second * SECOND
      const { 'users_unserved{pool="user"}': unserved } = await samplesOf(told, 'users_unserved')
      const longest = await samplesOf(told, 'seat_wait_longest_duration_seconds')
      seen.push([unserved, longest['seat_wait_longest_duration_seconds{pool="user"}']])
    }
    assert.deepEqual(seen, [
      [0, 0],
      [0, 29],
      [1, 30],
      [2, 60],
    ])
  })
  it('is served while nodes for all of them boot', async () => {
    const told = someMetrics({ now: () => at('09:01') })
    const NOT_READY = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' } as const
    const booting = node({ name: 'young', created: at('09:00:30'), notReadySince: at('09:00:30'), taints: [NOT_READY] })
    told.step(stepAt('09:01', { config: ONE, nodes: [booting], pods: [pod(ADA)] }))
    assert.deepEqual(await samplesOf(told, 'users_unserved'), { 'users_unserved{pool="user"}': 0 })
  })
  it('has no longest wait while nobody does', async () => {
    const told = someMetrics()
    told.step(step('09:00'))
    assert.deepEqual(await samplesOf(told, 'seat_wait_longest_duration_seconds'), {})
  })
  it('of people of no pool that anybody knows the pool is empty', async () => {
    const told = someMetrics({ now: () => at('09:01') })
    const nowhere = config({ nodePools: { user: {}, lab: {} } })
    told.step(stepAt('09:01', { config: nowhere, pods: [pod(ADA)] }))
    const { 'users_unserved{pool=""}': unserved } = await samplesOf(told, 'users_unserved')
    assert.equal(unserved, 1)
  })
})

describe('the wait for a seat', () => {
  it('is observed when it is over, once, by what became of it', async () => {
    let nowMs = at('09:00')
    const told = someMetrics({ now: () => nowMs })
    const tell = (time: string, ...users: readonly PodSpec[]) => {
      nowMs = at(time)
      told.step(step(time, ...users))
    }
    tell('09:00', ADA, { user: 'eve', created: at('09:00') })
    assert.deepEqual(await countedOf(told, 'seat_wait_duration_seconds'), {})
    const seated = { ...ADA, on: 'n1', boundAt: at('09:00:40') }
    tell('09:01', seated, { user: 'eve', created: at('09:00') })
    tell('09:02', seated)
    tell('09:03', seated)
    assert.deepEqual(await countedOf(told, 'seat_wait_duration_seconds'), {
      'seat_wait_duration_seconds_sum{pool="user",outcome="seated"}': 40,
      'seat_wait_duration_seconds_count{pool="user",outcome="seated"}': 1,
      'seat_wait_duration_seconds_sum{pool="user",outcome="gave_up"}': 120,
      'seat_wait_duration_seconds_count{pool="user",outcome="gave_up"}': 1,
    })
  })
  it('is there with 0 for every pool before anybody has come, so that the first is an increase', async () => {
    const told = someMetrics()
    told.step(step('09:00'))
    assert.equal(
      (await samplesOf(told, 'seat_wait_duration_seconds'))[
        'seat_wait_duration_seconds_count{pool="user",outcome="seated"}'
      ],
      0,
    )
  })
})
