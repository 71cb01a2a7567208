/** A seat that an event makes larger: what is counted in it while it counts, and that all is as before after it. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { EVENT_ANNOTATION } from '../../../src/domain/event-annotation.ts'
import { userPool } from '../../support/config.ts'
import { decideAt, desiredOf, play } from '../../support/decide.ts'
import { node } from '../../support/node.ts'
import { pod, several } from '../../support/pod.ts'
import { at } from '../../support/time.ts'

const GI = 2 ** 30
const config = userPool({
  seat: { requests: { memory: '1Gi' } },
  resources: { requests: { memory: '28Gi' } },
  forecast: { reactions: 'off' },
})
const LARGE = { memory: 8 * GI, cpu: 2000 }
const exam = (seat?: typeof LARGE) => ({
  title: 'Midterm',
  from: '09:00',
  to: '11:00',
  asks: { user: { students: 28 } },
  ...(seat ? { seats: { user: seat } } : {}),
})
const world = (...events: ReturnType<typeof exam>[]) => ({
  config,
  nodes: [node({ name: 'n1' })],
  pods: [pod({ user: 'ada', on: 'n1', memory: '1Gi', created: at('06:00') })],
  events,
})

describe('an event with a larger seat', () => {
  it('keeps as many nodes as its seats need, and says why', () => {
    const decision = decideAt('08:55', world(exam(LARGE)))
    // Three are open on the node, and an empty one holds four.
    assert.deepEqual(desiredOf(decision), { user: 7 })
    assert.match(decision.pools.get('user')?.because ?? '', /a seat is \{memory:8Gi,cpu:2\} for the event/)
    assert.deepEqual(desiredOf(decideAt('08:55', world(exam()))), { user: 0 })
  })
  it('changes nothing before, and all is as before after it', () => {
    const plain = { ...exam(), asks: { user: { students: 30 } }, title: 'Lecture', from: '12:00', to: '13:00' }
    const scenes = play([
      ['07:00', world(exam(LARGE), plain)],
      ['08:55', world(exam(LARGE), plain)],
      ['12:30', world(exam(LARGE), plain)],
    ])
    const seats = scenes.map((one) => one.pools.get('user')?.seat?.requests.memory)
    assert.deepEqual(seats, [undefined, 8 * GI, GI])
    assert.deepEqual(scenes.map(desiredOf).at(0), { user: 0 })
    assert.deepEqual(scenes.map(desiredOf).at(2), { user: 0 })
  })
  it('of several the largest counts, amount by amount', () => {
    const other = { ...exam(), title: 'Quiz', seats: { user: { memory: GI, cpu: 4000 } } }
    const decision = decideAt('09:30', world(exam({ memory: 8 * GI, cpu: 1000 }), other))
    assert.deepEqual(decision.pools.get('user')?.seat, { requests: { memory: 8 * GI, cpu: 4000 }, from: 'event' })
  })
  it('that no node holds is a problem days before, and none is where it fits', () => {
    const said = (seat: typeof LARGE, time = '2026-03-20T09:00:00Z') =>
      decideAt(time, world(exam(seat)))
        .problems.map(({ text }) => text)
        .filter((text) => /fits on no node/.test(text))
    assert.deepEqual(said(LARGE), [])
    assert.match(
      said({ memory: 64 * GI, cpu: 1 })[0] ?? '',
      /"Midterm": a seat of \{.*memory:64Gi.*\} fits on no node of the pool, which offers/,
    )
    assert.deepEqual(said({ memory: 64 * GI, cpu: 1 }, '2026-03-10T09:00:00Z'), [])
  })
  it('what its people have tells nothing of the seat of other days', () => {
    const learning = userPool({ resources: { requests: { memory: '28Gi' } } })
    const people = (count: number, memory: string, marked: boolean) =>
      several(count, (number) =>
        pod({
          user: `${memory}-${number}`,
          on: 'n1',
          memory,
          annotations: marked ? { [EVENT_ANNOTATION]: 'Midterm' } : {},
        }),
      )
    const decision = decideAt('09:30', {
      config: learning,
      nodes: [node({ name: 'n1', memory: '128Gi' })],
      pods: [...people(2, '2Gi', false), ...people(5, '8Gi', true)],
      events: [{ ...exam(), seats: {} }],
    })
    assert.deepEqual(decision.pools.get('user')?.seat?.requests, { memory: 2 * GI })
  })
})
