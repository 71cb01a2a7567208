import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { NOT_SEEN } from '../../../src/domain/history/lines.ts'
import type { HistoryMemory } from '../../../src/domain/history/memory.ts'
import { pack } from '../../../src/domain/history/packed.ts'
import { historyViews, stepOf } from '../../../src/domain/snapshot/history.ts'
import { at, MINUTE } from '../../support/time.ts'
import { aPoint, aPool } from '../history/points.ts'

const minuteOf = (time: string) => at(time) / MINUTE
const sealed = (from: string, ...seated: readonly number[]): HistoryMemory => ({
  sealed: { user: pack(aPool(minuteOf(from), ...seated)) },
  open: [],
})
const viewAt = (time: string, memory: HistoryMemory) => historyViews(memory, stepOf(at(time))).get('user')

describe('a last day as it is shown', () => {
  it('has a step for ten minutes, with what was there when the most sat', () => {
    const view = viewAt('09:14', sealed('08:55', 3, 3, 28, 4, 4, 5, 6))
    assert.deepEqual(
      [view?.from, view?.stepMinutes, view?.seated, view?.nodes, view?.openSeats],
      ['2026-03-24T08:50:00Z', 10, [28, 6, null], [1, 1, null], [28, 22, null]],
    )
  })
  it('or waited, however few sat', () => {
    const memory: HistoryMemory = {
      sealed: {},
      open: [
        { minute: minuteOf('09:00'), pools: { user: aPoint(30) } },
        { minute: minuteOf('09:01'), pools: { user: aPoint(28, { waiting: 2, longest: 40 }) } },
        { minute: minuteOf('09:02'), pools: { user: aPoint(31) } },
      ],
    }
    const view = viewAt('09:03', memory)
    assert.deepEqual([view?.seated, view?.waiting, view?.longestSeconds], [[28], [2], [40]])
  })
  it('says nothing of stretches in which nobody looked', () => {
    const hole = Array.from({ length: 25 }, () => NOT_SEEN)
    assert.deepEqual(viewAt('09:29', sealed('09:00', 3, ...hole, 4))?.seated, [3, null, 4])
  })
  it('is a day at most, and made once a minute', () => {
    const memory = sealed('08:00', ...Array.from({ length: 1440 }, () => 1))
    const view = viewAt('2026-03-25T07:59:00Z', memory)
    assert.equal(view?.seated.length, 144)
    assert.equal(viewAt('2026-03-25T07:58:00Z', memory), view)
    assert.equal(historyViews(memory, 0).get('nobody'), undefined)
  })
})
