import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { layoutFor } from '../../../../src/simulation/report/drawing/layout.ts'
import { timeScaleOf } from '../../../../src/simulation/report/drawing/time-scale.ts'
import { HOUR } from '../../../support/time.ts'
import { read } from '../../scenario/support.ts'

const rehearsal = await read()
/** From 08:00 on a Tuesday in Los Angeles. */
const scaleOf = (hours: number) => {
  const { startMs } = rehearsal.scenario
  const scenario = { ...rehearsal.scenario, endMs: startMs + hours * HOUR }
  return timeScaleOf({ ...rehearsal, scenario }, layoutFor(scenario))
}
const texts = (ticks: readonly { readonly text: string }[]) => ticks.map(({ text }) => text)

describe('the time of a scenario', () => {
  it('of hours has round times of its own day, and no days', () => {
    const { ticks, names, midnights, nights } = scaleOf(3)
    assert.deepEqual(texts(ticks), ['08:30', '09:00', '09:30', '10:00', '10:30'])
    assert.deepEqual([names, midnights, nights], [[], [], []])
  })
  it('of a week has its days by name, their beginnings and their nights', () => {
    const { ticks, names, midnights, nights } = scaleOf(7 * 24)
    assert.deepEqual(texts(names), [
      'Tue 24 Mar',
      'Wed 25 Mar',
      'Thu 26 Mar',
      'Fri 27 Mar',
      'Sat 28 Mar',
      'Sun 29 Mar',
      'Mon 30 Mar',
      'Tue',
    ])
    assert.deepEqual([midnights.length, nights.length], [7, 7])
    assert.deepEqual(texts(ticks).slice(0, 3), ['12:00', '00:00', '12:00'])
  })
  it('of a semester has dates, and days that are too narrow for a name or a night', () => {
    const { ticks, names, midnights, nights } = scaleOf(98 * 24)
    assert.deepEqual(texts(ticks).slice(0, 2), ['31 Mar', '7 Apr'])
    assert.deepEqual([names, nights], [[], []])
    assert.equal(midnights.length, 98)
  })
  it('never has more ticks than have room', () => {
    for (const hours of [1, 5, 12, 24, 36]) assert.ok(scaleOf(hours).ticks.length <= 8, `${hours} h`)
    for (const hours of [37, 72, 400, 1000, 5000, 8760]) assert.ok(scaleOf(hours).ticks.length <= 16, `${hours} h`)
  })
})
