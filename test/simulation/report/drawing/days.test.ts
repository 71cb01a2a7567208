import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { daysOf, nightsOf } from '../../../../src/simulation/report/drawing/days.ts'
import { HOUR } from '../../../support/time.ts'

const BERLIN = 'Europe/Berlin'
const at = (time: string): number => Date.parse(time)
const hoursOf = ({ fromMs, toMs }: { fromMs: number; toMs: number }) => (toMs - fromMs) / HOUR

describe('days and nights', () => {
  it('are those of the zone: the day on which summer time begins has 23 hours, its night too is shorter', () => {
    const span = { fromMs: at('2026-03-28T12:00:00+01:00'), toMs: at('2026-03-30T12:00:00+02:00') }
    assert.deepEqual(daysOf(span, BERLIN).map(hoursOf), [24, 23, 24])
    assert.deepEqual(nightsOf(span, BERLIN).map(hoursOf), [7, 8])
  })
  it('of the morning the night before it is seen, of the day none', () => {
    const span = (from: string, to: string) => ({ fromMs: at(`2026-03-24T${from}Z`), toMs: at(`2026-03-24T${to}Z`) })
    assert.deepEqual(nightsOf(span('05:00', '09:00'), 'utc'), [
      { fromMs: at('2026-03-23T22:00Z'), toMs: at('2026-03-24T06:00Z') },
    ])
    assert.deepEqual(nightsOf(span('06:00', '22:00'), 'utc'), [])
    assert.equal(nightsOf(span('00:00', '23:00'), 'utc').length, 2)
  })
})
