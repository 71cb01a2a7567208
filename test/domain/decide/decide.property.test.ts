import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { objectOf } from '../../../src/domain/act/action.ts'
import { diff } from '../../../src/domain/act/diff.ts'
import type { PlaceholderDeployment } from '../../../src/domain/cluster/deployment.ts'
import { decide } from '../../../src/domain/decide/decide.ts'
import type { Decision, PoolDecision } from '../../../src/domain/decide/decision.ts'
import { laterOf, type Memory, NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { memoryFromJson, memoryToJson } from '../../../src/domain/decide/memory-json.ts'
import type { Observed } from '../../../src/domain/decide/observed.ts'
import type { PoolConfig } from '../../../src/domain/settings/config.ts'
import { poolIn } from '../../support/config.ts'
import { applied } from '../../support/deployment.ts'
import { observed, type World } from '../../support/observed.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { DAY } from '../../support/time.ts'
import { build, history, MORNING, type Moment, type Sketch, sketch } from '../../support/worlds.ts'

/** All that a decision says, but for when it was made, what it remembers and what it knows a size from. */
function said(decision: Decision, sight: Observed) {
  const { pools, problems, announcements } = decision
  const plain = [...pools.values()].map(({ rooms, placeholders, size, ...pool }) => ({ ...pool, size: size?.requests }))
  return { pools: plain, problems, announcements, difference: diff(decision, sight) }
}

const counts = ({ pools }: Decision) =>
  [...pools.values()].map(({ pool, target, desired }) => ({ pool, target, desired }))

interface Life {
  /** Instants at which it decides though nothing calls for it. */
  readonly extra?: readonly number[]
  /** What becomes of the memory between two decisions. */
  readonly carry?: (memory: Memory) => Memory
  readonly change?: (sketch: Sketch) => Sketch
}

interface Lived {
  /** On each moment. */
  readonly decisions: readonly Decision[]
  /** What was remembered when the last moment came. */
  readonly before: Memory
}

/** Decides at each moment, at each `revisitAt` in between, and at extra times. */
function live(
  moments: readonly Moment[],
  { extra = [], carry = (memory) => memory, change = (one) => one }: Life = {},
): Lived {
  let memory: Memory = { ...NO_MEMORY, boots: moments[0]?.[1].boots ?? {} }
  let before = memory
  const decisions = moments.map(([ms, one], index) => {
    before = memory
    const sight = observed(build(change(one)))
    const untilMs = moments[index + 1]?.[0] ?? ms
    const first = decide(sight, memory, ms)
    let last = first
    for (;;) {
      memory = carry(last.memory)
      const { revisitAt = Number.POSITIVE_INFINITY } = last
      const next = Math.min(revisitAt, ...extra.filter((when) => last.atMs < when))
      if (next >= untilMs) return first
      last = decide(sight, memory, next)
    }
  })
  return { decisions, before }
}

const countsOf = (moments: readonly Moment[], life?: Life) => live(moments, life).decisions.map(counts)

/** The last moment of a life: what was observed, the decision on it, and the memory with which it was made. */
function lastOf(moments: readonly Moment[]): { sight: Observed; decision: Decision; before: Memory } {
  const { decisions, before } = live(moments)
  const [sketched, decision] = [moments.at(-1)?.[1], decisions.at(-1)]
  assert.ok(sketched && decision)
  return { sight: observed(build(sketched)), decision, before }
}

describe('revisitAt, by brute force', () => {
  it('before it the same observation is decided alike; without it, for ever', () => {
    fc.assert(
      fc.property(
        history,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 }),
        (moments, samples) => {
          const { sight, decision } = lastOf(moments)
          const expected = said(decision, sight)
          const { atMs, revisitAt = atMs + 400 * DAY } = decision
          assert.ok(revisitAt > atMs, 'it is in the future')
          for (const ms of [
            atMs,
            revisitAt - 1,
            ...samples.map((part) => atMs + Math.floor(part * (revisitAt - 1 - atMs))),
          ])
            assert.deepEqual(said(decide(sight, decision.memory, ms), sight), expected, `${(ms - atMs) / 1000} s later`)
        },
      ),
      RUNS,
    )
  })
  it('looking in between changes nothing afterwards', () => {
    fc.assert(
      fc.property(history, fc.array(fc.nat(3600), { maxLength: 20 }), (moments, seconds) => {
        const extra = seconds.map((second) => MORNING + second * 1000 + 500)
        assert.deepEqual(countsOf(moments, { extra }), countsOf(moments))
      }),
      RUNS,
    )
  })
  it('a still world comes to rest', () => {
    fc.assert(
      fc.property(sketch, (one) => {
        const sight = observed(build(one))
        let decision = decide(sight, NO_MEMORY, MORNING)
        for (let times = 0; decision.revisitAt !== undefined; times++) {
          assert.ok(times < 100, 'it is looked at for ever')
          if (decision.revisitAt > MORNING + DAY * 3) break // annotations of unknown age come back each midnight
          decision = decide(sight, decision.memory, decision.revisitAt)
        }
      }),
      RUNS,
    )
  })
})

describe('a decision', () => {
  it('is the same for the same input, and leaves its input alone', () => {
    fc.assert(
      fc.property(history, (moments) => {
        const { sight, decision } = lastOf(moments)
        const memory = frozen(JSON.parse(JSON.stringify(decision.memory)))
        const [a, b] = [decide(sight, memory, decision.atMs + 1), decide(sight, memory, decision.atMs + 1)]
        assert.deepEqual(a, b)
      }),
      RUNS,
    )
  })
  it('does not depend on the order in which things are told', () => {
    const shuffled = (one: Sketch): Sketch => ({
      ...one,
      nodes: one.nodes.toReversed(),
      pods: one.pods.toReversed(),
      deployments: one.deployments.toReversed(),
      events: one.events.toReversed(),
    })
    fc.assert(
      fc.property(history, (moments) => {
        const [a, b] = [live(moments).decisions, live(moments, { change: shuffled }).decisions]
        const texts = (decisions: readonly Decision[]) =>
          decisions.map(({ pools, problems, revisitAt }) => [
            revisitAt,
            [...pools.values()].map((pool) => [pool.desired, pool.because]),
            new Set(problems.map(({ where, text }) => `${where}: ${text}`)),
          ])
        assert.deepEqual(texts(b), texts(a))
      }),
      RUNS,
    )
  })
  it('survives JSON, and being taken over by who remembers the same', () => {
    const json = (memory: Memory) => memoryFromJson(memoryToJson(memory)) ?? NO_MEMORY
    fc.assert(
      fc.property(history, (moments) => {
        const straight = countsOf(moments)
        assert.deepEqual(countsOf(moments, { carry: json }), straight)
        assert.deepEqual(countsOf(moments, { carry: (memory) => laterOf(memory, memory) }), straight)
      }),
      RUNS,
    )
  })
  it('taken over by who has just come never wants fewer: the stored memory may be one decision old', () => {
    fc.assert(
      fc.property(history, (moments) => {
        const { sight, decision, before } = lastOf(moments)
        const own = decide(sight, NO_MEMORY, decision.atMs).memory
        const next = decide(sight, laterOf(own, before), decision.atMs)
        for (const [name, pool] of decision.pools) {
          const taken = next.pools.get(name)?.desired ?? 0
          assert.ok(taken >= pool.desired, `${name}: ${pool.desired} → ${taken}`)
        }
      }),
      RUNS,
    )
  })
  it('says why, and stays within the limits of its pool', () => {
    fc.assert(
      fc.property(history, (moments) => {
        const { sight, decision } = lastOf(moments)
        for (const pool of decision.pools.values()) {
          const settings = sight.config.pools.get(pool.pool)
          assert.match(pool.because, /(asks|keeps) \d/)
          assert.ok(Number.isInteger(pool.desired) && pool.desired >= pool.target)
          if (sight.sight.at !== 'live' || decision.memory.calendarMissingSinceMs !== undefined) continue
          assert.ok(pool.target >= (settings?.minPlaceholders ?? 0), 'minPlaceholders')
          assert.ok(pool.target <= pool.most.count, 'the most placeholders')
          assert.equal(pool.most.count, settings?.maxPlaceholders ?? pool.most.count, 'maxPlaceholders')
        }
      }),
      RUNS,
    )
  })
})

/** The next smaller size of a node. */
const SMALLER: Readonly<Record<string, string>> = { '64Gi': '32Gi', '32Gi': '16Gi', '16Gi': '16Gi' }

describe('monotony', () => {
  it('more demand never gives fewer placeholders', () => {
    const more = (one: Sketch): Sketch => ({
      ...one,
      values: {
        ...one.values,
        nodePools: Object.fromEntries(
          Object.entries(one.values.nodePools ?? {}).map(([name, pool]) => [
            name,
            { ...pool, replicas: (pool.replicas ?? 0) + 1 },
          ]),
        ),
      },
      events: one.events.map((event) => ({
        ...event,
        asks: Object.fromEntries(Object.entries(event.asks ?? {}).map(([name, ask]) => [name, Number(ask) + 1])),
      })),
    })
    neverFewer(more)
  })
  it('more room never gives more', () => {
    const less = (one: Sketch): Sketch => ({
      ...one,
      nodes: one.nodes.map((node) => ({ ...node, cpu: '4', memory: SMALLER[node.memory ?? ''] ?? '1Gi' })),
    })
    neverFewer(less)
  })
  it('less patience with empty nodes, and longer grace, never give fewer', () => {
    const longer = (one: Sketch): Sketch => ({
      ...one,
      values: {
        ...one.values,
        nodePools: Object.fromEntries(
          Object.entries(one.values.nodePools ?? {}).map(([name, pool]) => [
            name,
            { ...pool, nodeGracePeriod: '20m', emptyNodeGracePeriod: '48h' },
          ]),
        ),
      },
    })
    neverFewer(longer)
  })
  it('what a person asks at least never gives fewer', () => {
    const asking = (one: Sketch): Sketch => ({
      ...one,
      deployments: one.deployments.map((deployment) => ({
        ...deployment,
        annotations: { 'warmseats.io/at-least': '3 until 2026-03-24T12:00' },
      })),
    })
    const without = (one: Sketch): Sketch => ({
      ...one,
      deployments: one.deployments.map((deployment) => ({ ...deployment, annotations: {} })),
    })
    neverFewer(asking, without)
  })

  /** What `than` gives is never more than what `change` gives. */
  function neverFewer(change: (one: Sketch) => Sketch, than: (one: Sketch) => Sketch = (one) => one) {
    fc.assert(
      fc.property(history, (moments) => {
        const [less, more] = [live(moments, { change: than }).decisions, live(moments, { change }).decisions]
        for (const [index, decision] of less.entries())
          for (const [name, pool] of decision.pools) {
            const other = more[index]?.pools.get(name)
            assert.ok(other && other.target >= pool.target, `target of ${name}: ${pool.target} → ${other?.target}`)
            assert.ok(other.desired >= pool.desired, `desired of ${name}: ${pool.desired} → ${other.desired}`)
          }
      }),
      RUNS,
    )
  }
})

describe('the guard', () => {
  it('never raises above the demand, nor above what stands there', () => {
    fc.assert(
      fc.property(history, (moments) => {
        const { sight, decision } = lastOf(moments)
        if (sight.sight.at !== 'live' || decision.memory.calendarMissingSinceMs !== undefined) return
        for (const one of decision.pools.values()) {
          const { demand, target } = one
          const standing = sight.deployments.get(`${one.pool}-placeholder`)
          const settings = poolIn(sight.config, one.pool)
          const floor = Math.max(settings.minPlaceholders, askedByHand(standing))
          assert.ok(target <= Math.max(demand.integer, floor), 'the demand')
          const lowered = demand.integer - roomThatLowers(one, settings)
          const kept = Math.min(demand.integer, standing?.replicas ?? 0)
          assert.ok(target <= Math.max(lowered, kept, floor), 'the replicas')
        }
      }),
      RUNS,
    )
  })
})

const askedByHand = (standing: PlaceholderDeployment | undefined) =>
  Number(/^(\d)/.exec(standing?.annotations['warmseats.io/at-least'] ?? '')?.[1] ?? 0)

const roomThatLowers = ({ demand, rooms }: PoolDecision, { calendarOverrideEnabled }: PoolConfig) =>
  calendarOverrideEnabled && demand.from === 'calendar'
    ? 0
    : rooms.filter((room) => room.judgement.at === 'roomy').length

describe('what is done', () => {
  it('once is enough: after it nothing differs', () => {
    fc.assert(
      fc.property(sketch, (one) => {
        const world: World = build(one)
        const sight = observed(world)
        const decision = decide(sight, NO_MEMORY, MORNING)
        const done = diff(decision, sight).actions.flatMap((action) =>
          action.type === 'apply' ? [applied(action)] : [],
        )
        const names = new Set(done.map(({ name }) => name))
        const rest = (world.deployments ?? []).filter(({ name }) => !names.has(name))
        const after = observed({ ...world, deployments: [...done, ...rest] })
        const again = diff(decision, after).actions.filter(({ type }) => type === 'apply')
        assert.deepEqual(again, [])
      }),
      RUNS,
    )
  })
  it('is nothing without an owner', () => {
    fc.assert(
      fc.property(sketch, (one) => {
        const sight = observed({ ...build(one), owner: null })
        assert.deepEqual(diff(decide(sight, NO_MEMORY, MORNING), sight).actions, [])
      }),
      RUNS,
    )
  })
  it('is one thing to one object', () => {
    fc.assert(
      fc.property(sketch, (one) => {
        const sight = observed(build(one))
        const { actions } = diff(decide(sight, NO_MEMORY, MORNING), sight)
        const objects = actions.map((action) => (action.type === 'delete pod' ? action.name : objectOf(action)))
        assert.equal(new Set(objects).size, objects.length)
      }),
      RUNS,
    )
  })
})

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value)
    for (const one of Object.values(value)) frozen(one)
  }
  return value
}
