import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { VirtualTimeScheduler } from 'rxjs'
import type { Step } from '../../src/domain/act/step.ts'
import { NO_MEMORY } from '../../src/domain/decide/memory.ts'
import { pipeline, SETTLE } from '../../streams/pipeline.ts'
import { userPool } from '../support/config.ts'
import { desiredOf, poolOf } from '../support/decide.ts'
import { deployment } from '../support/deployment.ts'
import { node } from '../support/node.ts'
import { viewOf } from '../support/observed.ts'
import { pod } from '../support/pod.ts'
import { at, MINUTE, SECOND } from '../support/time.ts'
import { podIn, STUDENT, withPolicy } from '../support/utilization.ts'
import { begin, goodCalendar, type Inputs, inputs, live, NO_PODS, STATE, stale, starting } from './support/inputs.ts'

/** The pipeline on virtual time: push inputs, let time pass, read the steps. */
function running() {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY)
  scheduler.frame = at('08:00')
  const from = inputs()
  const steps: Step[] = []
  pipeline(from, scheduler).subscribe((step) => steps.push(step))
  const advance = (ms: number) => {
    const untilMs = scheduler.frame + ms
    scheduler.maxFrames = untilMs
    scheduler.flush()
    scheduler.frame = untilMs
  }
  return { from, steps, advance, now: () => scheduler.frame }
}

const two = userPool({ replicas: 2 })
const NODES = new Map(['n1', 'n2', 'n3'].map((name) => [name, node({ name })]))
const BOUND = ['n2', 'n3'].map((on) => pod({ placeholder: 'user', on }))
const WITH_TWO = deployment({ config: two, replicas: 2 })

describe('pipeline', () => {
  const required: readonly [name: string, hold: (from: Inputs) => void][] = [
    ['config', () => undefined],
    ['nodes', (from) => from.nodes$.next(starting(new Map()))],
    ['pods', (from) => from.pods$.next(starting(NO_PODS))],
    ['placeholders', (from) => from.deployments$.next(starting(new Map()))],
    ['state', (from) => from.state$.next(starting(undefined))],
    ['calendar', (from) => from.calendar$.next({ ...goodCalendar(), health: { at: 'loading' } })],
  ]
  for (const [name, hold] of required)
    it(`nothing is decided before ${name} is there`, () => {
      const { from, steps, advance } = running()
      if (name !== 'config') begin(from, two)
      hold(from)
      advance(MINUTE)
      assert.deepEqual(
        steps.map(({ decision }) => desiredOf(decision)),
        [],
      )
    })

  it('a burst of events is one decision', () => {
    const { from, steps, advance } = running()
    begin(from, two)
    for (let event = 0; event < 20; event += 1) from.nodes$.next(live(new Map()))
    advance(SETTLE.maxMs)
    assert.equal(steps.length, 1)
    assert.deepEqual(desiredOf(steps[0]?.decision), { user: 2 })
  })

  it('an event starts and ends by time alone, on the second', () => {
    const { from, steps, advance, now } = running()
    begin(from, userPool({ replicas: 0 }, { fallWindow: 30 }), { from: '08:10', to: '08:20', asks: { user: 3 } })
    const changes: [number, number][] = []
    let seen = 0
    for (const untilMs = now() + 30 * MINUTE; now() < untilMs; advance(SECOND))
      for (; seen < steps.length; seen += 1) {
        const desired = poolOf(steps[seen]?.decision).desired
        if (desired !== changes.at(-1)?.[1]) changes.push([steps[seen]?.decision.atMs ?? 0, desired])
      }
    // No Deployment ever appears here, so nothing is bound and the fall happens at once.
    assert.deepEqual(changes.slice(1), [
      [at('08:10'), 3],
      [at('08:20'), 0],
    ])
  })

  it('the longest sleep wakes in time: an event in 30 days', () => {
    const { from, steps, advance } = running()
    const startMs = at('08:00') + 30 * 24 * 60 * MINUTE
    begin(from, userPool({ replicas: 0 }), { from: startMs, to: startMs + MINUTE, asks: { user: 1 } })
    advance(30 * 24 * 60 * MINUTE)
    assert.deepEqual([steps.at(-1)?.decision.atMs, poolOf(steps.at(-1)?.decision).desired], [startMs, 1])
  })

  const blind: readonly [name: string, grow: (from: Inputs) => void][] = [
    ['nodes', (from) => from.nodes$.next(stale(NODES))],
    ['pods', (from) => from.pods$.next(stale(viewOf([...BOUND, pod({ user: 'ada', on: 'n1' })])))],
    ['deployments', (from) => from.deployments$.next(stale(new Map([[WITH_TWO.name, WITH_TWO]])))],
    ['the state ConfigMap', (from) => from.state$.next(stale(STATE))],
  ]
  for (const [name, grow] of blind)
    it(`a stale view of ${name} does not lower by room`, () => {
      const { from, steps, advance } = running()
      begin(from, userPool({ replicas: 2, nodeGracePeriod: 0 }))
      from.deployments$.next(live(new Map([[WITH_TWO.name, WITH_TWO]])))
      from.nodes$.next(live(NODES))
      from.pods$.next(live(viewOf(BOUND)))
      advance(SECOND)
      assert.equal(poolOf(steps.at(-1)?.decision).desired, 2)
      grow(from)
      from.pods$.next((name === 'pods' ? stale : live)(viewOf([...BOUND, pod({ user: 'ada', on: 'n1' })])))
      advance(MINUTE)
      const decided = poolOf(steps.at(-1)?.decision)
      assert.equal(decided.desired, 2)
      assert.match(decided.because, new RegExp(`room does not lower it while the watch of ${name} is stale`))
    })

  /** A node that the API calls ready for an hour, and a state that remembers room on it for a minute only. */
  function remembering() {
    const world = running()
    const { from, steps, now } = world
    const seen = node({ readySince: at('07:00') })
    const stored = { ...NO_MEMORY, nodes: { [seen.uid]: { candidateSinceMs: now() - MINUTE } } }
    begin(from, userPool({ replicas: 1, nodeGracePeriod: '10m' }))
    from.nodes$.next(live(new Map([[seen.name, seen]])))
    from.pods$.next(live(viewOf([pod({ user: 'ada', on: seen.name })])))
    return {
      ...world,
      remember: () => from.state$.next(live({ ...STATE, memory: stored })),
      judgement: () => poolOf(steps.at(-1)?.decision).rooms[0]?.judgement,
    }
  }

  it('a follower decides and does not lead; a takeover goes on from the later of both memories', () => {
    const { from, steps, advance, remember, judgement } = remembering()
    from.leading$.next(false)
    advance(SECOND)
    assert.deepEqual([steps.at(-1)?.leading, judgement()?.at], [false, 'roomy'])
    remember()
    from.leading$.next(true)
    advance(SECOND)
    assert.deepEqual([steps.at(-1)?.leading, judgement()?.at], [true, 'grace'])
  })

  it('a restart goes on from what was stored: a grace period is not judged anew', () => {
    const { advance, remember, judgement } = remembering()
    remember()
    advance(SECOND)
    assert.deepEqual(judgement(), { at: 'grace', untilMs: at('08:09'), empty: false })
  })

  it('without the state ConfigMap, as after an uninstall, nothing is created', () => {
    const { from, steps, advance } = running()
    begin(from, two)
    from.state$.next(live(undefined))
    advance(SECOND)
    assert.deepEqual(steps.at(-1)?.difference.actions, [])
  })

  it('a new config counts at once', () => {
    const { from, steps, advance } = running()
    begin(from, two)
    advance(SECOND)
    from.config$.next(userPool({ replicas: 7 }))
    advance(SECOND)
    assert.deepEqual(desiredOf(steps.at(-1)?.decision), { user: 7 })
  })
})

describe('the utilization policy in the pipeline', () => {
  const policy = (more: object = {}) =>
    withPolicy(
      { enabled: true, mode: 'act', minNodes: 1, ...more },
      { fallWindow: 1, nodePools: { user: { replicas: 0 } } },
    )
  const nodes = ['n1', 'n2', 'n3', 'n4'].map((name) => ({ ...node({ name }), resourceVersion: '1' }))
  const world = (from: ReturnType<typeof policy>, memory: string) => ({
    nodes: live(new Map(nodes.map((one) => [one.name, one]))),
    pods: live(
      viewOf(nodes.map(({ name }) => podIn(from, { user: name, on: name, memory, labels: { [STUDENT]: '' } }))),
    ),
  })
  const see = (to: Inputs, from: ReturnType<typeof policy>, memory: string) => {
    begin(to, from)
    const { nodes: seen, pods } = world(from, memory)
    to.nodes$.next(seen)
    to.pods$.next(pods)
  }

  it('plans once a cycle, by time alone', () => {
    const { from, steps, advance } = running()
    see(from, policy({ cycle: '1m' }), '4Gi')
    advance(10 * MINUTE)
    const plans = [...new Set(steps.map(({ steering }) => steering.plan))]
    assert.deepEqual(
      plans.slice(1).map((plan, index) => (plan?.atMs ?? 0) - (plans[index]?.atMs ?? 0)),
      Array(plans.length - 1).fill(MINUTE),
    )
    assert.equal(plans.length, 10)
  })

  it('asks an autoscaler for nodes by placeholders, in the same step, for one boot time', () => {
    const { from, steps, advance } = running()
    see(from, policy({ bootTime: '5m' }), '30Gi')
    advance(SECOND)
    assert.deepEqual(desiredOf(steps.at(-1)?.decision), { user: 1 })
    assert.deepEqual(
      steps[0]?.difference.actions.map((action) => (action.type === 'apply' ? action.to : action.type)),
      [1],
    )
    // Nobody makes a node: after the boot time it is asked for once more, and never for more than one.
    advance(30 * MINUTE)
    assert.equal(Math.max(...steps.map(({ decision }) => poolOf(decision).desired)), 1)
  })

  it('a takeover keeps the floor', () => {
    const { from, steps, advance } = running()
    const floor = { count: 2, untilMs: at('08:10') }
    begin(from, userPool({ replicas: 0 }))
    const pools = { user: { desired: 2, fall: { target: 2, peaks: [] }, floor } }
    from.state$.next(live({ ...STATE, memory: { ...NO_MEMORY, pools } }))
    advance(SECOND)
    assert.deepEqual(desiredOf(steps.at(-1)?.decision), { user: 2 })
  })
})
