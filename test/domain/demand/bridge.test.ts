import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { bridges, type Level, levelsOf } from '../../../src/domain/demand/bridge.ts'
import { demandAt } from '../../../src/domain/demand/demand.ts'
import { type OccurrenceSpec, timeline } from '../../support/calendar.ts'
import { poolIn, userPool } from '../../support/config.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at, MINUTE } from '../../support/time.ts'

/** `'0-50 5'`: from minute 0 to 50 level 5. */
const levels = (...texts: string[]): Level[] =>
  texts.map((text) => {
    const [fromMs = 0, toMs = 0, level = 0] = text.split(/[- ]/).map(Number)
    return { fromMs, toMs, level }
  })

describe('bridges of 20 minutes', () => {
  const table: [string, string[], string[]][] = [
    ['nothing is nothing', [], []],
    ['one class alone', ['0-50 5'], []],
    ['a short gap takes the lower of both', ['0-50 5', '60-110 3'], ['50-60 3']],
    ['also when that is the first', ['0-50 2', '60-110 7'], ['50-60 2']],
    ['a gap of exactly 20 is none', ['0-50 5', '70-110 3'], []],
    ['a gap of 19 is one', ['0-50 5', '69-110 3'], ['50-69 3']],
    ['back to back needs no bridge', ['0-50 5', '50-110 3'], []],
    ['three classes', ['0-50 5', '60-100 3', '110-150 4'], ['50-60 3', '100-110 3']],
    ['a dip is a gap too: more demand never gives less', ['0-50 5', '50-60 1', '60-90 4'], ['50-60 4']],
    ['a long dip is none', ['0-50 5', '50-80 1', '80-90 4'], []],
    ['a step between two levels is no dip', ['0-50 5', '50-60 3', '60-90 1'], []],
    ['gaps around a low class of few minutes', ['0-50 5', '55-58 2', '63-90 4'], ['50-63 4']],
    ['gaps around a low class that lasts', ['0-50 5', '60-80 2', '90-120 4'], ['50-60 2', '80-90 2']],
    ['a bridge does not lengthen the next gap', ['0-10 1', '20-30 1', '55-60 1'], ['10-20 1']],
  ]
  for (const [name, given, expected] of table)
    it(name, () => assert.deepEqual(bridges(levels(...given), 20), levels(...expected)))
})

describe('levels', () => {
  const at = (fromMs: number, toMs: number, amount: number) => ({ fromMs, toMs, amount })
  const table: [string, ReturnType<typeof at>[], string[]][] = [
    ['the largest counts', [at(0, 50, 2), at(10, 20, 5)], ['0-10 2', '10-20 5', '20-50 2']],
    ['equal neighbours are one', [at(0, 50, 2), at(50, 60, 2), at(20, 30, 1)], ['0-60 2']],
    ['two of one amount', [at(0, 50, 2), at(10, 70, 2)], ['0-70 2']],
    ['0 is a level', [at(0, 50, 0)], ['0-50 0']],
  ]
  for (const [name, given, expected] of table) it(name, () => assert.deepEqual(levelsOf(given), levels(...expected)))
})

const minutes = 240
const spec = fc.record({ from: fc.nat(minutes), length: fc.integer({ min: 1, max: 60 }), amount: fc.nat(6) })
const specs = fc.array(spec, { maxLength: 8 })
const span = fc.nat(45)
type Spec = { readonly from: number; readonly length: number; readonly amount: number }
const intervals = (list: readonly Spec[]) =>
  list.map(({ from, length, amount }) => ({ fromMs: from, toMs: from + length, amount }))

/** What counts in each minute, −∞ for nothing: bridged, and as it is. */
function sampled(list: readonly Spec[], bridge: number): { readonly plain: number[]; readonly bridged: number[] } {
  const plainLevels = levelsOf(intervals(list))
  const over = bridges(plainLevels, bridge)
  const sample = (from: readonly Level[], minute: number) =>
    from.find(({ fromMs, toMs }) => fromMs <= minute && minute < toMs)?.level ?? Number.NEGATIVE_INFINITY
  const all = Array.from({ length: minutes + 80 }, (_, minute) => minute)
  const plain = all.map((minute) => sample(plainLevels, minute))
  return { plain, bridged: all.map((minute, index) => Math.max(plain[index] ?? 0, sample(over, minute))) }
}

/** The same by its definition: the highest level that lasts, without a break of `bridge`, from before to after. */
function closing(plain: readonly number[], bridge: number): number[] {
  return plain.map((own, minute) => {
    const higher = [...new Set(plain)].filter((level) => level > own)
    const bridged = higher.filter((level) => {
      const left = plain.slice(0, minute).findLastIndex((one) => one >= level)
      const right = plain.findIndex((one, index) => index > minute && one >= level)
      return left >= 0 && right >= 0 && right - left - 1 < bridge
    })
    return Math.max(own, ...bridged)
  })
}

describe('bridging', () => {
  it('is what its definition says, minute by minute', () =>
    fc.assert(
      fc.property(specs, span, (list, bridge) => {
        const { plain, bridged } = sampled(list, bridge)
        assert.deepEqual(bridged, closing(plain, bridge))
      }),
      RUNS,
    ))
  it('never lowers, and raises to a level that is asked on both sides', () =>
    fc.assert(
      fc.property(specs, span, (list, bridge) => {
        const known = levelsOf(intervals(list))
        for (const { fromMs, toMs, level } of bridges(known, bridge)) {
          assert(known.every((one) => one.toMs <= fromMs || one.fromMs >= toMs || one.level < level))
          assert(known.some((one) => one.toMs <= fromMs && one.level >= level))
          assert(known.some((one) => one.fromMs >= toMs && one.level >= level))
          assert(toMs - fromMs < bridge)
        }
      }),
      RUNS,
    ))
  it('more demand never gives less', () =>
    fc.assert(
      fc.property(specs, spec, span, (list, more, bridge) => {
        const [less, greater] = [sampled(list, bridge).bridged, sampled([...list, more], bridge).bridged]
        for (const [minute, level] of less.entries()) assert((greater[minute] ?? 0) >= level)
      }),
      RUNS,
    ))
  it('twice is once, and the order of events does not matter', () =>
    fc.assert(
      fc.property(specs, span, (list, bridge) => {
        const known = levelsOf(intervals(list))
        const over = bridges(known, bridge)
        const both = [...known, ...over].map(({ level, ...rest }) => ({ ...rest, amount: level }))
        assert.deepEqual(bridges(levelsOf(both), bridge), [])
        assert.deepEqual(bridges(levelsOf(intervals(list.toReversed())), bridge), over)
      }),
      RUNS,
    ))
})

describe('the demand in a gap (replicas: 1, bridge: 20 min)', () => {
  const classes = (first: number, second: number, gap = 10): OccurrenceSpec[] => [
    { title: 'Lecture', from: '09:00', to: '09:50', asks: { user: first } },
    { title: 'Lab', from: at('09:50') + gap * MINUTE, to: '11:30', asks: { user: second } },
  ]
  const demand = (time: string, events: OccurrenceSpec[], pool = {}) => {
    const from = userPool({ replicas: 1, ...pool })
    return demandAt(poolIn(from), timeline(from, ...events), at(time))
  }
  const config = { integer: 1, from: 'config', events: [] }
  const bridged = (integer: number, ...events: string[]) => ({ integer, from: 'calendar', events, bridged: true })
  const table: [string, ReturnType<typeof demand>, object][] = [
    ['keeps the lower of both', demand('09:55', classes(5, 3)), bridged(3, 'Lecture', 'Lab')],
    ['to its very end', demand('09:59:59', classes(5, 3)), bridged(3, 'Lecture', 'Lab')],
    ['not before', demand('09:49', classes(5, 3)), { integer: 5, from: 'calendar', events: ['Lecture'] }],
    ['of 20 min is a gap', demand('09:55', classes(5, 3, 20)), config],
    ['never less than the config asks', demand('09:55', classes(0, 0)), config],
    ['with a longer bridge', demand('09:55', classes(5, 3, 30), { bridge: '31m' }), bridged(3, 'Lecture', 'Lab')],
    ['without', demand('09:55', classes(5, 3), { bridge: 0 }), config],
    [
      'lead times make gaps shorter',
      demand('09:52', classes(5, 3, 25), { leadTime: '10m' }),
      bridged(3, 'Lecture', 'Lab'),
    ],
    [
      'of another pool',
      demand(
        '09:55',
        classes(5, 3).map((one, index) => ({ ...one, asks: { [index ? 'user' : 'gpu']: 4 } })),
      ),
      config,
    ],
  ]
  for (const [name, is, expected] of table) it(name, () => assert.deepEqual(is, expected))

  it('an event that asks less than the config is honoured, however short', () =>
    assert.equal(demand('09:05', [{ title: 'Holiday', from: '09:00', to: '09:10', asks: { user: 0 } }]).integer, 0))
})
