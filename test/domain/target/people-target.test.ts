import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Pod } from '../../../src/domain/cluster/pod.ts'
import type { Interval } from '../../../src/domain/demand/interval.ts'
import { type PeopleDemand, peopleDemands } from '../../../src/domain/demand/people.ts'
import type { PeopleWorld } from '../../../src/domain/room/pool-seats.ts'
import { peopleTarget } from '../../../src/domain/target/people-target.ts'
import { interval } from '../../support/calendar.ts'
import { apart, pod, several } from '../../support/pod.ts'
import { fc } from '../../support/properties.ts'
import { at } from '../../support/time.ts'

describe('students of events that opened at different times', () => {
  const world: PeopleWorld = { users: [], openSeats: 0, seatsPerPlaceholder: 10, shortSeats: 0, keptNodes: 0 }
  const tutoring = interval('students', 10, 'Tutoring', '08:00')
  const exam = interval('students', 350, 'Exam', '09:50')
  const since = (count: number, from: string) => several(count, (n) => user(`${from} ${n}`, from))
  const target = (active: readonly Interval[], users: readonly Pod[]) =>
    peopleTarget(peopleDemands(active)[0] ?? assert.fail(), { ...world, users: apart(users) })

  it('those who came to the one before the other opened are none of the other', () => {
    const { placeholders, because } = target([tutoring, exam], since(300, '08:10'))
    assert.equal(placeholders, 35)
    assert.match(because, /^"Exam" asks 350 students; 0 came, /)
  })
  it('at once when the other opens: they came to it', () => {
    assert.equal(target([exam], since(50, '09:50')).placeholders, 30)
  })
  it('of two that miss as many the one that asks for more speaks', () => {
    const { because } = target([tutoring, exam], since(10, '08:10'))
    assert.match(because, /^"Tutoring" and "Exam" ask 360 students; 10 came, 0 seats are open, a placeholder holds 10$/)
  })
  it('without room and users it is what all of them ask', () =>
    assert.equal(target([tutoring, exam], since(300, '08:10')).withoutRoom, 36))
  it('who comes once both are open may be of either', () => {
    assert.equal(target([tutoring, exam], since(200, '09:55')).placeholders, 16)
    assert.match(target([tutoring, exam], since(200, '09:55')).because, /^"Tutoring" and "Exam" ask 360 students; 200 /)
  })
  it('one event more never asks for less', () => {
    const times = fc.constantFrom('08:00', '08:20', '08:40', '09:00', '09:20')
    const events = fc.array(fc.record({ from: times, amount: fc.nat(60) }), { minLength: 1, maxLength: 5 })
    const arrivals = fc.array(times, { maxLength: 100 })
    fc.assert(
      fc.property(events, arrivals, fc.nat(4), (all, came, left) => {
        const users = came.map((from, n) => user(`${n}`, from))
        const some = all.filter((_, at) => at !== left % all.length)
        const intervals = (of: typeof all) =>
          of.map(({ from, amount }, at) => interval('students', amount, `${from} ${at}`, from))
        const without = some.length > 0 ? target(intervals(some), users).placeholders : 0
        assert.ok(target(intervals(all), users).placeholders >= without)
      }),
    )
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
  ['who came since the window opened counts', demand('students', 9), { users: apart([user('ada', '08:55')]) }, 1],
  ['who was there before does not', demand('students', 9), { users: apart([user('ada', '08:45')]) }, 2],
  [
    'more came than were asked: nothing is needed',
    demand('students', 1),
    { users: apart([user('a', '08:55'), user('b', '08:56')]) },
    0,
  ],
  ['open seats alone are enough', demand('students', 10), { openSeats: 10 }, 0],
  [
    'seats count everybody who is there',
    demand('seats', 40),
    { users: apart([user('ada', '08:00')]), openSeats: 7 },
    4,
  ],
  [
    'seats that are taken and open are enough',
    demand('seats', 2),
    { users: apart([user('ada', '08:00')]), openSeats: 1 },
    0,
  ],
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
      assert.match(target.because, /^"Lecture" asks/)
      assert.ok(target.withoutRoom >= target.placeholders)
    })
})

describe('what is said', () => {
  const said = (world: Partial<PeopleWorld>) =>
    peopleTarget(demand('students', 9), {
      users: [],
      openSeats: 1,
      seatsPerPlaceholder: 8,
      shortSeats: 0,
      keptNodes: 0,
      ...world,
    }).because
  it('how many are open, in one or in several', () => {
    assert.match(said({}), /; 0 came, 1 seat is open, a placeholder holds 8$/)
    assert.match(said({ openSeats: 2 }), /, 2 seats are open, /)
  })
  it('that those beside users hold fewer, where they do', () =>
    assert.match(said({ shortSeats: 3 }), /, a placeholder holds 8, those on shared nodes 3 fewer together$/))
  it('that one holds one at the least', () => assert.match(said({ seatsPerPlaceholder: 0 }), /holds 1$/))
})
