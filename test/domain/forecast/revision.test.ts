import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PRIOR, shareBy } from '../../../src/domain/forecast/curve.ts'
import { type Revised, revised } from '../../../src/domain/forecast/revision.ts'
import { fc } from '../../support/properties.ts'
import { MINUTE } from '../../support/time.ts'

const after = (minutes: number, expected: number, came: number, earlierMs = 0): Revised =>
  revised({ expected, came, curve: PRIOR, xMs: minutes * MINUTE, earlierMs })

describe('what is expected once people come', () => {
  const table: [string, Revised, Revised][] = [
    ['nobody yet, before the start', after(-5, 350, 0), { expected: 350 }],
    ['nobody yet, nine minutes after it', after(9, 350, 0), { expected: 350 }],
    ['nobody ten minutes after it', after(10, 350, 0), { expected: 10, by: 'nobody came' }],
    ['of a few nobody: they stay', after(20, 8, 0), { expected: 8 }],
    ['as many as the curve says', after(10, 100, 70), { expected: 100 }],
    ['few, but too early to tell', after(4, 350, 40), { expected: 350 }],
  ]
  for (const [name, now, expected] of table) it(name, () => assert.deepEqual(now, expected))
  it('fewer than the curve says: a quarter more than follows, and six', () => {
    const { expected, by } = after(10, 350, 90)
    assert.equal(by, 'fewer came')
    assert.ok(Math.abs(expected - (90 / 0.72) * 1.25 - 6) < 1e-9)
  })
  it('more: as many as follow, less what chance brings', () => {
    const { expected, by } = after(-10, 100, 60)
    assert.equal(by, 'more came')
    assert.ok(expected > 100 && expected <= 230)
  })
  it('fewer more while nobody knows whether they only come earlier', () => {
    const [sure, unsure] = [after(5, 350, 260), after(5, 350, 260, 6 * MINUTE)]
    assert.equal(sure.by, 'more came')
    assert.deepEqual(unsure, { expected: 350 })
  })
  it('never by more than twice as many and thirty at once', () => assert.equal(after(-10, 20, 5000).expected, 70))

  const cases = fc.record({ x: fc.integer({ min: -30, max: 60 }), expected: fc.nat(1000), came: fc.nat(1000) })
  it('never below who came, as far as that was expected', () =>
    fc.assert(
      fc.property(cases, ({ x, expected, came }) =>
        assert.ok(after(x, expected, came).expected >= Math.min(expected, came) - 1e-9),
      ),
    ))
  it('one person more raises it by no more than the people that the curve says one stands for', () =>
    fc.assert(
      fc.property(cases, ({ x, expected, came }) => {
        fc.pre(came > 0)
        const [less, more] = [after(x, expected, came), after(x, expected, came + 1)]
        const share = shareBy(PRIOR, x * MINUTE)
        assert.ok(more.expected - less.expected <= 1.25 / share + 1e-9)
      }),
    ))
})
