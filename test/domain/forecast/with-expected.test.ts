import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { AUTO_STUDENTS } from '../../../src/domain/calendar/ask.ts'
import { planOf } from '../../../src/domain/demand/plan.ts'
import type { AllSeries } from '../../../src/domain/forecast/series.ts'
import { withExpected } from '../../../src/domain/forecast/with-expected.ts'
import type { HistoryMode } from '../../../src/domain/settings/forecast-rules.ts'
import { timeline } from '../../support/calendar.ts'
import { userPool } from '../../support/config.ts'
import { remembered, WEEK } from '../../support/memories.ts'
import { at } from '../../support/time.ts'

const configOf = (history: HistoryMode = 'show') => userPool({ forecast: { reactions: 'on', history } })
const lab = (students: number, week = 0, title = 'Lab') => ({
  title,
  from: at('09:00') + week * WEEK,
  to: at('10:00') + week * WEEK,
  asks: { user: { students } },
})
const known = remembered({ title: 'Lab', came: [64, 80] })
const counted = (all: AllSeries, ...events: Parameters<typeof lab>[]) =>
  withExpected(timeline(configOf(), ...events.map((one) => lab(...one))), all, configOf(), 'utc')
const asks = (all: AllSeries, ...events: Parameters<typeof lab>[]) =>
  counted(all, ...events).intervals.map(({ amount, isAuto, isExpected }) => [amount, isAuto, isExpected])

describe('as many as come, where a plan counts', () => {
  it('is what would be expected now, in each week to come', () =>
    assert.deepEqual(asks(known, [AUTO_STUDENTS], [AUTO_STUDENTS, 1]), [
      [85, undefined, true],
      [85, undefined, true],
    ]))
  it('is no number where nothing is known', () => assert.deepEqual(asks({}, [AUTO_STUDENTS]), [[0, true, undefined]]))
  it('nor of a class to which nobody came any more', () =>
    assert.deepEqual(asks(remembered({ title: 'Lab', came: [80, -1, -1, -1] }), [AUTO_STUDENTS]), [
      [0, true, undefined],
    ]))
  it('of a new class is what comes to others', () =>
    assert.deepEqual(asks(known, [AUTO_STUDENTS, 0, 'Poetry']), [[80, undefined, true]]))
  it('leaves what somebody wrote', () => assert.deepEqual(asks(known, [210]), [[210, undefined, undefined]]))
  it('where the history is off, or nothing reacts, nothing is known', () => {
    const still = userPool({ forecast: { reactions: 'off', history: 'show' } })
    for (const off of [configOf('off'), still]) {
      const [one] = withExpected(timeline(off, lab(AUTO_STUDENTS)), known, off, 'utc').intervals
      assert.deepEqual([one?.amount, one?.isAuto], [0, true])
    }
  })
  it('is the same object while nothing is new, and the calendar’s own where nobody asks so', () => {
    const config = configOf()
    const auto = timeline(config, lab(AUTO_STUDENTS))
    assert.equal(withExpected(auto, known, config, 'utc'), withExpected(auto, known, config, 'utc'))
    const written = timeline(config, lab(210))
    assert.equal(withExpected(written, known, config, 'utc'), written)
  })
  it('adds up in a plan, and says so', () => {
    const segments = planOf(
      counted(known, [AUTO_STUDENTS], [20, 0, 'Poetry']),
      configOf(),
      at('09:00'),
      at('10:00'),
    ).get('user')
    assert.deepEqual(segments?.[0]?.demands[1], {
      unit: 'students',
      amount: 105,
      events: ['Lab', 'Poetry'],
      isExpected: true,
    })
  })
})
