/** The utilization policy on the simulated cluster, in the product's own pipeline, beside the rule that it comes from. */

import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { readScenario } from '../../src/simulation/scenario/read.ts'
import { simulate } from '../../src/simulation/simulation.ts'
import { between, keeps } from '../docs/support.ts'
import { MINUTE } from '../support/time.ts'
import { type Compared, compareAll, figures, longerBy, PLACEMENTS, sum } from './utilization-support.ts'

/** Ten nodes, ten placeholders, nobody comes. */
const QUIET = `title: A quiet day
start: 2026-03-24 00:00
end: 2026-03-25 00:10
pools:
  user:
    node: {cpu: 8, memory: 32Gi, pods: 110}
    seat: {cpu: 100m, memory: 4Gi}
    maximum: 72
    there: 10
config:
  nodePools:
    user:
      nodeSelector: {hub.jupyter.org/pool-name: user}
      resources: {requests: {memory: 31Gi}}
      replicas: 10
`

it('10 nodes with 10 placeholders and no users for 24 hours: the goal is constant, nothing is created', async () => {
  const { scenario } = await readScenario(QUIET, { readText: () => Promise.reject(new Error('there are no files')) })
  const { cluster, happenings$, advance, tally, cordons } = simulate(scenario, {
    at: 'warmseats',
    packing: 'utilization',
  })
  const seen = new Set<string>()
  const plans = new Set<unknown>()
  const life = happenings$.subscribe((happening) => {
    const plan = happening.type === 'step' ? happening.step.steering.plan : undefined
    // The first plan is made before the placeholders are on their nodes.
    if (!plan || plan.atMs < scenario.startMs + MINUTE) return
    plans.add(plan)
    const { goal, figures, scopes, cordon, uncordon, shutdown, create } = plan
    const reserved = scopes.get('user')?.reserved
    seen.add(JSON.stringify([goal, reserved, figures.workloadBytes, cordon, uncordon, shutdown, create]))
  })
  await advance(scenario.endMs)
  life.unsubscribe()
  assert.ok(plans.size > 24 * 60 - 1, `${plans.size} plans`)
  assert.deepEqual([...seen], [JSON.stringify([3, 10, 0, [], [], [], []])])
  assert.deepEqual([cluster.machines.all().length, tally.boots(), cordons().cordons], [10, 0, 0])
})

for (const placement of PLACEMENTS)
  describe(`the shipped scenarios, users ${placement === 'pack' ? 'packed' : 'spread'}`, () => {
    let all: readonly Compared[] = []
    before(async () => {
      all = await compareAll(placement)
    })

    it('with the policy nobody waits longer', () => {
      for (const { name, bare, packed, atMinimum } of all)
        for (const one of [packed, atMinimum]) assert.deepEqual(longerBy(bare, one), [], name)
    })
    it('no node boots because of a cordon within 10 minutes', () => {
      for (const { name, packed, atMinimum } of all)
        for (const one of [packed, atMinimum]) assert.equal(one.cordons.bootsCaused, 0, name)
      assert.ok(sum(all, ({ packed }) => packed.cordons.cordons) > 50, 'it did cordon')
    })
    it('a minimum boots nothing: empty nodes that the autoscaler removes are not asked for again', () => {
      // Other cordons at other times may be one boot's difference.
      for (const { name, packed, atMinimum } of all)
        assert.ok(atMinimum.boots <= packed.boots + 1, `${name}: ${atMinimum.boots}, ${packed.boots} without a minimum`)
    })
    it('the rule of data-8 flips more cordons, lets people wait longer, and boots what it cordoned', () => {
      const flips = (of: 'packed' | 'data8') => sum(all, (one) => one[of].cordons.flips)
      assert.ok(flips('packed') < flips('data8'), `${flips('packed')} against ${flips('data8')}`)
      assert.ok(sum(all, ({ bare, data8 }) => longerBy(bare, data8).length) > 0)
      assert.ok(sum(all, ({ data8 }) => data8.cordons.bootsCaused) > 0)
    })
    it('docs/utilization-simulated.md has the figures', () =>
      keeps('docs/utilization-simulated.md', (text) => between(text, placement, figures(all))))
    if (placement === 'spread')
      it('a week of classes is paid with a tenth fewer node-hours at least', () => {
        const week = all.find(({ name }) => name === 'week') ?? assert.fail()
        const [without, withIt] = [week.bare.nodeHours.paid, week.packed.nodeHours.paid]
        assert.ok(withIt < 0.9 * without, `${withIt.toFixed(1)} of ${without.toFixed(1)}`)
      })
  })
