/**
 * A world that stands still: the same nodes, the same users, the same events in force. Whatever it looks like, counts
 * only fall in it, and then they rest.
 */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decide } from '../../../src/domain/decide/decide.ts'
import type { Decision } from '../../../src/domain/decide/decision.ts'
import { type Memory, NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import type { Observed } from '../../../src/domain/decide/observed.ts'
import { observed } from '../../support/observed.ts'
import type { PodSpec } from '../../support/pod.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { DAY, MINUTE } from '../../support/time.ts'
import { build, MORNING, type Sketch, sketch } from '../../support/worlds.ts'

/** The longest that there is in these worlds; whatever else time alone ends is over by then too. */
const LONGEST_GRACE = DAY
const FOREVER = 30 * DAY

const NODES = ['n0', 'n1', 'n2', 'n3', 'n4'] as const
const sometimes = fc.nat(4).map((number) => number === 0)
const agoMs = (minutes: number) => fc.integer({ min: 0, max: minutes * 60 }).map((seconds) => MORNING - seconds * 1000)

/** A node and who is on it. */
const node = fc.record({
  memory: fc.constantFrom('32Gi', '32Gi', '64Gi'),
  users: fc.nat(3),
  isHeld: sometimes,
  isLost: sometimes,
  readySince: agoMs(20),
})
const waiting = fc.record({ users: fc.nat(3), placeholders: fc.nat(2), since: agoMs(20) })
const asking = fc.record({ unit: fc.constantFrom('integer', 'students', 'seats', 'nodes'), amount: fc.nat(40) })

/** A random world in which everything happened already: events are in force and go on, whoever is lost is known to be. */
const still: fc.Arbitrary<Sketch> = fc
  .record({
    sketch,
    nodes: fc.array(node, { maxLength: NODES.length }),
    waiting,
    asks: fc.array(asking, { maxLength: 2 }),
    isFit: sometimes,
    seat: fc.constantFrom({}, { seat: { requests: { memory: '3Gi' } } }, { seat: { requests: { cpu: '700m' } } }),
    size: fc.constantFrom('28Gi', '12Gi', undefined),
    more: fc.integer({ min: -1, max: 1 }),
  })
  .map(({ sketch: base, nodes, waiting, asks, isFit, seat, size, more }) => {
    const name = (index: number) => NODES[index] ?? ''
    const user = (at: string, on?: string) => ({ user: at, memory: '4Gi', cpu: '500m', ...(on ? { on } : {}) })
    const placeholder = { placeholder: 'user', memory: size ?? '20Gi' }
    const held = nodes.flatMap(({ isHeld }, index) =>
      isHeld ? [{ ...placeholder, name: `held-${index}`, on: name(index), boundAt: MORNING - MINUTE }] : [],
    )
    return {
      ...base,
      // That a calendar is not waited for any more is an event: sizes and counts that it held are reckoned anew then.
      state: { ...base.state, calendar: { at: 'good', readMs: MORNING } },
      values: {
        ...base.values,
        nodePools: {
          user: {
            ...base.values.nodePools?.user,
            ...seat,
            resources: size ? { requests: { memory: size } } : null,
            ...(isFit ? { scalingStrategy: 'fit' as const } : {}),
          },
        },
      },
      nodes: nodes.map(({ memory, isLost, readySince }, index) => ({
        memory,
        readySince,
        name: name(index),
        cordoned: isLost,
      })),
      pods: [
        ...nodes.flatMap(({ users }, at) => Array.from({ length: users }, (_, one) => user(`u${at}-${one}`, name(at)))),
        ...Array.from({ length: waiting.users }, (_, one) => user(`w${one}`)),
        ...held,
        ...Array.from({ length: waiting.placeholders }, (_, one) => ({
          ...placeholder,
          name: `unbound-${one}`,
          unschedulableSince: waiting.since,
        })),
      ],
      // What a person asks by annotation is a demand with an end of its own: not here.
      deployments: [{ pool: 'user', replicas: Math.max(0, held.length + waiting.placeholders + more) }],
      events: asks.map(({ unit, amount }, index) => ({
        title: `Event ${index}`,
        from: MORNING - MINUTE,
        to: MORNING + FOREVER,
        asks: { user: { [unit]: unit === 'integer' ? amount % 6 : amount } },
      })),
    }
  })

/** Placeholders on lost nodes are stranded already: that one is about to be is an event, and the guard answers it. */
const KNOWN: Memory = {
  ...NO_MEMORY,
  stranding: Object.fromEntries(NODES.map((_, index) => [`uid-held-${index}`, MORNING - MINUTE])),
}

const targetsOf = ({ pools }: Decision) => [...pools.values()].map(({ pool, target }) => [pool, target] as const)

/** No pool's target is higher than it was. */
function assertNoRise(earlier: Decision | undefined, later: Decision): void {
  assert.ok(earlier)
  for (const [pool, target] of targetsOf(earlier)) {
    const now = later.pools.get(pool)
    assert.ok(now && now.target <= target, `${pool} rose from ${target} to ${now?.target}: ${now?.because}`)
  }
}

/** Decides at each `revisitAt` until then. */
function live(first: Decision, seen: (before: Decision) => Observed, untilMs: number): Decision[] {
  const decisions = [first]
  for (let last = first; last.revisitAt !== undefined && last.revisitAt < untilMs; ) {
    assert.ok(decisions.length < 500, 'it is looked at for ever')
    last = decide(seen(last), last.memory, last.revisitAt)
    decisions.push(last)
  }
  return decisions
}

describe('in a world that stands still', () => {
  it('no target ever rises after the first decision, and all are constant after the longest grace', () =>
    fc.assert(
      fc.property(still, (one) => {
        const sight = observed(build(one))
        const decisions = live(decide(sight, KNOWN, MORNING), () => sight, MORNING + LONGEST_GRACE)
        for (const [index, later] of decisions.slice(1).entries()) assertNoRise(decisions[index], later)
        const { memory } = decisions.at(-1) ?? assert.fail()
        const rest = decide(sight, memory, MORNING + LONGEST_GRACE)
        const muchLater = decide(sight, rest.memory, MORNING + FOREVER - DAY)
        assert.deepEqual(targetsOf(muchLater), targetsOf(rest))
      }),
      RUNS,
    ))

  it('nor when the placeholders follow: nodes and users stay, who is unbound stays so, who is not wanted goes', () =>
    fc.assert(
      fc.property(still, (one) => {
        let world = one
        let last = decide(observed(build(world)), KNOWN, MORNING)
        for (let times = 0; ; times += 1) {
          assert.ok(times < 500, 'it is looked at for ever')
          const followed = follow(world, last)
          const moved = followed !== world
          const ms = moved ? last.atMs + 1000 : (last.revisitAt ?? Number.POSITIVE_INFINITY)
          if (ms >= MORNING + FOREVER - DAY) break
          world = followed
          const next = decide(observed(build(world)), last.memory, ms)
          assertNoRise(last, next)
          last = next
        }
      }),
      RUNS,
    ))
})

/** The world after the Deployment and ReplicaSet controllers did what was decided; the same object when nothing is to do. */
function follow(world: Sketch, { pools, atMs }: Decision): Sketch {
  let { pods, deployments } = world
  for (const { pool, desired, placeholders } of pools.values()) {
    const standing = deployments.find((one) => one.pool === pool)
    if (standing?.replicas !== desired)
      deployments = [...deployments.filter((one) => one !== standing), { ...standing, pool, replicas: desired }]
    const stranded = new Set(placeholders.stranded.map(({ name }) => name))
    const all = pods.filter((one) => one.placeholder === pool && isThere(one))
    const staying = all
      .filter(({ name }) => !stranded.has(name ?? ''))
      .toSorted((a, b) => Number(b.on !== undefined) - Number(a.on !== undefined))
      .slice(0, desired)
    const missing = Array.from({ length: desired - staying.length }, (_, index) => ({
      placeholder: pool,
      name: `${pool}-${atMs}-${index}`,
      unschedulableSince: atMs,
    }))
    if (staying.length < all.length || missing.length > 0)
      pods = [...pods.filter((one) => !all.includes(one)), ...staying, ...missing]
  }
  return pods === world.pods && deployments === world.deployments ? world : { ...world, pods, deployments }
}

const isThere = ({ phase, deleting }: PodSpec) => phase !== 'Succeeded' && phase !== 'Failed' && !deleting
