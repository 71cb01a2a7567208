import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { clipped } from '../../../src/domain/decide/clipped.ts'
import { laterOf, type Memory, NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import type { ForecastMemory } from '../../../src/domain/forecast/memory.ts'
import type { HistoryMemory } from '../../../src/domain/history/memory.ts'
import { pack } from '../../../src/domain/history/packed.ts'
import { NO_LIFE, type PoolLife } from '../../../src/domain/verdict/life.ts'
import type { VerdictMemory } from '../../../src/domain/verdict/memory.ts'
import type { Verdict } from '../../../src/domain/verdict/verdict.ts'
import { fc } from '../../support/properties.ts'
import { at, HOUR, MINUTE } from '../../support/time.ts'
import { aPoint, aPool } from '../history/points.ts'

const NOW = at('09:00')
const MINUTES = NOW / MINUTE
const LAB = { pool: 'user', uid: 'lab', words: ['lab'], exam: '', weekday: 2, minute: 9 * 60 }
const occasion = (startMs: number) => ({ startMs, announced: 30, bins: [20] })
/** Tuesday 24 March 2026 is in the 2934th week since the epoch, Monday first. */
const FORECASTS: ForecastMemory = {
  arrivals: { user: { from: MINUTES - 1, counts: [3, 2] } },
  halfHours: { user: { 2933: [1], 2934: [2] } },
  series: { lab: { ...LAB, occasions: [occasion(NOW - HOUR)] } },
}
const FORECASTS_AHEAD: ForecastMemory = {
  arrivals: { user: { from: MINUTES - 1, counts: [3, 2, 7] }, gpu: { from: MINUTES + 60, counts: [1] } },
  halfHours: { user: { ...FORECASTS.halfHours.user, 2936: [3] }, gpu: { 2936: [1] } },
  series: {
    lab: { ...LAB, occasions: [occasion(NOW - HOUR), occasion(NOW + HOUR)] },
    exam: { ...LAB, uid: 'exam', occasions: [occasion(NOW + HOUR)] },
  },
}
const verdict = (startMs: number): Verdict => ({
  ...{ pool: 'user', uid: 'lab', announced: 30, came: 20, late: 0, longestMs: 0 },
  startMs,
})
const minutes = (...counts: number[]) => ({ from: MINUTES - 1, counts })
const life = (sampled: number, ...open: number[]): PoolLife => ({ ...NO_LIFE, sampled, open: minutes(...open) })
const VERDICTS: VerdictMemory = {
  lives: { user: life(MINUTES, 5, 4) },
  verdicts: { lab: verdict(NOW - HOUR) },
}
const VERDICTS_AHEAD: VerdictMemory = {
  lives: { user: life(MINUTES + 60, 5, 4, 3), gpu: { ...NO_LIFE, open: { from: MINUTES + 60, counts: [1] } } },
  verdicts: { lab: verdict(NOW - HOUR), ahead: verdict(NOW + HOUR) },
}
const HISTORY: HistoryMemory = {
  sealed: { user: pack(aPool(MINUTES - 1, 5, 4)) },
  open: [{ minute: MINUTES, pools: { user: aPoint(4) } }],
}
const HISTORY_AHEAD: HistoryMemory = {
  sealed: { user: pack(aPool(MINUTES - 1, 5, 4, 9)), gpu: pack(aPool(MINUTES + 60, 1)) },
  open: [...HISTORY.open, { minute: MINUTES + 60, pools: { user: aPoint(3) } }],
}
/** What a clock that is an hour ahead has written. */
const AHEAD: Memory = {
  nodes: { n1: { candidateSinceMs: NOW + HOUR, unreadySinceMs: NOW - MINUTE } },
  pools: {
    user: {
      fall: { target: 2, peaks: [{ target: 9, endMs: NOW + HOUR }] },
      desired: 9,
      floor: { count: 3, untilMs: NOW + 9 * HOUR },
    },
  },
  stranding: { p1: NOW + HOUR },
  leaving: { 'gpu-placeholder': NOW + HOUR },
  lent: { 'statefulset/user-placeholder': { count: 4 } },
  windows: { exam: { leadMs: MINUTE } },
  boots: { user: [{ pod: 'p', endMs: NOW + HOUR, tookMs: MINUTE }] },
  pulling: { p: { pool: 'user', node: 'n1', createdMs: NOW - MINUTE, runningMs: NOW + HOUR } },
  forecast: FORECASTS_AHEAD,
  verdicts: VERDICTS_AHEAD,
  history: HISTORY_AHEAD,
  calendarMissingSinceMs: NOW + HOUR,
}

describe('a memory of a clock that was ahead', () => {
  it('has nothing that lies ahead of now', () =>
    assert.deepEqual(clipped(AHEAD, NOW), {
      nodes: { n1: { candidateSinceMs: NOW, unreadySinceMs: NOW - MINUTE } },
      pools: {
        user: {
          fall: { target: 2, peaks: [{ target: 9, endMs: NOW }] },
          desired: 9,
          floor: { count: 3, untilMs: NOW + HOUR },
        },
      },
      stranding: { p1: NOW },
      leaving: { 'gpu-placeholder': NOW },
      lent: { 'statefulset/user-placeholder': { count: 4 } },
      windows: { exam: { leadMs: MINUTE } },
      boots: { user: [{ pod: 'p', endMs: NOW, tookMs: MINUTE }] },
      pulling: { p: { pool: 'user', node: 'n1', createdMs: NOW - MINUTE, runningMs: NOW } },
      forecast: FORECASTS,
      verdicts: VERDICTS,
      history: HISTORY,
      calendarMissingSinceMs: NOW,
    }))
  it('stays as it is in time', () => {
    const later = NOW + 15 * 24 * HOUR
    assert.deepEqual(clipped(AHEAD, later), AHEAD)
    assert.deepEqual(clipped(NO_MEMORY, NOW), NO_MEMORY)
  })
  it('cannot move the instants of a replica whose clock was right past now', () => {
    const own: Memory = { ...NO_MEMORY, nodes: { n1: { candidateSinceMs: NOW - MINUTE } } }
    assert.deepEqual(laterOf(own, clipped(AHEAD, NOW)).nodes, { n1: { candidateSinceMs: NOW } })
  })
  it('is clipped once and for all', () =>
    fc.assert(
      fc.property(fc.integer({ min: -2, max: 12 }), (hours) => {
        const once = clipped(AHEAD, NOW + hours * HOUR)
        assert.deepEqual(clipped(once, NOW + hours * HOUR), once)
      }),
    ))
})
