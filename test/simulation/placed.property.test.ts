/**
 * What was asked is there, counted in the simulated cluster itself and not by the product: how many more seats the
 * scheduler could place at once whenever the world has come to rest, or the decision says why it cannot be.
 */

import assert from 'node:assert/strict'
import { it } from 'node:test'
import { merge } from 'rxjs'
import type { Step } from '../../src/domain/act/step.ts'
import type { PoolDecision } from '../../src/domain/decide/decision.ts'
import { patienceOf } from '../../src/domain/target/guard.ts'
import { type Cluster, isUser, type SimPod } from '../../src/simulation/cluster/cluster.ts'
import { emptySpot, fits, hasRoom } from '../../src/simulation/cluster/spot.ts'
import { readScenario } from '../../src/simulation/scenario/read.ts'
import type { Scenario } from '../../src/simulation/scenario/scenario.ts'
import { simulate } from '../../src/simulation/simulation.ts'
import { fc, RUNS } from '../support/properties.ts'
import { MINUTE } from '../support/time.ts'
import { headroom } from './headroom.ts'
import { placedWorld } from './placed-worlds.ts'

/** Longer than the fall window and an autoscaler's look: who still acts has changed something by then. */
const REST = MINUTE

/** The world, and what is decided on it. */
interface Scene {
  readonly scenario: Scenario
  readonly cluster: Cluster
  readonly step: Step
  readonly decided: PoolDecision
  /** How long nothing happened. */
  readonly restedMs: number
}

/** Nothing boots or goes, and no user waits. */
const isAtRest = ({ cluster: { machines, nodes, roster }, restedMs }: Scene): boolean =>
  restedMs >= REST &&
  machines.all().every(({ name }) => nodes.get(name)?.ready.is === true) &&
  nodes.all().every(({ taints }) => taints.every(({ key }) => key !== 'ToBeDeletedByClusterAutoscaler')) &&
  ![...roster.waiting()].some(isUser)

/** What cannot be had is said, and only then: each of these sentences is believed only where it is true. */
function isExcused(scene: Scene): boolean {
  const { step, decided, cluster, scenario } = scene
  const says = (text: string) => step.decision.problems.some((problem) => problem.text.includes(text))
  const waits = [...cluster.roster.waiting()].some((pod) => !canHaveMachine(pod, scene))
  if (decided.because.includes('never more than maxPlaceholders')) return true
  if (says('is the pool at its maximum?')) return waits
  if (says('does not fit')) return decided.seats?.perPlaceholder === 0 || scenario.pools.some(noSeatFits(decided))
  return waits && scene.restedMs <= patienceOf(scene.scenario.config.pendingPatienceMs, decided.leadTime)
}

/** Not even on an empty machine of the pool. */
const noSeatFits =
  ({ seat }: PoolDecision) =>
  (pool: Scenario['pools'][number]): boolean =>
    !hasRoom(emptySpot(pool, ''), { requests: seat?.requests ?? {} } as SimPod)

const canHaveMachine = (pod: SimPod, { scenario, cluster: { machines } }: Scene): boolean =>
  scenario.pools.some(
    (pool) =>
      fits(emptySpot(pool, ''), pod) && machines.all().filter((one) => one.pool === pool).length < pool.maxNodes,
  )

/** What is asked, beside those who sit there already, by name of the unit. */
function asksOf({ cluster, decided, scenario }: Scene): [unit: string, seats: number][] {
  const users = cluster.pods.all().filter(isUser)
  const isFit = scenario.config.pools.get('user')?.scalingStrategy === 'fit'
  return [
    ...decided.people.flatMap(({ unit, later = [], ...all }) =>
      [all, ...later].map(({ amount, openedMs }): [string, number] => {
        const sitting = unit === 'seats' ? users : users.filter(({ createdMs }) => createdMs >= openedMs)
        return [unit, amount - sitting.length]
      }),
    ),
    ...(isFit ? [['fit', decided.demand.integer * (decided.seats?.emptyNode ?? 0)] satisfies [string, number]] : []),
  ]
}

/** @returns how much was asked for */
function assertThere(scene: Scene): number {
  const { seat, seats, size, because } = scene.decided
  if (!seat || !seats) return 0
  const there = headroom(scene.cluster, seat.requests)
  const asks = asksOf(scene)
  for (const [unit, asked] of asks)
    assert.ok(
      there >= asked,
      `${asked} asked in ${unit}, there is room for ${there}; ${because}; ` +
        JSON.stringify({ at: new Date(scene.step.decision.atMs), seat, size, ...seats, byNode: [...seats.byNode] }),
    )
  return Math.max(0, ...asks.map(([, asked]) => asked))
}

/** Lets the scenario happen and looks each minute. @returns how often something was asked for and could be looked at */
async function watch(scenario: Scenario): Promise<number> {
  const { happenings$, cluster, clock, advance } = simulate(scenario)
  const { pods, nodes, machines, deployments } = cluster
  let changedMs = scenario.startMs
  let step: Step | undefined
  merge(pods.changes$, nodes.changes$, machines.changes$, deployments.changes$, happenings$).subscribe((change) => {
    changedMs = clock.now()
    if (change.type !== 'step') return
    step = change.step
    assert.ok((step.revisitAt ?? Number.POSITIVE_INFINITY) > clock.now(), 'asks for an instant that is past')
  })
  let looks = 0
  for (let ms = scenario.startMs; ms < scenario.endMs; ms += MINUTE) {
    await advance(ms)
    const decided = step?.decision.pools.get('user')
    if (!step || !decided) continue
    const scene = { scenario, cluster, step, decided, restedMs: ms - changedMs }
    if (isAtRest(scene) && !isExcused(scene) && assertThere(scene) > 0) looks += 1
  }
  return looks
}

it('at rest what was asked is there, or the decision says why not', async () => {
  let looks = 0
  await fc.assert(
    fc.asyncProperty(placedWorld, async (file) => {
      const { scenario } = await readScenario(file, { readText: async (path) => assert.fail(path) })
      looks += await watch(scenario)
    }),
    RUNS,
  )
  assert.ok(looks > 10 * RUNS.numRuns, `only ${looks} looks`)
})
