import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aheadOf } from '../../../src/domain/fit/ahead.ts'
import { type OccurrenceSpec, timeline } from '../../support/calendar.ts'
import { userPool } from '../../support/config.ts'
import { at, MINUTE } from '../../support/time.ts'

const config = userPool({ replicas: 2 })
const rows = (...events: OccurrenceSpec[]) =>
  (aheadOf(timeline(config, ...events), config).get('user') ?? []).map(({ fromMs, toMs, startMs, events, demands }) => [
    (fromMs - at('09:00')) / MINUTE,
    (toMs - at('09:00')) / MINUTE,
    (startMs - at('09:00')) / MINUTE,
    events.join(),
    demands.map(({ unit, amount }) => `${amount} ${unit}`).join(),
  ])

const leadTimeMs = 10 * MINUTE

describe('what events ask of a pool, by time', () => {
  it('is none without events: what the config keeps is no class', () => assert.deepEqual(rows(), []))
  it('begins with the lead time, and says when the class does', () =>
    assert.deepEqual(rows({ asks: { user: { students: 350 } }, leadTimeMs }), [
      [-10, 60, 0, 'Midterm', '2 integer,350 students'],
    ]))
  it('adds up where classes overlap, by when the last of them begins', () =>
    assert.deepEqual(
      rows(
        { title: 'A', asks: { user: { students: 100 } }, leadTimeMs },
        { title: 'B', asks: { user: { students: 50 } }, from: '09:30', to: '10:30', leadTimeMs },
      ),
      [
        [-10, 20, 0, 'A', '2 integer,100 students'],
        [20, 60, 30, 'A,B', '2 integer,150 students'],
        [60, 90, 30, 'B', '2 integer,50 students'],
      ],
    ))
  it('is made once for a calendar as it was read', () => {
    const one = timeline(config, { asks: { user: 4 } })
    assert.equal(aheadOf(one, config), aheadOf(one, config))
  })
})
