/** The utilization policy on the simulated cluster, in the product's own pipeline, where nothing happens. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { readScenario } from '../../../src/simulation/scenario/read.ts'
import { simulate } from '../../../src/simulation/simulation.ts'
import { MINUTE } from '../../support/time.ts'

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
