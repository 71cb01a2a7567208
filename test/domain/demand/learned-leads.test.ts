import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decide } from '../../../src/domain/decide/decide.ts'
import { laterOf, type Memory, NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { memoryFromJson, memoryToJson } from '../../../src/domain/decide/memory-json.ts'
import type { Boots } from '../../../src/domain/demand/boots.ts'
import { leadTimesOf, withLearnedLeads } from '../../../src/domain/demand/learned-leads.ts'
import { boots } from '../../support/boots.ts'
import { type OccurrenceSpec, timeline } from '../../support/calendar.ts'
import { config } from '../../support/config.ts'
import { poolOf } from '../../support/decide.ts'
import { node } from '../../support/node.ts'
import { observed } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at, MINUTE } from '../../support/time.ts'

const from = config({
  nodePools: { user: { leadTime: 'auto', replicas: 0 }, gpu: {}, fixed: { leadTime: '20m' } },
  bridge: 0,
})
const midterm: OccurrenceSpec = { uid: 'midterm', asks: { user: 4 } }
const took = (minutes: number): Boots => boots(...Array.from({ length: 5 }, () => minutes))
const learned = (minutes: number, pool = 'user'): Memory => ({ ...NO_MEMORY, boots: { [pool]: took(minutes) } })

describe('where `auto` stands in a timeline', () => {
  const starts = (event: OccurrenceSpec, known: Record<string, Boots>) =>
    withLearnedLeads(timeline(from, event), leadTimesOf(known, from), from).intervals.map(
      ({ startMs, fromMs }) => (startMs - fromMs) / MINUTE,
    )
  const all = { user: took(3), gpu: took(4), fixed: took(5) }
  const table: [string, OccurrenceSpec, number][] = [
    ['of the pool', { asks: { user: 4 } }, 3],
    ['of people’s units by default', { asks: { gpu: { students: 30 } } }, 4],
    ['of the event', { asks: { fixed: 4 }, leadTimeMs: 'auto' }, 5],
    ['not of an integer by default', { asks: { gpu: 4 } }, 0],
    ['not where the pool says how long', { asks: { fixed: { students: 30 } } }, 20],
    ['not where the event says how long', { asks: { user: 4 }, leadTimeMs: 7 * MINUTE }, 7],
  ]
  for (const [name, event, minutes] of table) it(name, () => assert.deepEqual(starts(event, all), [minutes]))

  it('it is 10 min where nothing is learned', () => assert.deepEqual(starts({ asks: { user: 4 } }, {}), [10]))
  it('the timeline is sorted and has its boundaries anew', () => {
    const late: OccurrenceSpec = {
      title: 'Late',
      from: '09:05',
      to: '10:00',
      asks: { user: 1 },
      leadTimeMs: 10 * MINUTE,
    }
    const before = timeline(from, { asks: { user: 4 } }, late)
    const { intervals, boundaries } = withLearnedLeads(before, leadTimesOf({ user: took(3) }, from), from)
    assert.deepEqual(
      intervals.map(({ fromMs }) => fromMs),
      [at('08:55'), at('08:57')],
    )
    assert.deepEqual(boundaries, [at('08:55'), at('08:57'), at('10:00')])
  })
  it('a gap that is bridged is one with the learned lead time', () => {
    const bridged = config({ nodePools: { user: { leadTime: 'auto' } }, bridge: '5m' })
    const both = [midterm, { uid: 'next', from: '10:12', to: '11:00', asks: { user: 4 } }]
    const count = (minutes: number) =>
      withLearnedLeads(timeline(bridged, ...both), leadTimesOf({ user: took(minutes) }, bridged), bridged).bridges
        .length
    assert.deepEqual([count(10), count(6)], [1, 0], 'of 2 and of 6 minutes')
  })
  it('it is the same object while nothing changes', () => {
    const line = timeline(from, midterm)
    const made = withLearnedLeads(line, leadTimesOf({ user: took(3) }, from), from)
    assert.equal(withLearnedLeads(line, leadTimesOf({ user: took(3) }, from), from), made)
    assert.equal(withLearnedLeads(line, leadTimesOf({}, from), from), line)
    assert.equal(withLearnedLeads(line, leadTimesOf({ user: took(10) }, from), from), line)
  })
})

describe('a decision with a learned lead time', () => {
  const sight = observed({ config: from, events: [midterm] })
  const asked = (memory: Memory, time: string) => poolOf(decide(sight, memory, at(time))).demand.integer

  it('an event begins so long before its start', () => {
    assert.deepEqual([asked(learned(3), '08:56:59'), asked(learned(3), '08:57')], [0, 4])
    assert.equal(decide(sight, learned(3), at('08:40')).revisitAt, at('08:57'))
  })
  it('says so', () => {
    const { leadTime } = poolOf(decide(sight, learned(3), at('08:00')))
    assert.deepEqual(leadTime, { ms: 3 * MINUTE, boots: 5, learned: { leastMs: 3 * MINUTE, mostMs: 3 * MINUTE } })
  })
  it('a window that is open stays as it is when the lead time gets shorter', () => {
    const { memory } = decide(sight, NO_MEMORY, at('08:51'))
    const later = decide(sight, { ...memory, boots: learned(3).boots }, at('08:52'))
    assert.equal(poolOf(later).demand.integer, 4)
    assert.equal(later.revisitAt, at('10:00'))
    assert.equal(poolOf(decide(sight, later.memory, at('08:53'))).demand.integer, 4)
  })
  it('one that is not open yet opens at once when it gets longer', () => {
    const { memory } = decide(sight, learned(3), at('08:50'))
    assert.equal(asked({ ...memory, boots: learned(20).boots }, '08:50:01'), 4)
  })
  it('the fifth boot is learned and counts in the decision that sees it', () => {
    const seen = observed({
      config: from,
      events: [midterm],
      nodes: [node({ name: 'n1', created: at('08:10') })],
      pods: [pod({ placeholder: 'user', on: 'n1', created: at('08:00'), runningAt: at('08:20') })],
    })
    const four = { ...NO_MEMORY, boots: { user: took(3).slice(0, 4) } }
    const decision = decide(seen, four, at('08:41'))
    assert.deepEqual([poolOf(decision).leadTime.ms, poolOf(decision).demand.integer], [20 * MINUTE, 4])
    assert.equal(decision.memory.boots.user?.length, 5)
  })
  it('a restart keeps it', () => {
    const again = memoryFromJson(memoryToJson(decide(sight, learned(3), at('08:00')).memory)) ?? assert.fail()
    assert.deepEqual([asked(again, '08:56:59'), asked(again, '08:57')], [0, 4])
  })
  it('who takes over knows what either knew', () => {
    const [own, stored] = [took(3).slice(0, 3), took(3).slice(2)].map((user) => ({ ...NO_MEMORY, boots: { user } }))
    assert.deepEqual(laterOf(own ?? NO_MEMORY, stored ?? NO_MEMORY).boots, learned(3).boots)
  })
})

it('whatever is learned meanwhile, a window opens once and closes once', () => {
  const minutes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 })
  const sight = observed({ config: from, events: [midterm] })
  fc.assert(
    fc.property(minutes, fc.integer({ min: 1, max: 7 }), (lessons, step) => {
      let memory: Memory = NO_MEMORY
      const counts: boolean[] = []
      for (let minute = 0, turn = 0; minute < 150; minute += step, turn++) {
        const lesson = learned(lessons[Math.min(turn, lessons.length - 1)] ?? 10)
        const decision = decide(sight, { ...memory, boots: lesson.boots }, at('08:15') + minute * MINUTE)
        memory = decision.memory
        counts.push(poolOf(decision).demand.integer === 4)
      }
      const changes = counts.filter((one, index) => index > 0 && one !== counts[index - 1])
      assert.equal(changes.length, 2, counts.join())
    }),
    RUNS,
  )
})
