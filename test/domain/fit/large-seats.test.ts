import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { largeSeatOf, largeSeats, sayLargeSeat } from '../../../src/domain/fit/large-seats.ts'
import { timeline } from '../../support/calendar.ts'
import { userPool } from '../../support/config.ts'
import { decideAt } from '../../support/decide.ts'
import { node } from '../../support/node.ts'
import { at } from '../../support/time.ts'

const GI = 2 ** 30
const config = userPool({ seat: { requests: { memory: '2Gi' } } })
const scaleOf = (nodes = [node({ name: 'n1' })]) => {
  const scale = decideAt('09:00', { config, nodes }).pools.get('user')?.scale
  assert.ok(scale)
  return scale
}
const asking = (memory: number, title = 'Midterm') => ({
  ...{ title, from: '10:00', to: '11:00' },
  asks: { user: { students: 30 } },
  seats: { user: { memory: memory * GI } },
})

describe('a seat that no node holds', () => {
  it('is one larger than an empty node, which is said with what that offers', () => {
    const large = largeSeatOf(scaleOf(), [{ seat: { memory: 64 * GI } }])
    assert.ok(large)
    assert.deepEqual([large.seat, large.offered], [{ memory: 64 * GI }, { memory: 32 * GI }])
    assert.match(
      sayLargeSeat(large),
      /^a seat of \{memory:64Gi\} fits on no node of the pool, which offers \{memory:32Gi\}/,
    )
  })
  it('is none that fits, that is no larger than others, or of a pool whose nodes nobody knows', () => {
    assert.equal(largeSeatOf(scaleOf(), [{ seat: { memory: 32 * GI } }]), undefined)
    assert.equal(largeSeatOf(scaleOf(), [{ seat: { memory: GI } }, {}]), undefined)
    assert.equal(largeSeatOf(scaleOf([]), [{ seat: { memory: 64 * GI } }]), undefined)
  })
  it('is a problem of those who ask for it in the time that is looked at', () => {
    const of = (toMs: number) =>
      largeSeats(
        { timeline: timeline(config, asking(64), { ...asking(1, 'Lab'), from: '12:00', to: '13:00' }), config },
        'user',
        scaleOf(),
        { fromMs: at('09:00'), toMs },
      )
    assert.deepEqual(
      of(at('13:00')).map(({ where, text }) => [where, text.slice(0, 40)]),
      [['nodePools.user', '"Midterm": a seat of {memory:64Gi} fits ']],
    )
    assert.deepEqual(of(at('09:30')), [])
  })
})
