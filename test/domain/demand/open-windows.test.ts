import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PoolValues } from '../../../src/config/schema.ts'
import { decide } from '../../../src/domain/decide/decide.ts'
import { laterOf, type Memory, NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { memoryFromJson, memoryToJson } from '../../../src/domain/decide/memory-json.ts'
import { windowKey } from '../../../src/domain/demand/open-windows.ts'
import type { OccurrenceSpec } from '../../support/calendar.ts'
import { userPool } from '../../support/config.ts'
import { observed } from '../../support/observed.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at, MINUTE } from '../../support/time.ts'

const midterm: OccurrenceSpec = { uid: 'midterm', from: '09:00', to: '10:00', asks: { user: 4 } }
const world = (pool: Partial<PoolValues>, ...events: OccurrenceSpec[]) =>
  observed({ config: userPool({ replicas: 1, bridge: 0, ...pool }), events })

/** What is asked at times, each under a config and a calendar of its own, one decision after the other. */
function asked(...moments: [time: string, pool: Partial<PoolValues>, event?: OccurrenceSpec][]): number[] {
  let memory: Memory = NO_MEMORY
  return moments.map(([time, pool, event = midterm]) => {
    const decision = decide(world(pool, event), memory, at(time))
    // What is remembered goes through JSON, as at a restart.
    memory = memoryFromJson(memoryToJson(decision.memory)) ?? assert.fail()
    return decision.pools.get('user')?.demand.integer ?? assert.fail()
  })
}

const [led, trailed] = [{ leadTime: '20m' }, { trailTime: '10m' }]

describe('a window is fixed when it opens', () => {
  it('and what was remarked of its event is still said', () => {
    const spelled: OccurrenceSpec = { ...midterm, asks: { User: 4 } }
    const { memory } = decide(world(led, spelled), NO_MEMORY, at('08:45'))
    const { timeline } = decide(world({}, spelled), memory, at('08:46'))
    assert.equal(timeline.intervals[0]?.fromMs, at('08:40'))
    assert.deepEqual(
      timeline.remarks.map(({ text }) => text),
      ['«User: 4»: read as `user: 4`'],
    )
  })
  it('a shorter lead time does not close it again', () =>
    assert.deepEqual(
      asked(['08:45', led], ['08:46', {}], ['08:59', {}], ['09:30', {}], ['10:00', {}]),
      [4, 4, 4, 4, 1],
    ))
  it('a shorter trail time does not end it', () =>
    assert.deepEqual(asked(['09:30', trailed], ['10:05', {}], ['10:09', {}], ['10:10', {}]), [4, 4, 4, 1]))
  it('a longer trail time does not lengthen it', () =>
    assert.deepEqual(asked(['09:30', {}], ['09:59', trailed], ['10:00', trailed], ['10:05', trailed]), [4, 4, 1, 1]))
  it('before it opens, what the config says last counts', () =>
    assert.deepEqual(asked(['08:30', led], ['08:45', {}], ['08:50', { leadTime: '15m' }]), [1, 1, 4]))
  it('the calendar can end it earlier', () =>
    assert.deepEqual(asked(['09:10', trailed], ['09:31', {}, { ...midterm, to: '09:20' }]), [4, 1]))
  it('the calendar can lengthen it', () =>
    assert.deepEqual(asked(['09:10', trailed], ['10:35', {}, { ...midterm, to: '10:30' }]), [4, 4]))
  it('and take it away', () => assert.deepEqual(asked(['09:10', led], ['09:20', {}, { ...midterm, asks: {} }]), [4, 1]))
  it('lead and trail time of the event itself are the calendar’s', () =>
    assert.deepEqual(asked(['08:45', led], ['08:46', {}, { ...midterm, leadTimeMs: 0 }], ['09:00', {}]), [4, 1, 4]))
  it('nothing is remembered of windows that are over', () => {
    const after = decide(world({}, midterm), { ...NO_MEMORY, windows: { gone: { leadMs: 1 } } }, at('10:00'))
    assert.deepEqual(after.memory.windows, {})
  })
  it('of two replicas that saw it open under different configs, neither ends it earlier', () => {
    const [own, stored] = [led, trailed].map((pool) => decide(world(pool, midterm), NO_MEMORY, at('09:00')).memory)
    assert(own && stored)
    assert.deepEqual(Object.values(laterOf(own, stored).windows), [{ leadMs: 20 * MINUTE, trailMs: 10 * MINUTE }])
  })
})

it('what was kept of a timeline before does not matter', () => {
  const exam: OccurrenceSpec = { uid: 'exam', from: '10:00', to: '11:00', asks: { user: 2 } }
  const made = () => world({ leadTime: '15m' }, midterm, exam)
  const seen = made()
  const opened = (time: string, event: OccurrenceSpec) =>
    decide(world({ leadTime: '30m' }, event), NO_MEMORY, at(time)).memory
  const first = opened('08:40', midterm)
  const moments = [
    ['08:41', first],
    ['09:40', opened('09:40', exam)],
    ['08:41', first],
    ['08:41', NO_MEMORY],
  ] as const
  for (const [time, memory] of moments)
    assert.deepEqual(decide(seen, memory, at(time)), decide(made(), memory, at(time)), time)
})

const minutes = fc.nat(30).map((count) => `${count}m`)
const pools = fc.record({ leadTime: minutes, trailTime: minutes })

it('whatever lead and trail times the config has meanwhile, a window opens once and closes once', () =>
  fc.assert(
    fc.property(fc.array(pools, { minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 7 }), (configs, step) => {
      let memory: Memory = NO_MEMORY
      const counts: boolean[] = []
      for (let minute = 0, turn = 0; minute < 150; minute += step, turn++) {
        const pool = configs[Math.min(turn, configs.length - 1)] ?? {}
        const nowMs = at('08:15') + minute * MINUTE
        const seen = world(pool, midterm)
        const decision = decide(seen, memory, nowMs)
        memory = decision.memory
        counts.push(decision.pools.get('user')?.demand.integer === 4)
      }
      const changes = counts.filter((one, index) => index > 0 && one !== counts[index - 1])
      assert(changes.length <= 2, counts.join())
    }),
    RUNS,
  ))

it('two events of the same UID and start, of which one says its own lead time, stay as they are', () => {
  const twins = [midterm, { ...midterm, leadTimeMs: MINUTE, asks: { user: 2 } }]
  const first = decide(world(led, ...twins), NO_MEMORY, at('08:45'))
  const second = decide(world({}, ...twins), first.memory, at('08:46'))
  assert.deepEqual(decide(world({}, ...twins), second.memory, at('08:46')).pools.get('user')?.demand.integer, 4)
  const last = decide(world({}, ...twins), second.memory, at('09:10'))
  assert.deepEqual(decide(world({}, ...twins), last.memory, at('09:10')).memory, last.memory)
})

describe('what a window is remembered by', () => {
  const named = (uid: string) =>
    Object.keys(decide(world({}, { ...midterm, uid }), NO_MEMORY, at('09:10')).memory.windows)
  it('is as short whatever its event is called', () => {
    for (const uid of ['a', 'ü'.repeat(127), '__proto__', '\0'.repeat(255)])
      assert.match(named(uid).join(), /^[0-9a-f]{16}$/)
  })
  it('is another of each event', () => assert.notDeepEqual(named('a'), named('b')))
  it('stays the same for years: it is stored', () =>
    assert.equal(windowKey('user integer midterm 1774342800000'), 'e933756528afff2e'))
})

it('of ten thousand windows with the longest names so many are remembered as the state ConfigMap has room for', () => {
  const events = Array.from({ length: 10_000 }, (_, n) => ({
    ...midterm,
    uid: `${String(n).padStart(5, '0')}\0${'ü'.repeat(124)}`,
  }))
  const { memory } = decide(world({}, ...events), NO_MEMORY, at('09:10'))
  assert.equal(Object.keys(memory.windows).length, 5000)
  assert(Buffer.byteLength(memoryToJson(memory)) < 192 * 1024)
})
