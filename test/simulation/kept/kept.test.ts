import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { it } from 'node:test'
import { type Played, play } from '../../../src/simulation/played.ts'
import { NONE, type Policy, WARMSEATS } from '../../../src/simulation/policies/policy.ts'
import type { Scenario } from '../../../src/simulation/scenario/scenario.ts'
import { folder } from '../../kubernetes/support/kubeconfig.ts'
import { read } from '../scenario/support.ts'
import { keeping, played } from './kept.ts'

const { scenario } = await read('users: [{kind: burst, name: a, people: 3, at: "09:00", over: 5m}]')

/** A player that says how often it was asked. */
function counted() {
  const asked: Policy[] = []
  const make = (world: Scenario, policy: Policy): Promise<Played> => {
    asked.push(policy)
    return play(world, policy)
  }
  return { asked, make }
}

it('what is kept is what was played, in every number', async () => {
  using place = folder()
  const expected = await play(scenario, WARMSEATS)
  const { asked, make } = counted()
  for (const player of [keeping(make, place.path), keeping(make, place.path), keeping(make)])
    assert.deepEqual(await player(scenario, WARMSEATS), expected)
  assert.equal(asked.length, 2, 'once for all who have the folder, once for who has none')
  assert.equal(readdirSync(place.path).length, 1)
  assert.deepEqual(await played(scenario, WARMSEATS), expected)
})

it('another world, or another policy, is played', async () => {
  const { asked, make } = counted()
  const player = keeping(make)
  const all = [
    await player(scenario, WARMSEATS),
    await player(scenario, NONE),
    await player({ ...scenario, podStartMs: scenario.podStartMs + 1 }, WARMSEATS),
    await player({ ...scenario, config: { ...scenario.config, pools: new Map() } }, NONE),
  ]
  assert.equal(asked.length, all.length)
  await player(scenario, NONE)
  assert.equal(asked.length, all.length)
})

it('what one test changes in it is nothing to the next', async () => {
  const player = keeping(play)
  const first = await player(scenario, NONE)
  Object.assign(first.waits, { people: 99 })
  assert.equal((await player(scenario, NONE)).waits.people, 3)
})

it('one that fails is a failure, and leaves no result', async () => {
  using place = folder()
  const player = keeping(() => Promise.reject(new Error('oh no')), place.path)
  await assert.rejects(player(scenario, NONE), /oh no/)
  assert.deepEqual(readdirSync(place.path), [])
})
