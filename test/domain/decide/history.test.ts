import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decide } from '../../../src/domain/decide/decide.ts'
import { laterOf, type Memory, NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { memoryFromJson, memoryToJson } from '../../../src/domain/decide/memory-json.ts'
import type { HistoryMode } from '../../../src/domain/settings/forecast-rules.ts'
import { userPool } from '../../support/config.ts'
import { poolOf } from '../../support/decide.ts'
import { node } from '../../support/node.ts'
import { observed } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { at, DAY, MINUTE } from '../../support/time.ts'

const WEEK = 7 * DAY
const configOf = (history: HistoryMode) =>
  userPool({
    seat: { requests: { memory: '4Gi' } },
    resources: { requests: { memory: '32Gi' } },
    forecast: { reactions: 'on', history },
  })
const lab = (weeks: number, students: number) => ({
  title: 'Lab',
  uid: `lab-${weeks}`,
  from: at('09:00') + weeks * WEEK,
  to: at('10:00') + weeks * WEEK,
  asks: { user: { students } },
})

/** Who came to a class. */
const sawLab = (weeks: number, count: number) => {
  const pods = Array.from({ length: count }, (_, index) =>
    pod({ user: `p${weeks}-${index}`, on: 'n0', created: at('08:58') + weeks * WEEK }),
  )
  const { pods: view, nodes } = observed({ config: configOf('on'), nodes: [node({ name: 'n0' })], pods })
  return { pods: view, nodes }
}

/** One class to which so many come, two minutes before its start; decided on when its people have come. */
function lived(memory: Memory, weeks: number, count: number, history: HistoryMode): Memory {
  const pods = Array.from({ length: count }, (_, index) =>
    pod({
      user: `p${weeks}-${index}`,
      on: 'n0',
      created: at('08:58') + weeks * WEEK + Math.floor(index / 20) * MINUTE,
    }),
  )
  const world = observed({ config: configOf(history), events: [lab(weeks, 210)], nodes: [node({ name: 'n0' })], pods })
  return decide(world, memory, at('09:46') + weeks * WEEK).memory
}
const after = (counts: readonly number[], history: HistoryMode = 'on') =>
  counts.reduce((memory, count, weeks) => lived(memory, weeks, count, history), NO_MEMORY)
const nextClass = (memory: Memory, weeks: number, history: HistoryMode, students = 210) => {
  const world = observed({ config: configOf(history), events: [lab(weeks, students)] })
  return poolOf(decide(world, memory, at('09:04') + weeks * WEEK))
}

describe('a class that was there before', () => {
  it('is expected as it came, and says so', () => {
    const { because, people } = nextClass(after([80]), 1, 'on')
    assert.match(because, /^"Lab" asks 210 students; last time 80 came: 100 expected; /)
    assert.equal(people[0]?.amount, 100)
  })
  it('is only shown unless history is on', () => {
    const { because, people } = nextClass(after([80], 'show'), 1, 'show')
    assert.match(because, /last time 80 came: 100 would be expected \(forecast.history: on\)/)
    assert.equal(people[0]?.amount, 210)
  })
  it('off: nothing is remembered of it', () => assert.deepEqual(after([80], 'off').forecast.series, {}))
  it('is learned once, whoever decides and how often', () => {
    const once = after([80])
    assert.deepEqual(lived(once, 0, 80, 'on').forecast.series, once.forecast.series)
  })
  it('survives a restart and a takeover', () => {
    const memory = after([80, 70])
    const stored = memoryFromJson(memoryToJson(memory)) ?? assert.fail()
    assert.deepEqual(stored.forecast, memory.forecast)
    assert.deepEqual(laterOf(NO_MEMORY, stored).forecast.series, memory.forecast.series)
  })
  it('that nobody came to three times in a row holds nothing', () => {
    const { because, target } = nextClass(after([80, 0, 0, 0]), 4, 'on')
    assert.match(because, /nobody came the last 3 times: nothing is held until somebody comes/)
    assert.equal(target, 0)
  })
  it('one that did not take place is not learned', () =>
    assert.match(nextClass(after([80, 3]), 2, 'on').because, /last time 80 came/))
  it('is forgotten where a person wants it, also by whoever takes over, and not learned again', () => {
    const memory = after([80, 70])
    const untilMs = at('12:00') + WEEK
    const world = { ...observed({ config: configOf('on'), events: [lab(1, 210)] }), forgotten: { '*': untilMs } }
    const forgot = decide(world, memory, untilMs).memory
    assert.deepEqual(forgot.forecast.series, {})
    const merged = decide(world, laterOf(forgot, memory), untilMs).memory
    assert.deepEqual(merged.forecast.series, {})
    const again = { ...world, ...sawLab(1, 80) }
    assert.deepEqual(decide(again, merged, at('09:46') + WEEK).memory.forecast.series, {}, 'within the hour after it')
  })
  it('remembers counts, and never who it was', () => assert.doesNotMatch(memoryToJson(after([80])), /p0-1|jupyter/))
})

describe('a change of clocks', () => {
  const BERLIN = 'Europe/Berlin'
  /** 09:00 in Berlin on Tuesday 24 March (UTC+1), and a week later, when the clock there is an hour ahead. */
  const [winter, summer] = [Date.parse('2026-03-24T08:00Z'), Date.parse('2026-03-31T07:00Z')]
  const zoneOf = (more: { calendarTimezone?: string; calendarZone?: string }) => {
    const { calendarZone, ...values } = more
    const config = userPool({ forecast: { reactions: 'on', history: 'on' } }, values)
    return (startMs: number, uid: string) => ({
      ...observed({
        config,
        events: [{ title: 'Lab', uid, from: startMs, to: startMs + 60 * MINUTE, asks: { user: { students: 210 } } }],
        nodes: [node({ name: 'n0' })],
        pods: Array.from({ length: 80 }, (_, one) => pod({ user: `p${one}`, on: 'n0', created: startMs })),
      }),
      ...(calendarZone === undefined ? {} : { calendarZone }),
    })
  }
  const seriesAfter = (world: ReturnType<typeof zoneOf>) => {
    const { memory } = decide(world(winter, 'a'), NO_MEMORY, winter + 46 * MINUTE)
    return Object.keys(decide(world(summer, 'b'), memory, summer + 46 * MINUTE).memory.forecast.series)
  }
  for (const [name, zone, keys] of [
    ['moves no class by the zone that the calendar names', { calendarZone: BERLIN }, [/^user 2 09:00 /]],
    ['calendarTimezone goes before it', { calendarTimezone: BERLIN, calendarZone: 'Asia/Tokyo' }, [/^user 2 09:00 /]],
    ['moves it where nobody names one', {}, [/^user 2 08:00 /, /^user 2 07:00 /]],
  ] as const)
    it(name, () => {
      const found = seriesAfter(zoneOf(zone))
      assert.equal(found.length, keys.length, found.join())
      for (const [at, key] of keys.entries()) assert.match(found[at] ?? '', key)
    })
})
