import assert from 'node:assert/strict'
import { it } from 'node:test'
import { BehaviorSubject, defer, delay, NEVER, type Observable, of, VirtualTimeScheduler } from 'rxjs'
import { readingsFromJson, readingsToJson, type StoredReadings } from '../../../src/domain/calendar/calendar-store.ts'
import type { CalendarState } from '../../../src/domain/calendar/occurrence.ts'
import { type Fetched, failed } from '../../../streams/calendar/fetched.ts'
import { calendars$, mergeCalendars, type NamedSource } from '../../../streams/sources/calendars.ts'
import { ics, vevent } from '../../domain/calendar/support.ts'

const [SECOND, MINUTE] = [1000, 60_000]
const START = Date.UTC(2026, 2, 24)

const text = (content: string): Fetched => ({ at: 'text', text: content, validators: {} })
const event = (uid: string) =>
  ics(vevent(`UID:${uid}\nSUMMARY:${uid}\nDTSTART:20260324T090000Z\nDURATION:PT1H\nDESCRIPTION:user: 2`))
const source = (name: string): NamedSource => ({
  at: 'calendar',
  name: `calendar ${name}`,
  id: name,
  source: { where: { url: `/${name}.ics` } },
})
const SCHEDULE: NamedSource = {
  at: 'schedule',
  name: 'schedule',
  entries: [
    { name: 'Exam', start: '2026-03-24T10:00', durationMs: 3_600_000, exdates: [], pools: { user: { integer: 3 } } },
  ],
}

/** Several files on virtual time; a file that is not named never answers. */
function world(
  names: readonly NamedSource[],
  files: Record<string, Observable<Fetched>>,
  stored$?: Observable<StoredReadings | undefined>,
) {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY)
  scheduler.frame = START
  const reads: string[] = []
  const sources$ = new BehaviorSubject(names)
  const states: CalendarState[] = []
  const readFile = (path: string) =>
    defer(() => {
      reads.push(path)
      return (files[path.slice(1, -4)] ?? NEVER).pipe(delay(10, scheduler))
    })
  const deps = { readFile, watchFile: () => NEVER, random: () => 0.5, ...(stored$ && { stored$ }) }
  mergeCalendars(calendars$(sources$, deps, scheduler)).subscribe((state) => states.push(state))
  const until = (ms: number) => {
    scheduler.maxFrames = START + ms
    scheduler.flush()
    scheduler.frame = START + ms
    return states.at(-1) ?? assert.fail('no state')
  }
  return { until, reads, states, sources$ }
}
const titles = ({ reading }: CalendarState) => reading.occurrences.map(({ summary }) => summary)

it('all of them, and the schedule, are one calendar', () => {
  const { until } = world([source('a'), source('b'), SCHEDULE], { a: of(text(event('a'))), b: of(text(event('b'))) })
  const state = until(SECOND)
  assert.deepEqual([state.health.at, titles(state)], ['good', ['a', 'b', 'Exam']])
})

it('no calendar at all, and a schedule alone', () => {
  assert.deepEqual(world([], {}).until(SECOND).health, { at: 'none' })
  const state = world([SCHEDULE], {}).until(SECOND)
  assert.deepEqual([state.health.at, titles(state)], ['none', ['Exam']])
})

it('one that fails costs the others nothing, and is named, never its address', () => {
  const { until } = world([source('a'), source('b')], { a: of(text(event('a'))), b: of(failed('it answers HTTP 404')) })
  const { health, ...state } = until(SECOND)
  assert(health.at === 'failing')
  assert.deepEqual(titles({ health, ...state }), ['a'])
  assert.deepEqual(
    [health.because, health.which, health.lastGoodMs],
    ['calendar b (file b.ics): it answers HTTP 404', ['calendar b'], undefined],
  )
})

it('decisions do not wait longer than 10 s for one that does not answer', () => {
  const { until, states } = world([source('a'), source('b')], { a: of(text(event('a'))) })
  until(9999)
  assert.deepEqual(new Set(states.map(({ health }) => health.at)), new Set(['loading']))
  const state = until(10_001)
  assert(state.health.at === 'failing')
  assert.equal(state.health.because, 'calendar b: it did not answer within 10 s')
  assert.deepEqual(titles(state), ['a'])
})

it('one that answers late is good then', () => {
  let answers = 0
  const b = defer(() => (answers++ === 0 ? of(failed('busy')) : of(text(event('b')))))
  const { until, states } = world([source('b')], { b })
  until(MINUTE)
  assert.deepEqual(
    states.map(({ health }) => health.at),
    ['loading', 'failing', 'good'],
  )
})

it('a config that adds one goes on with the others as they are', () => {
  const { until, sources$, states, reads } = world([source('a')], { a: of(text(event('a'))), b: of(text(event('b'))) })
  until(SECOND)
  sources$.next([source('b'), source('a')])
  until(2 * SECOND)
  assert.deepEqual(titles(states.at(-1) ?? assert.fail()), ['a', 'b'])
  assert.deepEqual(reads, ['/a.ics', '/b.ics'])
})

it('one that the config names no more is let go', () => {
  const { until, sources$, reads } = world([source('a'), source('b')], {
    a: of(text(event('a'))),
    b: of(text(event('b'))),
  })
  until(SECOND)
  sources$.next([source('a')])
  const state = until(10 * MINUTE)
  assert.deepEqual(titles(state), ['a'])
  assert.equal(reads.filter((path) => path === '/b.ics').length, 1)
})

const kept = (): StoredReadings => {
  const reading = world([source('b')], { b: of(text(event('b'))) }).until(SECOND).reading
  return readingsFromJson(readingsToJson(new Map([['b', { goodMs: START - MINUTE, reading }]])).text)
}

it('what was kept counts while a calendar cannot be read after a restart, and its age is known', () => {
  let answers = 0
  const b = defer(() => (answers++ === 0 ? of(failed('it answers HTTP 500')) : of(text(event('c')))))
  const { until, states } = world([source('a'), source('b')], { a: of(text(event('a'))), b }, of(kept()))
  const state = until(SECOND)
  assert(state.health.at === 'failing')
  assert.deepEqual([titles(state), state.health.lastGoodMs], [['a', 'b'], START - MINUTE])
  const later = until(MINUTE)
  assert.deepEqual([later.health.at, titles(later)], ['good', ['a', 'c']])
  const healths = states.map(({ health }) => health.at)
  assert.deepEqual(
    healths.filter((one, index) => one !== healths[index - 1]),
    ['loading', 'failing', 'good'],
  )
})

it('what was kept is waited for, and not used where the calendar can be read', () => {
  const stored$ = new BehaviorSubject<StoredReadings | undefined>(undefined)
  const { until } = world([source('b')], { b: of(failed('no')) }, stored$)
  assert.equal(until(SECOND).health.at, 'loading')
  stored$.next(kept())
  assert.deepEqual(titles(until(2 * SECOND)), ['b'])
  const good = world([source('b')], { b: of(text(event('new'))) }, of(kept())).until(SECOND)
  assert.deepEqual([good.health.at, titles(good)], ['good', ['new']])
})

it('what was kept also counts when the calendar does not answer at all', () => {
  const { until } = world([source('b')], {}, of(kept()))
  const state = until(11 * SECOND)
  assert.deepEqual([state.health.at, titles(state)], ['failing', ['b']])
})

it('the last good copy of the process itself goes before what was kept', () => {
  let answers = 0
  const b = defer(() => (answers++ === 0 ? of(text(event('own'))) : of(failed('no'))))
  const state = world([source('b')], { b }, of(kept())).until(10 * MINUTE)
  assert.deepEqual([state.health.at, titles(state)], ['failing', ['own']])
})
