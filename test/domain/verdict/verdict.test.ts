import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { minuteOf } from '../../../src/domain/cluster/arrivals.ts'
import { NO_LIFE, type PoolLife } from '../../../src/domain/verdict/life.ts'
import { type VerdictInput, verdictOf } from '../../../src/domain/verdict/verdict.ts'
import { at, MINUTE } from '../../support/time.ts'
import { crowd } from '../forecast/support/crowd.ts'
import { ALL, classAt, comeBy } from './support/class.ts'

const DATA8 = classAt('09:00', 350)

/** Open seats in each minute of [from, to). */
const openFrom = (from: string, to: string, seats: number): PoolLife['open'] => ({
  from: minuteOf(at(from)),
  counts: Array.from({ length: minuteOf(at(to)) - minuteOf(at(from)) }, () => seats),
})

const input = (more: Partial<VerdictInput> = {}): VerdictInput => ({
  classes: [DATA8],
  came: crowd(comeBy('09:00', 300)),
  life: NO_LIFE,
  usual: () => 0,
  reactions: ALL,
  leadMs: 8 * MINUTE,
  perNode: 28,
  mostNodes: undefined,
  isLearning: false,
  ...more,
})

describe('a verdict', () => {
  it('says who came, as it was announced', () => {
    const { announced, came, late, longestMs, title, pool, startMs } = verdictOf(DATA8, input())
    assert.deepEqual(
      { announced, came, late, longestMs, title, pool, startMs },
      { announced: 350, came: 300, late: 0, longestMs: 0, title: 'Data 8', pool: 'user', startMs: at('09:00') },
    )
  })
  it('says how many waited, and the longest', () => {
    const late = { from: minuteOf(at('09:01')), counts: [6, 0, 2] }
    const longest = { from: minuteOf(at('09:01')), counts: [290, 0, 45] }
    const told = verdictOf(DATA8, input({ life: { ...NO_LIFE, late, longest } }))
    assert.deepEqual([told.late, told.longestMs], [8, 290_000])
  })
  it('counts nobody who comes at that hour anyway', () => {
    const { came } = verdictOf(DATA8, input({ usual: () => 30 }))
    assert.ok(came < 300 && came > 220, `${came}`)
  })
  it('of two classes at once has to each its own, and together all', () => {
    const other = classAt('09:00', 100, { uid: 'other' })
    const both = input({ classes: [DATA8, other], came: crowd(comeBy('09:00', 450)) })
    const [a, b] = [verdictOf(DATA8, both), verdictOf(other, both)]
    assert.ok(Math.abs(a.came - 350) <= 2 && Math.abs(b.came - 100) <= 2, `${a.came} and ${b.came}`)
  })
  it('says what was ready at the start, and when there was enough for all who came', () => {
    const life = { ...NO_LIFE, open: openFrom('08:40', '09:20', 150) }
    const { readyAtStart = 0, allReadyMs = 0 } = verdictOf(DATA8, input({ life }))
    assert.ok(Math.abs(readyAtStart - (150 + 0.36 * 300)) < 5, `${readyAtStart}`)
    assert.ok(allReadyMs > 0 && allReadyMs <= 6 * MINUTE, `${allReadyMs}`)
  })
  it('says what it cost beside perfect timing', () => {
    const life = { ...NO_LIFE, open: openFrom('08:10', '09:45', 140) }
    const { cost } = verdictOf(DATA8, input({ life }))
    assert.ok(cost)
    assert.ok(cost.used < cost.oracle && cost.oracle < cost.paid, JSON.stringify(cost))
    assert.ok(Math.abs(cost.paid - cost.used - (140 / 28) * (95 / 60)) < 0.1, 'five nodes stood for 95 minutes')
  })
  it('says how many nodes are missing, where people waited and none came', () => {
    const late = { from: minuteOf(at('09:10')), counts: [10, 10, 10, 10, 10, 6] }
    const life = { ...NO_LIFE, open: openFrom('08:10', '09:10', 40), late, longest: late }
    const told = verdictOf(DATA8, input({ life, came: crowd(comeBy('09:00', 340)) }))
    assert.deepEqual([told.advice?.kind, told.allReadyMs], ['nodes', undefined])
    const coming = { from: minuteOf(at('09:10')), counts: Array.from({ length: 10 }, () => 28) }
    const booting = verdictOf(DATA8, input({ life: { ...life, coming }, came: crowd(comeBy('09:00', 340)) }))
    assert.notEqual(booting.advice?.kind, 'nodes')
  })
  it('of a pool whose node nobody knows has no cost and no advice', () => {
    const { cost, advice } = verdictOf(DATA8, input({ perNode: undefined }))
    assert.deepEqual([cost, advice], [undefined, undefined])
  })
  it('of a class to which nobody came is one too', () => {
    const { came, allReadyMs } = verdictOf(DATA8, input({ came: crowd({ from: 0, counts: [] }) }))
    assert.deepEqual([came, allReadyMs], [0, undefined])
  })
})
