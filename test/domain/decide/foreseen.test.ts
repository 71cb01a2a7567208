import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PoolValues } from '../../../src/config/schema.ts'
import { diff } from '../../../src/domain/act/diff.ts'
import { decide } from '../../../src/domain/decide/decide.ts'
import { laterOf, type Memory, NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { REACTIONS } from '../../../src/domain/settings/forecast-rules.ts'
import { userPool } from '../../support/config.ts'
import { decideAt, poolOf } from '../../support/decide.ts'
import { node } from '../../support/node.ts'
import { observed, type World } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { fc } from '../../support/properties.ts'
import { at, MINUTE } from '../../support/time.ts'

const pool = (more: Partial<PoolValues> = {}) =>
  userPool({
    seat: { requests: { memory: '4Gi' } },
    resources: { requests: { memory: '32Gi' } },
    forecast: { reactions: 'on' },
    ...more,
  })
const config = pool()
/** All reactions but one. */
const without = (name: (typeof REACTIONS)[number]) =>
  pool({ forecast: { reactions: Object.fromEntries(REACTIONS.map((one) => [one, one === name ? 'off' : 'on'])) } })
const lecture = (students: number) => [{ title: 'Lecture', from: '09:00', to: '10:20', asks: { user: { students } } }]
/** So many came, one after another, from a time on; 8 sit on a node. */
const came = (count: number, from: string, apartMs = 1000): World => ({
  nodes: Array.from({ length: Math.ceil(count / 8) }, (_, index) => node({ name: `n${index}`, memory: '32Gi' })),
  pods: Array.from({ length: count }, (_, index) =>
    pod({
      user: `p${index}`,
      on: `n${Math.floor(index / 8)}`,
      memory: '4Gi',
      created: Math.floor((at(from) + index * apartMs) / 1000) * 1000,
    }),
  ),
})
const targetAt = (time: string, world: World) => poolOf(decideAt(time, { config, ...world })).target
const saidAt = (time: string, world: World) => poolOf(decideAt(time, { config, ...world })).because

describe('a class, from the announced number alone', () => {
  it('gets few seats long before it starts, and all of them along the curve', () => {
    const times = ['08:09', '08:13', '08:40', '08:50', '09:00']
    const targets = times.map((time) => targetAt(time, { events: lecture(350) }))
    assert.equal(targets[0], 0)
    assert.equal(targets[1], 1)
    assert.deepEqual(
      targets,
      targets.toSorted((a, b) => a - b),
    )
  })
  it('without anybody who came and without revision, three quarters of an hour after the start it is the announced number', () => {
    const unrevised = without('revision')
    const { target } = poolOf(decideAt('09:44', { config: unrevised, events: lecture(350) }))
    assert.equal(target, Math.ceil(350 / 8))
  })
  it('who comes half an hour before is one of its people', () => {
    const early = { events: lecture(80), ...came(60, '08:40', 10_000) }
    assert.match(saidAt('08:50', early), /"Lecture" asks 80 students; .*60 came/)
    const after = saidAt('08:50', { ...early, config: without('earlyBirds') })
    assert.match(after, /; 4[0-9]? came|; [0-9] came/)
  })
  it('nobody comes: ten minutes after the start ten seats are left', () => {
    assert.ok(targetAt('09:09', { events: lecture(350) }) > 30)
    assert.equal(targetAt('09:10', { events: lecture(350) }), 2)
    assert.match(saidAt('09:10', { events: lecture(350) }), /nobody came in 10 minutes: kept for 10/)
  })
  it('half of them come: what is held falls in the first week', () => {
    const half = { events: lecture(350), ...came(150, '08:56', 4000) }
    assert.match(saidAt('09:10', half), /150 came by 09:10 where 72 % have: 267 at most/)
  })
  it('many more come: more are expected', () => {
    const more = { events: lecture(40), ...came(40, '08:40', 10_000) }
    assert.match(saidAt('08:50', more), /40 came by 08:50 where 11 % have: 108 expected, not 40/)
  })
  it('a lead time that somebody wrote says when all of the room is there', () => {
    const events = [{ ...lecture(80)[0], leadTimeMs: 20 * MINUTE }]
    assert.ok(targetAt('08:39', { events }) < 10)
    assert.equal(targetAt('08:40', { events }), 10)
  })
  it('two classes have their own people each, and both are said', () => {
    const events = [...lecture(80), { title: 'Lab', from: '09:00', to: '10:00', asks: { user: { students: 40 } } }]
    assert.match(saidAt('08:58', { events }), /"Lab" asks 40 students; .*"Lecture" asks 80 students; /)
  })
  it('is over when nobody comes any more, whatever the end of the event', () => {
    assert.equal(targetAt('09:45', { events: lecture(350) }), 0)
    assert.ok(targetAt('09:40', { events: [{ ...lecture(350)[0], to: '09:30' }] }) > 0)
  })
})

describe('who comes without an event', () => {
  const wednesdays = (count: number): Memory => {
    let memory = NO_MEMORY
    for (let week = 3; week > 0; week -= 1) {
      const startMs = at('12:30') - week * 7 * 24 * 60 * MINUTE
      const pods = Array.from({ length: count }, (_, index) =>
        pod({ user: `w${week}-${index}`, on: 'n0', created: startMs + index * 10_000 }),
      )
      const world = observed({ config, nodes: [node({ name: 'n0' })], pods })
      memory = decide(world, memory, startMs + 31 * MINUTE).memory
    }
    return memory
  }
  it('the weekly class in no calendar is expected, and its weeks are said', () => {
    const decision = decide(observed({ config }), wednesdays(80), at('12:25'))
    assert.match(
      poolOf(decision).because,
      /Tuesdays 12:30 people come though no event says so \(80, 80, 80\): room for 80/,
    )
    assert.equal(poolOf(decision).target, 10)
  })
  it('is looked at before it begins', () => {
    let [decision, memory] = [decide(observed({ config }), wednesdays(80), at('09:00')), NO_MEMORY]
    for (let looks = 0; looks < 20 && poolOf(decision).target === 0; looks += 1) {
      memory = decision.memory
      decision = decide(observed({ config }), memory, decision.revisitAt ?? assert.fail())
    }
    assert.ok(decision.atMs <= at('12:20'), new Date(decision.atMs).toISOString())
  })
  it('at night, without calendar and people, nothing is held', () => {
    const decision = decide(observed({ config }), wednesdays(80), at('23:40'))
    assert.equal(poolOf(decision).target, 0)
  })
  it('a surge asks for room for those who follow', () => {
    const surge = came(24, '08:57', 5000)
    assert.match(saidAt('08:59', surge), /24 came in 3 minutes, 0 were expected: room for 72 more/)
    const calm = without('surge')
    assert.equal(targetAt('08:59', { ...surge, config: calm }), 0)
  })
  for (const asks of [{ seats: 40 }, { nodes: 4 }, { integer: 4 }])
    it(`is no surprise while an event says how much room there is for all: ${JSON.stringify(asks)}`, () => {
      const surge = came(24, '08:57', 5000)
      const workshop = [{ title: 'Workshop', from: '08:50', to: '10:00', asks: { user: asks } }]
      assert.doesNotMatch(saidAt('08:59', { ...surge, events: workshop }), /came in 3 minutes/)
      assert.match(saidAt('08:38', { ...came(24, '08:36', 5000), events: workshop }), /came in 3 minutes/)
    })
})

describe('whoever decides', () => {
  const events = lecture(100)
  const arrivals = fc.array(fc.nat(50), { maxLength: 60 })
  const worldOf = (minutes: readonly number[], order: (a: number, b: number) => number): World => ({
    config,
    events,
    nodes: [node({ name: 'n0', memory: '400Gi' })],
    pods: minutes
      .map((minute, person) => ({ minute, person }))
      .toSorted((a, b) => order(a.person, b.person))
      .map(({ minute, person }) =>
        pod({ user: `p${person}`, on: 'n0', memory: '4Gi', created: at('08:30') + minute * MINUTE }),
      ),
  })
  it('finds the same, in whatever order people were seen', () =>
    fc.assert(
      fc.property(arrivals, (minutes) => {
        const [one, other] = [worldOf(minutes, (a, b) => a - b), worldOf(minutes, (a, b) => b - a)]
        assert.equal(saidAt('09:15', one), saidAt('09:15', other))
      }),
    ))
  it('after a restart those who are gone still came', () => {
    const full = { config, events, ...came(60, '08:50', 5000) }
    const before = decide(observed(full), NO_MEMORY, at('08:56'))
    const empty = observed({ config, events })
    assert.match(poolOf(decide(empty, before.memory, at('08:57'))).because, / 60 came/)
    assert.match(poolOf(decide(empty, laterOf(NO_MEMORY, before.memory), at('08:57'))).because, / 60 came/)
  })
  it('keeps to the limits', () =>
    fc.assert(
      fc.property(fc.nat(400), fc.nat(40), arrivals, fc.nat(59), (students, maxPlaceholders, minutes, after) => {
        const limited = { ...worldOf(minutes, (a, b) => a - b), config: pool({ maxPlaceholders }) }
        const time = `09:${String(after).padStart(2, '0')}`
        assert.ok(targetAt(time, { ...limited, events: lecture(students) }) <= maxPlaceholders)
      }),
    ))
  it('touches nobody who is there: only placeholders are counted and written', () =>
    fc.assert(
      fc.property(fc.nat(400), arrivals, fc.nat(59), (students, minutes, after) => {
        const seen = observed({ config, ...worldOf(minutes, (a, b) => a - b), events: lecture(students) })
        const decision = decide(seen, NO_MEMORY, at('09:00') + after * MINUTE)
        assert.ok(poolOf(decision).desired >= 0)
        for (const action of diff(decision, seen).actions)
          assert.ok(['apply', 'save state'].includes(action.type), action.type)
      }),
    ))
  it('announced more, never holds less', () =>
    fc.assert(
      fc.property(fc.nat(300), fc.nat(100), arrivals, (students, more, minutes) => {
        const world = worldOf(minutes, (a, b) => a - b)
        const of = (count: number) => targetAt('08:58', { ...world, events: lecture(count) })
        assert.ok(of(students + more) >= of(students))
      }),
    ))
})

describe('a pool that does not react', () => {
  it('holds what is announced, as it is', () => {
    const off = pool({ forecast: { reactions: 'off' } })
    assert.equal(targetAt('08:58', { config: off, events: lecture(350) }), 44)
    assert.match(
      saidAt('08:58', { config: off, events: lecture(350) }),
      /^"Lecture" asks 350 students; 0 came, 0 seats/,
    )
  })
})
