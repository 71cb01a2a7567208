/** The utilization policy on the simulated cluster: nobody's room is taken for somebody's workload. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Config } from '../../src/domain/config.ts'
import { decideUtilization } from '../../src/domain/utilization/decide-utilization.ts'
import { NO_PROGRESS } from '../../src/domain/utilization/progress.ts'
import { MORNING, morning } from '../../src/simulation/morning.ts'
import { type Scenario, simulate } from '../../src/simulation/simulation.ts'
import type { Step } from '../../streams/pipeline.ts'
import { several } from './support.ts'

const MINUTE = 60_000

/** Ten nodes, ten placeholders, nobody comes. */
function quiet(): Scenario {
  const { calendar: _, ...base } = morning(1)
  const [user] = base.pools
  const pool = base.config.pools.get('user')
  assert.ok(user && pool)
  const config: Config = { ...base.config, pools: new Map([['user', { ...pool, replicas: 10 }]]) }
  // Not so long that empty nodes count as room (emptyNodeGracePeriod).
  const readySinceMs = base.startMs - 60 * MINUTE
  return {
    ...base,
    config: { ...config, calendar: { refreshMs: MINUTE, holdMs: 0 } },
    pools: [{ ...user, maxNodes: 72 }],
    visits: [],
    nodes: several(10, (number) => ({ name: `node-${number}`, pool: { ...user, maxNodes: 72 }, readySinceMs })),
  }
}

test('10 nodes with 10 placeholders and no users for 24 hours: the goal is constant, nothing is created', async () => {
  const scenario = quiet()
  const { cluster, happenings$, advance, clock } = simulate(scenario)
  let last: Step | undefined
  const life = happenings$.subscribe((happening) => {
    if (happening.type === 'step') last = happening.step
  })
  const seen = new Set<string>()
  let progress = NO_PROGRESS
  for (let minute = 1; minute <= 24 * 60; minute += 1) {
    await advance(MORNING.startMs + minute * MINUTE)
    assert.ok(last)
    const { observed, decision } = last
    const plan = decideUtilization({ observed, memory: decision.memory, before: progress, nowMs: clock.now() })
    progress = plan.memory
    const { cordon, uncordon, shutdown, create } = plan
    const reserved = plan.scopes.get('user')?.reserved
    seen.add(JSON.stringify([plan.goal, reserved, plan.figures.workloadBytes, cordon, uncordon, shutdown, create]))
    // Carried out as far as this world can: a mistake here feeds on itself.
    for (const { count } of create)
      for (let made = 0; made < count; made += 1)
        cluster.machines.create(`made-${minute}-${made}`, {
          pool: scenario.nodes[0]?.pool ?? assert.fail(),
          readyMs: clock.now(),
          imageMs: clock.now(),
        })
  }
  life.unsubscribe()
  assert.deepEqual([...seen], [JSON.stringify([3, 10, 0, [], [], [], []])])
  assert.equal([...cluster.machines.all()].length, 10)
})
