import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type PeopleDemand, type PeopleWorld, peopleDemands, peopleTarget } from '../../src/domain/people.ts'
import type { Interval } from '../../src/domain/timeline.ts'
import { pod } from '../support/pod.ts'
import { at } from '../support/time.ts'

const interval = (unit: Interval['unit'], amount: number, summary: string, from = '08:50'): Interval => ({
  pool: 'user',
  fromMs: at(from),
  toMs: at('10:00'),
  unit,
  amount,
  uid: summary,
  summary,
  startMs: at('09:00'),
  endMs: at('10:00'),
  window: summary,
  given: {},
})

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
})

const demand = (unit: PeopleDemand['unit'], amount: number): PeopleDemand => ({
  unit,
  amount,
  events: ['Lecture'],
  openedMs: at('08:50'),
})
const user = (name: string, created: string) => pod({ user: name, on: 'n1', created: at(created) })

const TABLE: readonly [name: string, demand: PeopleDemand, world: Partial<PeopleWorld>, placeholders: number][] = [
  ['350 students, nobody there, 8 to a placeholder', demand('students', 350), {}, 44],
  ['open seats are used first', demand('students', 350), { openSeats: 30 }, 40],
  ['who came since the window opened counts', demand('students', 9), { users: [user('ada', '08:55')] }, 1],
  ['who was there before does not', demand('students', 9), { users: [user('ada', '08:45')] }, 2],
  [
    'more came than were asked: nothing is needed',
    demand('students', 1),
    { users: [user('a', '08:55'), user('b', '08:56')] },
    0,
  ],
  ['open seats alone are enough', demand('students', 10), { openSeats: 10 }, 0],
  ['seats count everybody who is there', demand('seats', 40), { users: [user('ada', '08:00')], openSeats: 7 }, 4],
  ['seats that are taken and open are enough', demand('seats', 2), { users: [user('ada', '08:00')], openSeats: 1 }, 0],
  ['nodes count those in use', demand('nodes', 8), { keptNodes: 3 }, 5],
  ['more nodes in use than asked', demand('nodes', 2), { keptNodes: 3 }, 0],
  ['placeholders beside users hold fewer: more are needed', demand('seats', 16), { shortSeats: 3 }, 3],
  ['but none for nothing', demand('seats', 2), { openSeats: 2, shortSeats: 3 }, 0],
  ['a placeholder that holds no whole seat counts as one', demand('students', 3), { seatsPerPlaceholder: 0 }, 3],
]

describe('placeholders for people', () => {
  for (const [name, asked, world, placeholders] of TABLE)
    it(name, () => {
      const target = peopleTarget(asked, {
        users: [],
        openSeats: 0,
        seatsPerPlaceholder: 8,
        shortSeats: 0,
        keptNodes: 0,
        ...world,
      })
      assert.equal(target.placeholders, placeholders)
      assert.match(target.because, /"Lecture" asks/)
      assert.ok(target.withoutRoom >= target.placeholders)
    })
})
