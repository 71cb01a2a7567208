import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PlannedDemand, Segment } from '../../../src/domain/demand/plan.ts'
import { neededLevels } from '../../../src/domain/fit/needed-levels.ts'
import type { Limit } from '../../../src/domain/fit/pool-limits.ts'
import { at } from '../../support/time.ts'
import { SCALE } from './support.ts'

const { placeholdersPerNode: _, perNode: __, ...NO_NODE } = SCALE
const { seat: ___, ...UNSEATED } = SCALE
const limit = (of: Limit['of'], most: number): Limit => ({ by: 'karpenter', of, most, because: 'somebody' })

const segment = (from: string, to: string, ...demands: PlannedDemand[]): Segment => ({
  fromMs: at(from),
  toMs: at(to),
  demands,
})
const CONFIG: PlannedDemand = { unit: 'integer', amount: 1, events: [] }
const DATA_8: PlannedDemand = { unit: 'students', amount: 350, events: ['Data\u202e 8'] }
const DAY = [segment('08:00', '09:00', CONFIG), segment('09:00', '10:00', CONFIG, DATA_8)]

const drawn = (scale = SCALE, ...limits: Limit[]) => neededLevels(DAY, { scale, limits })
const mostOf = (scale = SCALE, ...limits: Limit[]) => drawn(scale, ...limits).most

describe('what is needed over time', () => {
  it('is in nodes, with the titles of events, in which nothing turns a text', () =>
    assert.deepEqual(drawn(), {
      unit: 'nodes',
      levels: [
        { fromMs: at('08:00'), toMs: at('09:00'), high: 1, events: [] },
        { fromMs: at('09:00'), toMs: at('10:00'), high: 14, events: ['Data  8'] },
      ],
    }))
  it('is in what is known, the same all the time', () => {
    const { unit, levels } = drawn(NO_NODE)
    assert.deepEqual([unit, ...levels.map(({ high }) => high)], ['placeholders', 1, 14])
    const unseated = drawn(UNSEATED)
    assert.deepEqual([unseated.unit, ...unseated.levels.map(({ high }) => high)], ['seats', 0, 350])
  })
})

describe('the most beside it', () => {
  it('is the least limit, in the unit that is drawn', () => {
    assert.equal(mostOf(SCALE, limit('nodes', 10)), 10)
    assert.equal(mostOf({ ...SCALE, placeholdersPerNode: 2 }, limit('placeholders', 15), limit('nodes', 10)), 8)
    assert.equal(mostOf(SCALE, limit('seats', 281), limit('nodes', 12)), 11)
    assert.equal(mostOf(NO_NODE, limit('placeholders', 9), limit('nodes', 3)), 9, 'nobody knows what a node holds')
    assert.equal(mostOf(UNSEATED, limit('seats', 300), limit('nodes', 3)), 300)
  })
  it('is beside the most that was ever seen', () => {
    const seen: Limit = { by: 'seen', of: 'nodes', most: 8, because: 'the most seen so far', isSeen: true }
    const { most, seen: drawnSeen } = drawn(SCALE, limit('placeholders', 20), seen)
    assert.deepEqual([most, drawnSeen], [20, 8])
  })
  it('is not drawn far above what is needed', () => {
    assert.equal(mostOf(SCALE, limit('nodes', 42)), 42)
    assert.equal(mostOf(SCALE, limit('nodes', 43)), undefined)
    assert.equal(mostOf(SCALE), undefined)
  })
})
