import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { crowdOf } from '../../../src/domain/forecast/crowd.ts'
import { cameBetween, type Minutes, NO_MINUTES } from '../../../src/domain/forecast/minutes.ts'
import { interval } from '../../support/calendar.ts'
import { fc } from '../../support/properties.ts'
import { at, MINUTE } from '../../support/time.ts'

const START = at('08:00')
/** From 08:00 on. */
const minutes = (counts: readonly number[]): Minutes =>
  counts.some((count) => count > 0) ? { from: START / MINUTE, counts } : NO_MINUTES
const eventOf = (who: string, startMs = at('09:00')) => ({ ...interval('students', 350, who), who, startMs })
const isNear = (starts: readonly number[], minute: number) =>
  starts.some((start) => start - 30 <= minute && minute < start + 45)
const between = (people: Minutes, from: string, to: string) => cameBetween(people, at(from), at(to))

describe('who came to a pool', () => {
  const accounts = new Map<string | undefined, Minutes>([
    [undefined, minutes(Array.from({ length: 120 }, () => 1))],
    ['data8', minutes(Array.from({ length: 120 }, () => 2))],
  ])
  it('is everybody together', () => assert.equal(between(crowdOf(accounts, []).all, '08:00', '10:00'), 360))
  it('of a class while none of its events is near: one of the others', () => {
    assert.equal(between(crowdOf(accounts, []).others, '08:00', '10:00'), 360)
    assert.equal(between(crowdOf(accounts, [eventOf('cs61a')]).others, '08:00', '10:00'), 360)
  })
  it('of a class in the window of its event: nobody else’s', () => {
    const { others, of } = crowdOf(accounts, [eventOf('data8')])
    assert.equal(between(others, '08:00', '08:30'), 90)
    assert.equal(between(others, '08:30', '09:45'), 75)
    assert.equal(between(others, '09:45', '10:00'), 45)
    assert.equal(between(of('data8'), '08:30', '09:45'), 150)
  })
  it('is counted once, whatever classes and events there are', () => {
    const counts = fc.array(fc.nat(9), { maxLength: 100 })
    const starts = fc.array(fc.integer({ min: -60, max: 160 }), { maxLength: 3 })
    fc.assert(
      fc.property(counts, counts, counts, starts, starts, (a, b, c, ofB, ofC) => {
        const all = new Map<string | undefined, Minutes>([
          [undefined, minutes(a)],
          ['b', minutes(b)],
          ['c', minutes(c)],
        ])
        const events = (who: string, at: readonly number[]) => at.map((one) => eventOf(who, START + one * MINUTE))
        const crowd = crowdOf(all, [...events('b', ofB), ...events('c', ofC)])
        for (let minute = 0; minute < 100; minute += 1) {
          const count = (people: Minutes) => cameBetween(people, START + minute * MINUTE, START + (minute + 1) * MINUTE)
          const ofClass = (who: string, starts: readonly number[]) =>
            isNear(starts, minute) ? count(crowd.of(who)) : 0
          const came = [a, b, c].reduce((sum, counts) => sum + (counts[minute] ?? 0), 0)
          assert.equal(count(crowd.others) + ofClass('b', ofB) + ofClass('c', ofC), came)
          assert.equal(count(crowd.all), came)
        }
      }),
    )
  })
})
