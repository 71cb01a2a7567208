import assert from 'node:assert/strict'
import { it } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { nodeOf } from '../../src/simulation/cluster/cluster.ts'
import { NONE, type Policy, WARMSEATS } from '../../src/simulation/policies/policy.ts'
import type { Scenario } from '../../src/simulation/scenario/scenario.ts'
import { type Simulation, simulate } from '../../src/simulation/simulation.ts'
import { MIDTERM, midterm } from './scenario/midterm.ts'

const at = (time: string): number => Date.parse(`2026-03-24T${time}Z`)

/** A simulated world, and what became of its writes. */
function begin(scenario: Scenario, policy: Policy = WARMSEATS) {
  const simulation = simulate(scenario, policy)
  const writes: string[] = []
  simulation.happenings$.subscribe((happening) => {
    if (happening.type === 'outcome') {
      const { action, effect } = happening.outcome
      const ms = simulation.clock.now() - MIDTERM.startMs
      writes.push(`${ms} ${effect.at} ${action.type === 'apply' ? action.to : action.type} ${action.because}`)
    }
  })
  return { ...simulation, writes }
}

const placeholders = ({ cluster }: Pick<Simulation, 'cluster'>) => {
  const pods = cluster.pods.all().filter((pod) => pod.labels.component === 'placeholder')
  return {
    wanted: cluster.deployments.get('user-placeholder')?.spec.replicas,
    placed: pods.filter((pod) => nodeOf(pod) !== undefined).length,
    there: pods.length,
  }
}

const waitsOf = ({ tally }: Pick<Simulation, 'tally'>) =>
  tally
    .waits()
    .filter(({ arrivedMs }) => arrivedMs >= MIDTERM.doorsMs)
    .map(({ waitMs = Number.POSITIVE_INFINITY }) => waitMs)

it('an event on an empty cluster: its count stands there within a second, and nodes follow', async () => {
  const alone = begin({ ...(await midterm()), nodes: [], visits: [] })
  await alone.advance(at('08:49:59'))
  assert.equal(placeholders(alone).wanted, 1)
  await alone.advance(at('08:50:01'))
  assert.deepEqual(placeholders(alone), { wanted: 4, placed: 1, there: 4 })
  await alone.advance(at('08:56:00'))
  assert.deepEqual(placeholders(alone), { wanted: 4, placed: 4, there: 4 })
  assert.equal(alone.cluster.nodes.all().length, 4)
})

it('the morning: room counts, students sit at once, the count rises with them and falls after the event', async () => {
  const day = begin(await midterm())
  await day.advance(at('08:49:59'))
  assert.deepEqual(placeholders(day), { wanted: 0, placed: 0, there: 0 }, 'the one node has room')
  await day.advance(at('08:50:01'))
  assert.deepEqual(placeholders(day), { wanted: 3, placed: 0, there: 3 })
  await day.advance(MIDTERM.doorsMs)
  assert.deepEqual(placeholders(day), { wanted: 3, placed: 3, there: 3 })
  await day.advance(at('09:05:00'))
  assert.equal(placeholders(day).wanted, 4, 'the full node has no room any more')
  await day.advance(at('09:10:31'))
  assert.equal(placeholders(day).wanted, 1, 'as the config says')
  await day.advance(MIDTERM.endMs)
  assert.deepEqual(placeholders(day), { wanted: 0, placed: 0, there: 0 }, 'the last node has room')
  assert.equal(day.cluster.nodes.all().length, 4, '30 users on nodes of 8')
  const waits = waitsOf(day)
  assert.equal(waits.length, MIDTERM.students)
  assert.ok(Math.max(...waits) < 30_000, `somebody waited ${Math.max(...waits)} ms`)
})

it('scaled by somebody else, the count is back within a second', async () => {
  const day = begin(await midterm())
  await day.advance(at('08:56:00'))
  const { spec } = day.cluster.deployments.get('user-placeholder') ?? assert.fail()
  day.cluster.deployments.update('user-placeholder', { spec: { ...spec, replicas: 9 } })
  await day.advance(at('08:56:01'))
  assert.deepEqual(placeholders(day), { wanted: 3, placed: 3, there: 3 })
})

it('without the product most of them wait for minutes', async () => {
  const day = begin(await midterm(), NONE)
  await day.advance(MIDTERM.endMs)
  const waits = waitsOf(day)
  assert.ok(waits.filter((ms) => ms > 30_000).length >= MIDTERM.students - 2 * MIDTERM.seatsPerNode)
  assert.ok(Math.max(...waits) < 10 * 60_000)
  assert.deepEqual(day.writes, [])
})

it('whatever the crowd, nobody waits', async () => {
  for (let seed = 2; seed < 8; seed += 1) {
    const day = begin(await midterm(seed))
    await day.advance(MIDTERM.endMs)
    assert.ok(Math.max(...waitsOf(day)) < 30_000, `seed ${seed}`)
    assert.ok(
      day.writes.every((write) => write.includes(' done ')),
      `seed ${seed}: ${day.writes.join('\n')}`,
    )
  }
})

it('the same seed is the same morning, another one another', async () => {
  const play = async (seed: number) => {
    const day = begin(await midterm(seed))
    await day.advance(MIDTERM.endMs)
    return { writes: day.writes, pods: day.cluster.pods.all(), hours: day.tally.nodeHours() }
  }
  const first = await play(1)
  assert.deepEqual(await play(1), first)
  assert.ok(!isDeepStrictEqual(await play(2), first))
})

it('a world at rest: no write and no decision that differs', async () => {
  const night = begin({ ...(await midterm()), visits: [], nodes: [] })
  await night.advance(at('08:49:00'))
  const { length } = night.writes
  assert.equal(length, 3, 'the Deployment was made, and its placeholder shielded until the images were there')
  await night.advance(at('08:49:59'))
  assert.equal(night.writes.length, length)
})
