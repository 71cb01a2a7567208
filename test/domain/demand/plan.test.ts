import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Ask } from '../../../src/domain/calendar/ask.ts'
import { demandAt } from '../../../src/domain/demand/demand.ts'
import { peopleDemands } from '../../../src/domain/demand/people.ts'
import { nextChanges, planOf } from '../../../src/domain/demand/plan.ts'
import { activeAt, bridgesAt } from '../../../src/domain/demand/timeline.ts'
import { timeline } from '../../support/calendar.ts'
import { config } from '../../support/config.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at, DAY, HOUR, MINUTE } from '../../support/time.ts'

const from = config({ nodePools: { user: { replicas: 1 }, lab: { bridge: '10m' }, gpu: {} } })
const NOW = at('09:00')

const ask: fc.Arbitrary<number | Ask> = fc.oneof(
  fc.nat(2),
  fc.constantFrom('students', 'seats', 'nodes').chain((unit) => fc.nat(2).map((amount) => ({ [unit]: amount + 1 }))),
)
const event = fc
  .record({
    // Few titles, so that one event may follow on another without a change.
    title: fc.constantFrom('Midterm', 'Section'),
    pool: fc.constantFrom('user', 'lab'),
    ask,
    from: fc.integer({ min: -30, max: 40 }).map((count) => NOW + count * 5 * MINUTE),
    length: fc.integer({ min: 1, max: 30 }),
  })
  .map(({ title, pool, ask: amount, from: startMs, length }) => ({
    title,
    from: startMs,
    to: startMs + length * 5 * MINUTE,
    asks: { [pool]: amount },
    leadTimeMs: 0,
  }))

describe('the plan', () => {
  it('has at each instant what the whole timeline asks then, and a segment more only where that changes', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        const line = timeline(from, ...events.map((one, index) => ({ ...one, uid: `e${index}` })))
        const plan = planOf(line, from, NOW, NOW + HOUR)
        for (const pool of from.pools.values()) {
          const segments = plan.get(pool.name) ?? []
          const ends = segments.map(({ toMs }) => toMs)
          assert.deepEqual([NOW, ...ends], [...segments.map(({ fromMs }) => fromMs), NOW + HOUR])
          for (let atMs = NOW; atMs < NOW + HOUR; atMs += 5 * MINUTE) {
            const { integer, events: titles } = demandAt(pool, line, atMs)
            const people = peopleDemands(activeAt(line, pool.name, atMs), bridgesAt(line, pool.name, atMs))
            assert.deepEqual(segments.find(({ toMs }) => atMs < toMs)?.demands, [
              { unit: 'integer', amount: integer, events: titles },
              ...people.map(({ unit, amount, events: of }) => ({ unit, amount, events: of })),
            ])
          }
          for (const [at, { demands }] of segments.entries()) assert.notDeepEqual(demands, segments[at + 1]?.demands)
        }
      }),
      RUNS,
    )
  })
})

describe('the next change', () => {
  it('is the second segment of the plan', () => {
    let changes = 0
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), fc.constantFrom(HOUR, DAY), (events, aheadMs) => {
        const line = timeline(from, ...events.map((one, index) => ({ ...one, uid: `e${index}` })))
        const plan = planOf(line, from, NOW, NOW + aheadMs)
        const next = nextChanges(line, from, NOW, NOW + aheadMs)
        changes += next.size
        for (const [pool, [, second]] of plan)
          assert.deepEqual(next.get(pool), second && { fromMs: second.fromMs, demands: second.demands })
      }),
      RUNS,
    )
    assert.ok(changes > RUNS.numRuns / 10, 'there is something to find')
  })

  /** How often a day of classes, each after the other and all the same, is looked at. */
  function looksAt(count: number): number {
    const line = timeline(
      from,
      ...Array.from({ length: count }, (_, index) => {
        const startMs = NOW + Math.floor((index * DAY) / count)
        const endMs = NOW + Math.floor(((index + 1) * DAY) / count)
        return { title: 'Class', uid: `e${index}`, from: startMs, to: endMs, asks: { user: 4 }, leadTimeMs: 0 }
      }),
    )
    let looks = 0
    const counted = <T extends object>(one: T) =>
      new Proxy(one, {
        get: (target, key) => {
          looks += 1
          return Reflect.get(target, key)
        },
      })
    const intervals = line.intervals.map(counted)
    assert.equal(nextChanges({ ...line, intervals }, from, NOW, NOW + DAY).size, 0)
    return looks
  }

  it('costs a pass: of four times as many events four times as much', () => {
    const ratio = looksAt(4000) / looksAt(1000)
    assert.ok(ratio < 5, `${ratio}`)
  })
})
