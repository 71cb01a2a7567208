import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { minuteOf } from '../../../src/domain/cluster/arrivals.ts'
import { NO_LIFE } from '../../../src/domain/verdict/life.ts'
import { ownMinutes } from '../../../src/domain/verdict/own-minutes.ts'
import { at } from '../../support/time.ts'
import { crowd } from '../forecast/support/crowd.ts'
import { classAt, comeBy } from './support/class.ts'

const DATA8 = classAt('09:00', 350)
const usual = () => 0

describe('the minutes of a class', () => {
  it('begin half an hour before its start, and have its people where they came', () => {
    const came = { from: minuteOf(at('08:59')), counts: [7, 3] }
    const minutes = ownMinutes(DATA8, { came: crowd(came), life: NO_LIFE, classes: [DATA8], usual })
    assert.equal(minutes.length, 75)
    assert.deepEqual(
      minutes.flatMap((one, minute) => (one.came > 0 ? [[minute, one.came]] : [])),
      [
        [29, 7],
        [30, 3],
      ],
    )
  })
  it('have of those who waited the same share as of those who came', () => {
    const other = classAt('09:00', 350, { uid: 'other' })
    const came = comeBy('09:00', 200)
    const minute = minuteOf(at('09:00'))
    const life = {
      ...NO_LIFE,
      late: { from: minute, counts: [came.counts[30] ?? 0] },
      longest: { from: minute, counts: [95] },
    }
    const now = ownMinutes(DATA8, { came: crowd(came), life, classes: [DATA8, other], usual })[30]
    assert.ok(now && now.late > 0 && Math.abs(now.late - now.came) < 1e-9)
    assert.equal(now.longestMs, 95_000)
    assert.ok(Math.abs(now.came - (came.counts[30] ?? 0) / 2) < 1e-9)
  })
  it('have never more who waited than came', () => {
    const life = { ...NO_LIFE, late: { from: minuteOf(at('09:00')), counts: [9] } }
    const came = { from: minuteOf(at('09:00')), counts: [4] }
    assert.equal(ownMinutes(DATA8, { came: crowd(came), life, classes: [DATA8], usual })[30]?.late, 4)
  })
})
