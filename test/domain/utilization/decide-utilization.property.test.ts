import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decide } from '../../../src/domain/decide/decide.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import type { Observed } from '../../../src/domain/decide/observed.ts'
import { SWITCH } from '../../../src/domain/utilization/marks.ts'
import { loadOfNode } from '../../../src/domain/utilization/node-load.ts'
import { instantsAhead, outlooksAt } from '../../../src/domain/utilization/outlook.ts'
import type { UtilizationPlan } from '../../../src/domain/utilization/plan.ts'
import type { NodeSpec } from '../../support/node.ts'
import { observed, type World } from '../../support/observed.ts'
import { type PodSpec, several } from '../../support/pod.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at, MINUTE } from '../../support/time.ts'
import { carriedOut, cordonedByUs, names, planOn, podIn, STUDENT, withPolicy } from '../../support/utilization.ts'
import { build, MORNING, sketch } from '../../support/worlds.ts'

const isRare = fc.nat(9).map((number) => number === 0)

/** What pods there are, and on which nodes: students mostly, few placeholders, few others. */
const KINDS: readonly PodSpec[] = [
  ...several(6, () => ({ labels: { [STUDENT]: '' } })),
  { user: 'ada', labels: { [STUDENT]: '' } },
  { placeholder: 'user' },
  { placeholder: 'gpu' },
  {},
  { daemon: 'log' },
]
const pods = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    on: fc.oneof({ arbitrary: fc.nat(9), weight: 9 }, { arbitrary: fc.constant(undefined), weight: 1 }),
    memory: fc.constantFrom('1Gi', '6Gi', '14Gi'),
  }),
  { maxLength: 14 },
)
const nodes = fc.array(
  fc.record({
    pool: fc.constantFrom('user', 'user', 'user', 'gpu'),
    memory: fc.constantFrom('16Gi', '32Gi', '64Gi'),
    isOurs: fc.nat(4).map((number) => number === 0),
    isHand: isRare,
    isUnready: isRare,
    isOff: isRare,
    isYoung: isRare,
  }),
  { minLength: 1, maxLength: 10 },
)

/** A random world with the policy: idle nodes mostly, with the events, Deployments and troubles of all random worlds. */
const packed: fc.Arbitrary<{ readonly sight: Observed; readonly world: World }> = fc
  .record({
    one: sketch,
    settings: fc.record({
      minNodes: fc.nat(3),
      maxNodes: fc.integer({ min: 3, max: 8 }),
      maxCordonsPerCycle: fc.integer({ min: 0, max: 8 }),
      maxCordonedShare: fc.constantFrom(0, 0.5, 1, 1),
    }),
    nodes,
    pods,
    isSeen: fc.nat(4).map((number) => number > 0),
  })
  .map(({ one, settings, nodes, pods, isSeen }) => {
    const from = withPolicy(settings, one.values)
    const state = isSeen ? {} : one.state
    const specs = nodes.map(({ pool, memory, isOurs, isHand, isUnready, isOff, isYoung }, index): NodeSpec => {
      const { annotations = {}, cordoned = isHand } = isOurs ? cordonedByUs('08:45') : {}
      return {
        name: `n${index}`,
        pool,
        memory,
        cordoned,
        annotations: { ...annotations, ...(isOff ? { [SWITCH]: 'off' } : {}) },
        created: at(isYoung ? '08:50' : '08:00'),
        ...(isUnready ? { notReadySince: at('08:59') } : {}),
      }
    })
    const made = pods.map(({ kind, on, memory }, index) =>
      podIn(from, { ...kind, name: `p${index}`, memory, ...(on === undefined ? {} : { on: `n${on % nodes.length}` }) }),
    )
    const world: World = { ...build({ ...one, nodes: specs, state }), config: from, pods: made }
    return { sight: observed(world), world }
  })

const loadsOf = ({ nodes, pods }: Observed) =>
  [...nodes.values()].map((node) => loadOfNode(node, pods.occupancy.get(node.name)))
const all = (plan: UtilizationPlan) => [...plan.cordon, ...plan.uncordon, ...plan.shutdown]

/** What somebody who switches the policy off for a node gets, whatever it costs: of a larger one placeholders are larger. */
const wishedBySomebody = (plan: UtilizationPlan): UtilizationPlan => ({
  ...plan,
  cordon: [],
  shutdown: [],
  uncordon: plan.uncordon.filter(({ because }) => because.includes('switched off for it by annotation')),
})

/** @param check of a world, its plan, and what it becomes */
const always = (check: (sight: Observed, plan: UtilizationPlan, after: Observed) => void) =>
  fc.assert(
    fc.property(packed, ({ sight }) => {
      const plan = planOn(sight, MORNING)
      check(sight, plan, carriedOut(sight, plan))
    }),
    RUNS,
  )

describe('a plan', () => {
  it('raises no pool’s target, and boots nothing, when it is carried out', () => {
    always((sight, plan, after) => {
      const { memory } = decide(sight, NO_MEMORY, MORNING)
      const instants = instantsAhead(sight, memory, MORNING, sight.config.utilization.bootMs)
      const later = decide(after, memory, MORNING).memory
      const wished = carriedOut(sight, wishedBySomebody(plan))
      const known = decide(wished, memory, MORNING).memory
      const now = instants.map((atMs) => outlooksAt(wished, known, atMs, MORNING))
      const then = instants.map((atMs) => outlooksAt(after, later, atMs, MORNING))
      for (const [index, outlooks] of then.entries())
        for (const [pool, { target, boots }] of outlooks) {
          const before = now[index]?.get(pool)
          assert.ok(before && target <= before.target, `${pool}: ${before?.target} → ${target}, ${names(all(plan))}`)
          assert.ok(boots <= before.boots, `${pool}: ${before.boots} → ${boots} boots, ${names(all(plan))}`)
        }
    })
  })
  it('cordons only nodes in service without a critical pod or a placeholder', () => {
    always((sight, plan) => {
      const loads = new Map(loadsOf(sight).map((load) => [load.node.name, load]))
      for (const { node } of plan.cordon) {
        const load = loads.get(node)
        assert.deepEqual([load?.standing, load?.critical, load?.placeholders], ['open', 0, 0])
      }
    })
  })
  it('takes back and shuts down only what it cordoned, shuts down only what is empty', () => {
    always((sight, plan) => {
      const loads = new Map(loadsOf(sight).map((load) => [load.node.name, load]))
      for (const { node } of [...plan.uncordon, ...plan.shutdown]) assert.equal(loads.get(node)?.standing, 'ours')
      for (const { node } of plan.shutdown) assert.equal(loads.get(node)?.workloadPods, 0)
    })
  })
  it('leaves MIN_NODES schedulable, or takes none away', () => {
    always((sight, plan, after) => {
      const open = (one: Observed) => loadsOf(one).filter(({ standing }) => standing === 'open').length
      if (plan.cordon.length > 0 && plan.cordon.length > plan.uncordon.length)
        assert.ok(open(after) >= sight.config.utilization.minNodes, `${open(sight)} → ${open(after)}`)
      if (plan.shutdown.length > 0) assert.ok(open(after) >= sight.config.utilization.minNodes)
    })
  })
  it('does one thing to a node, and keeps to its limits', () => {
    always((sight, plan) => {
      const touched = names(all(plan))
      assert.equal(new Set(touched).size, touched.length)
      assert.ok(plan.cordon.length <= sight.config.utilization.maxCordonsPerCycle)
    })
  })
  it('says why', () => {
    always((_, plan) => {
      for (const { because } of [...all(plan), ...plan.staying, ...plan.create]) assert.match(because, /\w+ \w+/)
    })
  })
  it('does nothing while it cannot see', () => {
    always((sight, plan) => {
      if (sight.sight.at === 'live') return
      assert.deepEqual([plan.cordon, plan.shutdown, plan.create], [[], [], []])
    })
  })
  it('does not depend on the order in which things are told', () => {
    fc.assert(
      fc.property(packed, ({ world }) => {
        const turned = { ...world, nodes: world.nodes?.toReversed() ?? [], pods: world.pods?.toReversed() ?? [] }
        const [a, b] = [planOn(observed(world), MORNING), planOn(observed(turned), MORNING)]
        assert.deepEqual(names(all(b)), names(all(a)))
        assert.deepEqual([b.goal, b.create], [a.goal, a.create])
      }),
      RUNS,
    )
  })
  it('carried out again and again comes to rest, without turning back', () => {
    fc.assert(
      fc.property(packed, ({ sight }) => {
        let { memory } = decide(sight, NO_MEMORY, MORNING)
        let [now, last] = [sight, planOn(sight, MORNING, { memory })]
        const cordoned = new Set<string>()
        for (let cycle = 1; all(last).length > 0; cycle += 1) {
          assert.ok(cycle < 20, `it never rests: ${names(all(last))}`)
          for (const { node } of last.cordon) cordoned.add(node)
          now = carriedOut(now, last)
          memory = decide(now, memory, MORNING).memory
          last = planOn(now, MORNING, { memory, before: last.memory })
          for (const { node } of last.uncordon) assert.ok(!cordoned.has(node), `${node} is taken back at once`)
        }
      }),
      RUNS,
    )
  })
  it('carried out by halves is continued: nothing else is cordoned instead', () => {
    fc.assert(
      fc.property(packed, ({ sight }) => {
        const plan = planOn(sight, MORNING)
        const half = { ...plan, cordon: plan.cordon.slice(0, 1), uncordon: plan.uncordon, shutdown: [] }
        const { memory } = decide(sight, NO_MEMORY, MORNING)
        const next = planOn(carriedOut(sight, half), MORNING, { memory, before: plan.memory })
        for (const { node } of plan.cordon.slice(0, 1)) assert.ok(!names(next.uncordon).includes(node))
      }),
      RUNS,
    )
  })
  it('is the same for the same input, at any time of the day', () => {
    fc.assert(
      fc.property(packed, fc.nat(600), ({ sight }, minutes) => {
        const nowMs = at('09:00') + minutes * MINUTE
        assert.deepEqual(planOn(sight, nowMs), planOn(sight, nowMs))
      }),
      RUNS,
    )
  })
})
