import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { peopleDemands } from '../../../src/domain/demand/people.ts'
import type { Bridge } from '../../../src/domain/demand/timeline.ts'
import { interval } from '../../support/calendar.ts'
import { at } from '../../support/time.ts'

describe('what events ask together', () => {
  it('students add up, seats and nodes are totals of which the most counts, integers are another matter', () => {
    const demands = peopleDemands([
      interval('students', 200, 'Biology', '08:45'),
      interval('students', 150, 'Physics'),
      interval('seats', 40, 'Lab'),
      interval('seats', 30, 'Clinic'),
      interval('nodes', 8, 'Workshop'),
      interval('integer', 2, 'Old'),
    ])
    assert.deepEqual(
      demands.map(({ unit, amount, events }) => [unit, amount, events]),
      [
        ['students', 350, ['Biology', 'Physics']],
        ['seats', 40, ['Lab']],
        ['nodes', 8, ['Workshop']],
      ],
    )
    assert.equal(demands[0]?.openedMs, at('08:45'))
  })

  it('of students also what those ask that opened later, from opening to opening', () => {
    const [students] = peopleDemands([
      interval('students', 200, 'Biology', '08:50'),
      interval('students', 10, 'Tutoring', '08:00'),
      interval('students', 150, 'Physics', '08:50'),
      interval('students', 90, 'Chemistry', '08:55'),
    ])
    assert.deepEqual(students, {
      unit: 'students',
      amount: 450,
      events: ['Biology', 'Tutoring', 'Physics', 'Chemistry'],
      openedMs: at('08:00'),
      later: [
        { amount: 440, events: ['Biology', 'Physics', 'Chemistry'], openedMs: at('08:50') },
        { amount: 90, events: ['Chemistry'], openedMs: at('08:55') },
      ],
    })
  })
  it('nothing without events', () => assert.deepEqual(peopleDemands([]), []))
})

describe('a short gap between events', () => {
  const bridge = (amount: number, unit: Bridge['unit'] = 'seats'): Bridge => ({
    pool: 'user',
    unit,
    fromMs: at('08:30'),
    toMs: at('09:00'),
    amount,
    events: ['Lab', 'Clinic'],
  })
  it('keeps the lower of both, while nothing asks for more', () => {
    const asks = { unit: 'seats', amount: 30, events: ['Lab', 'Clinic'], openedMs: at('08:30'), later: [] }
    assert.deepEqual(peopleDemands([], [bridge(30)]), [asks])
    const [other] = peopleDemands([interval('seats', 20, 'Office hour')], [bridge(30)])
    assert.deepEqual([other?.amount, other?.events, other?.later?.length], [30, ['Lab', 'Clinic'], 1])
    const [more] = peopleDemands([interval('seats', 40, 'Office hour')], [bridge(30)])
    assert.deepEqual([more?.amount, more?.events], [40, ['Office hour']])
  })
  it('is nothing beside an event that asks for as much', () => {
    const [same] = peopleDemands([interval('seats', 30, 'Office hour')], [bridge(30)])
    assert.deepEqual([same?.amount, same?.events], [30, ['Office hour']])
  })
  it('is one of its own unit', () =>
    assert.deepEqual(
      peopleDemands([interval('students', 5, 'Lab')], [bridge(30), bridge(3, 'integer')]).map(({ unit, amount }) => [
        unit,
        amount,
      ]),
      [
        ['students', 5],
        ['seats', 30],
      ],
    ))
})
