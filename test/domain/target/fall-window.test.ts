import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type FallMemory, fall } from '../../../src/domain/target/fall-window.ts'
import { fc } from '../../support/properties.ts'

const WINDOW = 30
const ALL_BOUND = 1000

type Step = { readonly ms: number; readonly target: number; readonly bound?: number }

/** What is desired at each step; `seed` are the replicas at the first. */
function desired(steps: readonly Step[], { seed = 0, windowMs = WINDOW } = {}): number[] {
  let memory: FallMemory | undefined
  return steps.map(({ ms, target, bound = ALL_BOUND }) => {
    const fallen = fall(target, memory, { windowMs, bound, replicas: seed, nowMs: ms })
    memory = fallen.memory
    return fallen.desired
  })
}

const steps = (...pairs: [ms: number, target: number, bound?: number][]): Step[] =>
  pairs.map(([ms, target, bound]) => ({ ms, target, ...(bound === undefined ? {} : { bound }) }))

describe('the fall window (30)', () => {
  const table: [string, Step[], number[]][] = [
    ['a rise acts at once', steps([0, 1], [1, 4]), [1, 4]],
    ['a fall one window after the last higher target', steps([0, 4], [100, 1], [129, 1], [130, 1]), [4, 4, 4, 1]],
    [
      'each step of a staircase at its own time',
      steps([0, 4], [100, 3], [110, 1], [129, 1], [130, 1], [139, 1], [140, 1]),
      [4, 4, 4, 4, 3, 3, 1],
    ],
    [
      'a rise in between does not lose the higher one',
      steps([0, 4], [100, 1], [110, 2], [120, 1], [129, 1], [130, 1], [149, 1], [150, 1]),
      [4, 4, 4, 4, 4, 2, 2, 1],
    ],
    [
      'the same height again begins anew',
      steps([0, 4], [100, 1], [120, 4], [121, 1], [130, 1], [150, 1], [151, 1]),
      [4, 4, 4, 4, 4, 4, 1],
    ],
    [
      'a higher one takes the place of those before',
      steps([0, 2], [100, 1], [110, 5], [120, 1], [149, 1], [150, 1]),
      [2, 2, 5, 5, 5, 1],
    ],
    ['down to 0', steps([0, 1], [100, 0], [130, 0]), [1, 1, 0]],
    [
      'a blip as short as can be holds its window',
      steps([0, 1], [100, 4], [101, 1], [130, 1], [131, 1]),
      [1, 4, 4, 4, 1],
    ],
  ]
  for (const [name, given, expected] of table) it(name, () => assert.deepEqual(desired(given), expected))

  it('is seeded with the observed replicas, as if they were the target until now', () => {
    assert.deepEqual(desired(steps([0, 1], [29, 1], [30, 1]), { seed: 4 }), [4, 4, 1])
    assert.deepEqual(desired(steps([0, 3]), { seed: 1 }), [3])
  })
  it('of 0 falls at once', () => assert.deepEqual(desired(steps([0, 4], [1, 1]), { windowMs: 0 }), [4, 1]))
})

describe('what holds no room yet is withdrawn at once', () => {
  const table: [string, Step[], number[]][] = [
    ['down to what is bound', steps([0, 6, 0], [10, 1, 4]), [6, 4]],
    ['down to the target when less is bound', steps([0, 6, 0], [10, 3, 1]), [6, 3]],
    [
      'not below what is bound until the window ends',
      steps([0, 6, 0], [10, 1, 4], [39, 1, 4], [40, 1, 4]),
      [6, 4, 4, 1],
    ],
    ['nothing while all are bound', steps([0, 6, 6], [10, 1, 6]), [6, 6]],
    [
      'what binds while it is withdrawn does not bring the others back',
      steps([0, 6, 0], [10, 1, 4], [20, 1, 5], [21, 1, 6]),
      [6, 4, 4, 4],
    ],
    ['what is evicted meanwhile goes too', steps([0, 6, 6], [10, 1, 6], [20, 1, 3], [21, 1, 6]), [6, 6, 3, 3]],
  ]
  for (const [name, given, expected] of table) it(name, () => assert.deepEqual(desired(given), expected))
})

describe('when it is to be looked at again', () => {
  const at = (target: number, memory: FallMemory | undefined, nowMs: number, bound = ALL_BOUND) =>
    fall(target, memory, { windowMs: WINDOW, bound, replicas: 4, nowMs })
  it('when the next peak goes', () => {
    const first = at(1, undefined, 0)
    assert.equal(first.revisitAt, 30)
    const second = at(1, { target: 3, peaks: [{ target: 4, endMs: 0 }] }, 10)
    assert.equal(second.revisitAt, 30)
    assert.equal(at(1, second.memory, 30).revisitAt, 40)
  })
  it('not at all when nothing is held up', () => {
    assert.equal(at(4, undefined, 0).revisitAt, undefined)
    assert.equal(at(1, undefined, 0, 0).revisitAt, undefined)
    assert.equal(at(1, at(1, undefined, 0).memory, 30).revisitAt, undefined)
  })
})

const sum = (gaps: readonly { readonly gap: number }[]) => gaps.reduce((ms, { gap }) => ms + gap, 0)

describe('for any targets at any times, all bound', () => {
  const history = fc
    .array(fc.record({ gap: fc.integer({ min: 1, max: 40 }), target: fc.nat(6) }), { minLength: 1, maxLength: 30 })
    .map((gaps) => gaps.map(({ target }, index) => ({ ms: sum(gaps.slice(0, index + 1)), target })))

  /** Slow and plain: the highest target that was in force at any instant of (now − window, now]. */
  const model = (given: readonly Step[], seed: number): number[] =>
    given.map((now, index) => {
      const before = [{ ms: Number.NEGATIVE_INFINITY, target: seed }, ...given.slice(0, index)]
      const inForce = before.filter((_, at) => (before[at + 1]?.ms ?? now.ms) > now.ms - WINDOW)
      return Math.max(now.target, ...inForce.map((one) => one.target))
    })

  it('it is the highest of the last window', () => {
    fc.assert(
      fc.property(history, fc.nat(6), (given, seed) => {
        assert.deepEqual(desired(given, { seed }), model(given, seed))
      }),
    )
  })
  it('looking more often, at the same target, changes nothing', () => {
    fc.assert(
      fc.property(history, fc.nat(6), fc.array(fc.nat(400), { maxLength: 10 }), (given, seed, extra) => {
        const more = extra.filter((ms) => ms > (given[0]?.ms ?? 0) && !given.some((one) => one.ms === ms))
        const all = [...given, ...more.map((ms) => ({ ms, target: given.findLast((one) => one.ms < ms)?.target ?? 0 }))]
        all.sort((a, b) => a.ms - b.ms)
        const looked = desired(all, { seed })
        const asked = all.flatMap((one, index) => (given.some(({ ms }) => ms === one.ms) ? [looked[index]] : []))
        assert.deepEqual(asked, desired(given, { seed }))
      }),
    )
  })
  it('steady churn neither starves a fall nor triggers one early', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 29 }), fc.nat(3), (every, low) => {
        const churn = Array.from({ length: 100 }, (_, index) => ({ ms: index * every, target: low }))
        const all = [{ ms: -1, target: 5 }, ...churn]
        const fell = desired(all).findIndex((count) => count < 5)
        assert.equal(all[fell]?.ms, Math.ceil(WINDOW / every) * every)
      }),
    )
  })
  it('never below the target, never above the highest seen, and never up without a higher target', () => {
    fc.assert(
      fc.property(history, fc.array(fc.nat(7)), (given, bounds) => {
        const all = given.map((one, index) => ({ ...one, bound: bounds[index] ?? 0 }))
        let highest = 0
        let last = 0
        for (const [index, count] of desired(all).entries()) {
          const { target = 0 } = all[index] ?? {}
          highest = Math.max(highest, target)
          assert.ok(target <= count && count <= highest)
          assert.ok(count <= last || count === target, `${last} → ${count} at target ${target}`)
          last = count
        }
      }),
    )
  })
  it('the queue stays short and in order', () => {
    fc.assert(
      fc.property(history, (given) => {
        let memory: FallMemory | undefined
        for (const { ms, target } of given) {
          memory = fall(target, memory, { windowMs: WINDOW, bound: ALL_BOUND, replicas: 6, nowMs: ms }).memory
          const { peaks } = memory
          assert.ok(peaks.length <= 6)
          for (const [index, peak] of peaks.entries()) {
            const next = peaks[index + 1]
            assert.ok(peak.target > target && (!next || (next.target < peak.target && next.endMs > peak.endMs)))
          }
        }
      }),
    )
  })
})
