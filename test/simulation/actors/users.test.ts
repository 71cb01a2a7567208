import assert from 'node:assert/strict'
import { it } from 'node:test'
import { crowd, users } from '../../../src/simulation/actors/users.ts'
import { seeded } from '../../../src/simulation/cluster/random.ts'
import { START_MS, several, USERS, world } from '../support.ts'

const SEAT = { namespace: 'hub', requests: { memory: 1 }, nodeSelector: USERS.labels }

it('people come and go at their times', async () => {
  const visits = [
    { user: 'ada', arrivesMs: START_MS + 1000, leavesMs: START_MS + 5000, seat: SEAT },
    { user: 'bob', arrivesMs: START_MS + 2000, seat: SEAT },
  ]
  const { cluster, pass } = world((made, clock) => users(made, visits, clock))
  const there: string[] = []
  for (let second = 0; second < 6; second += 1) {
    await pass(1000)
    there.push(
      cluster.pods
        .all()
        .map(({ name }) => name)
        .join(' '),
    )
  }
  const [ada, both, bob] = ['jupyter-ada', 'jupyter-ada jupyter-bob', 'jupyter-bob']
  assert.deepEqual(there, [ada, both, both, both, bob, bob])
})

it('a server looks as JupyterHub makes it', async () => {
  const { cluster, pass } = world((made, clock) =>
    users(made, [{ user: 'ada', arrivesMs: START_MS, seat: SEAT }], clock),
  )
  await pass(1)
  const pod = cluster.pods.get('jupyter-ada')
  assert.equal(pod?.labels.component, 'singleuser-server')
  assert.equal(pod?.labels['hub.jupyter.org/username'], 'ada')
  assert.deepEqual([pod?.priority, pod?.owner, pod?.nodeSelector], [0, undefined, USERS.labels])
})

it('a crowd comes within its time, most of it early, each seed in its own way', () => {
  const names = several(1000, (at) => `s-${at}`)
  const visits = crowd(names, START_MS, 60_000, seeded(1))
  const times = visits.map(({ arrivesMs }) => arrivesMs - START_MS)
  assert.deepEqual(
    visits.map(({ user }) => user),
    names,
  )
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  )
  assert.ok(times.every((ms) => ms >= 0 && ms < 60_000))
  assert.ok(times.filter((ms) => ms < 30_000).length > 700)
  assert.deepEqual(visits, crowd(names, START_MS, 60_000, seeded(1)))
  assert.notDeepEqual(visits, crowd(names, START_MS, 60_000, seeded(2)))
})
