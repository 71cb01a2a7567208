import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dayTime, sayWhen, timeOfDay } from '../../../../src/simulation/report/drawing/times.ts'
import { HOUR } from '../../../support/time.ts'
import { at, read } from '../../scenario/support.ts'

const rehearsal = await read()
const lasting = (hours: number) => {
  const { scenario } = rehearsal
  return { ...rehearsal, scenario: { ...scenario, endMs: scenario.startMs + hours * HOUR } }
}

describe('instants', () => {
  it('have their weekday in a scenario of days, their date in one of weeks', () => {
    const said = (hours: number) => dayTime(lasting(hours))(at('09:00'))
    assert.deepEqual([4, 48, 168, 400].map(said), ['09:00', 'Tue 09:00', 'Tue 09:00', 'Tue 24 Mar 09:00'])
    assert.equal(timeOfDay(rehearsal)(at('09:00')), '09:00')
  })
  it('a scenario has its day once, or both its ends', () => {
    assert.equal(sayWhen(lasting(4)), 'Tuesday 24 March 2026, 08:00 to 12:00 America/Los_Angeles')
    assert.equal(
      sayWhen(lasting(48)),
      'Tuesday 24 March 2026, 08:00 to Thursday 26 March 2026, 08:00 America/Los_Angeles',
    )
  })
})
