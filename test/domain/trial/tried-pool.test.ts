import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { planOf } from '../../../src/domain/demand/plan.ts'
import { type TriedIn, triedPool } from '../../../src/domain/trial/tried-pool.ts'
import { type OccurrenceSpec, timeline } from '../../support/calendar.ts'
import { config as configOf } from '../../support/config.ts'
import { decideAt } from '../../support/decide.ts'
import { node } from '../../support/node.ts'
import { at, HOUR } from '../../support/time.ts'

const config = configOf({
  nodePools: { user: { seat: { requests: { memory: '2Gi' } }, maxPlaceholders: 12, leadTime: '10m' }, lab: {} },
})
const DATA_8: OccurrenceSpec = { title: 'Data 8', from: '10:00', to: '11:00', asks: { user: { students: 120 } } }
const PHYSICS: OccurrenceSpec = { title: 'Physics', from: '10:30', to: '12:00', asks: { user: { students: 40 } } }

function tried(pool: string, own: OccurrenceSpec, ...others: OccurrenceSpec[]) {
  const decision = decideAt('09:00', { config, nodes: [node({ name: 'n1' })], events: others })
  const known: TriedIn = {
    alone: timeline(config, own),
    together: timeline(config, own, ...others),
    decision,
    observed: { config },
  }
  return { made: triedPool(pool, known), known }
}

describe('an event in one pool', () => {
  it('opens by its lead time, and closes with its end', () => {
    const { made } = tried('user', DATA_8)
    assert.deepEqual([made?.opensMs, made?.closesMs], [at('09:50'), at('11:00')])
    assert.equal(made?.readyMs, (made?.opensMs ?? 0) + (made?.leadTime.ms ?? 0))
  })
  it('needs what it needs alone, and beside others the most of its time', () => {
    const { made } = tried('user', DATA_8, PHYSICS)
    assert.equal(made?.need.seats, 120)
    assert.deepEqual([made?.beside?.need.seats, made?.beside?.events], [160, ['Data 8', 'Physics']])
    assert.equal(tried('user', DATA_8).made?.beside, undefined)
  })
  it('is shown with three hours around it, as the plan has them', () => {
    const { made, known } = tried('user', DATA_8, PHYSICS)
    const [fromMs, toMs] = [at('09:50') - 3 * HOUR, at('11:00') + 3 * HOUR]
    assert.deepEqual(made?.plan, planOf(known.together, config, fromMs, toMs).get('user'))
  })
  it('does not fit by the worst of its time', () => {
    const { made } = tried('user', DATA_8, { ...PHYSICS, asks: { user: { students: 100 } } })
    assert.deepEqual([made?.shortfall?.short, made?.shortfall?.ahead.events], [28, ['Data 8', 'Physics']])
  })
  it('is nothing where it asks nothing, or the pool is not there', () => {
    assert.equal(tried('lab', DATA_8).made, undefined)
    assert.equal(tried('gone', DATA_8).made, undefined)
  })
})
