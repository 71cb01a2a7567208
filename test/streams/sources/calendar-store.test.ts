import assert from 'node:assert/strict'
import { it } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gunzipSync, gzip } from 'node:zlib'
import { BehaviorSubject } from 'rxjs'
import {
  readingsFromJson,
  readingsToJson,
  type StoredReadings,
  type StoredText,
} from '../../../src/domain/calendar/calendar-store.ts'
import type { CalendarReading, Occurrence } from '../../../src/domain/calendar/occurrence.ts'
import { keepReadings, type Store, storedReadings$ } from '../../../streams/sources/calendar-store.ts'
import type { Part } from '../../../streams/sources/calendars.ts'
import type { View } from '../../../streams/watch/view.ts'
import { occurrence } from '../../support/calendar.ts'
import { MINUTE, SECOND } from '../../support/time.ts'
import { clock } from '../support/clock.ts'
import { live, starting } from '../support/inputs.ts'

const packed = promisify(gzip)

const reading = (...occurrences: Occurrence[]): CalendarReading => ({
  fromMs: 0,
  toMs: 9e12,
  occurrences,
  problems: [],
})
const midterm = reading({ ...occurrence({ asks: { user: 4, lab: 1 }, leadTimeMs: 5 }), originalMs: 7 })
const exam = reading(occurrence({ title: 'Exam', asks: { user: 9 }, leadTimeMs: 'auto', class: 'data8' }))

it('readings as JSON come back as they were, without what asks nothing', () => {
  const other = reading(...midterm.occurrences, occurrence({ title: 'Lunch' }))
  const stored = readingsFromJson(readingsToJson(new Map([['a', { goodMs: 3, reading: other }]])).text)
  assert.deepEqual(stored, new Map([['a', { goodMs: 3, reading: midterm }]]))
  const zoned = new Map([['a', { goodMs: 3, reading: { ...midterm, zone: 'Europe/Berlin' } }]])
  assert.deepEqual(readingsFromJson(readingsToJson(zoned).text), zoned)
  const automatic = new Map([['b', { goodMs: 3, reading: exam }]])
  assert.deepEqual(readingsFromJson(readingsToJson(automatic).text), automatic)
  for (const text of ['', '{}', '[]', '{"version":2,"calendars":{}}', '{"version":1,"calendars":{"a":{"goodMs":"x"}}}'])
    assert.deepEqual(readingsFromJson(text), new Map(), text)
})

it('with too many, the nearest of all calendars are kept', () => {
  const days = (uid: string, offset: number) =>
    reading(...[0, 2, 4].map((day) => occurrence({ uid, from: day + offset, to: day + offset + 1, asks: { user: 1 } })))
  const both: StoredReadings = new Map([
    ['a', { goodMs: 0, reading: days('a', 0) }],
    ['b', { goodMs: 0, reading: days('b', 1) }],
  ])
  const { text, ...said } = readingsToJson(both, 4)
  assert.deepEqual(said, { kept: 4, of: 6, cutMs: 4 })
  const starts = [...readingsFromJson(text).values()].map((one) =>
    one.reading.occurrences.map(({ startMs }) => startMs),
  )
  assert.deepEqual(starts, [
    [0, 2],
    [1, 3],
  ])
})

/** A leader and its Secret on a clock of the test's; what is saved shows in the Secret. */
function world({ maxBytes, fails = () => false }: { maxBytes?: number; fails?: () => boolean } = {}) {
  const time = clock()
  const parts$ = new BehaviorSubject<readonly Part[]>([])
  const leading$ = new BehaviorSubject(true)
  const view$ = new BehaviorSubject<View<Store | undefined>>(starting(undefined))
  const stored$ = new BehaviorSubject<StoredReadings | undefined>(undefined)
  const exists$ = new BehaviorSubject(true)
  storedReadings$(view$, time.scheduler).subscribe(stored$)
  const saved: string[] = []
  const cuts: StoredText[] = []
  const errors: unknown[] = []
  let tries = 0
  const save = async (data: Readonly<Record<string, string>>) => {
    tries += 1
    if (fails()) throw new Error('no')
    const base64 = data['readings.json.gz'] ?? assert.fail()
    saved.push(gunzipSync(Buffer.from(base64, 'base64')).toString())
    view$.next(live({ resourceVersion: String(saved.length), base64 }))
  }
  const options = {
    save,
    onCut: (cut: StoredText) => cuts.push(cut),
    onFailed: (error: unknown) => errors.push(error),
    ...(maxBytes && { maxBytes }),
  }
  keepReadings({ parts$, leading$, stored$, exists$ }, options, time.scheduler).subscribe()
  /** Lets time pass, and waits for the writes that it brings: gzip has threads of its own, so another one may come first. */
  const advance = async (ms: number, writes = 0) => {
    const wanted = tries + writes
    await time.advance(ms)
    for (let again = 0; again < 3 || tries < wanted; again += 1) {
      await packed('as long as one takes')
      // What is packed in turns takes the next one.
      await time.advance(0)
    }
    await turn()
  }
  return { parts$, leading$, view$, stored$, exists$, saved, cuts, errors, advance }
}

const part = (id: string, from: CalendarReading, more: Partial<Part> = {}): Part => ({
  name: id,
  id,
  isStored: false,
  state: { health: { at: 'good', readMs: 5 }, reading: from },
  ...more,
})
const uids = (text: string | undefined) =>
  [...readingsFromJson(text ?? '').values()].flatMap((one) => one.reading.occurrences.map(({ uid }) => uid))

it('the leader keeps what is good, on change, at most every 10 s', async () => {
  const { parts$, view$, saved, advance } = world()
  parts$.next([part('a', midterm)])
  await advance(SECOND)
  assert.deepEqual(saved, [], 'nothing before it is known what is kept')
  view$.next(live({ resourceVersion: '0' }))
  await advance(SECOND, 1)
  assert.deepEqual(saved.map(uids), [['Midterm@test']])
  parts$.next([part('a', midterm), part('b', exam)])
  parts$.next([
    part('a', midterm, {
      state: { health: { at: 'failing', sinceMs: 1, lastGoodMs: 5, because: '' }, reading: midterm },
    }),
    part('b', exam),
  ])
  await advance(8 * SECOND)
  assert.equal(saved.length, 1)
  await advance(2 * SECOND, 1)
  assert.deepEqual(saved.slice(1).map(uids), [['Midterm@test', 'Exam@test']])
  parts$.next([part('a', { ...midterm }), part('b', { ...exam })])
  await advance(5 * MINUTE)
  assert.equal(saved.length, 2, 'the same occurrences are no change')
})

it('after a restart with the same calendars nothing is written', async () => {
  const { parts$, view$, saved, advance } = world()
  view$.next(live({ resourceVersion: '0' }))
  parts$.next([part('a', midterm)])
  await advance(SECOND, 1)
  const next = world()
  next.view$.next(view$.value)
  next.parts$.next([part('a', { ...midterm })])
  await next.advance(5 * MINUTE)
  assert.deepEqual([saved.length, next.saved.length], [1, 0])
})

it('who follows writes nothing; nor is anything written where there is no Secret', async () => {
  const { parts$, view$, leading$, exists$, saved, advance } = world()
  leading$.next(false)
  view$.next(live({ resourceVersion: '0' }))
  parts$.next([part('a', midterm)])
  await advance(2 * MINUTE)
  exists$.next(false)
  leading$.next(true)
  await advance(2 * MINUTE)
  assert.deepEqual(saved, [])
})

it('a calendar that goes on with what was kept is kept; one never read, and one that is gone, is not', async () => {
  const { parts$, view$, saved, advance } = world()
  view$.next(live({ resourceVersion: '0' }))
  parts$.next([part('a', midterm), part('b', exam)])
  await advance(SECOND, 1)
  const failing = { at: 'failing', sinceMs: 1, because: 'no' } as const
  parts$.next([
    part('b', exam, { isStored: true, state: { health: { ...failing, lastGoodMs: 5 }, reading: exam } }),
    part('c', reading(), { state: { health: failing, reading: reading() } }),
  ])
  await advance(2 * MINUTE, 1)
  assert.deepEqual(saved.map(uids), [['Midterm@test', 'Exam@test'], ['Exam@test']])
})

it('what is kept of a calendar that is still being read stays', async () => {
  const { parts$, view$, saved, advance } = world()
  view$.next(live({ resourceVersion: '0' }))
  parts$.next([part('a', midterm), part('b', exam)])
  await advance(SECOND, 1)
  const next = world()
  next.view$.next(view$.value)
  next.parts$.next([
    part('a', exam),
    part('b', reading(), { state: { health: { at: 'loading' }, reading: reading() } }),
  ])
  await next.advance(2 * MINUTE)
  assert.deepEqual([saved.length, next.saved.length], [1, 0])
})

it('what does not fit is left out from the farthest on, and it is said', async () => {
  const { parts$, view$, saved, cuts, advance } = world({ maxBytes: 4000 })
  view$.next(live({ resourceVersion: '0' }))
  const many = Array.from({ length: 2000 }, (_, index) =>
    occurrence({
      uid: `${index} ${Math.sin(index)}`,
      from: index * MINUTE,
      to: (index + 1) * MINUTE,
      asks: { user: 1 },
    }),
  )
  parts$.next([part('a', reading(...many))])
  await advance(1, 1)
  const [cut] = cuts
  assert(cut && cut.of === 2000 && cut.kept > 20 && cut.kept < 2000, JSON.stringify(cut))
  assert.deepEqual(
    uids(saved[0]),
    many.slice(0, cut.kept).map(({ uid }) => uid),
  )
  assert.equal(cut.cutMs, cut.kept * MINUTE)
})

it('a write that fails is told, and the next change is written', async () => {
  let fails = true
  const { parts$, view$, saved, errors, advance } = world({ fails: () => fails })
  view$.next(live({ resourceVersion: '0' }))
  parts$.next([part('a', midterm)])
  await advance(SECOND, 1)
  assert.equal(errors.length, 1)
  fails = false
  parts$.next([part('a', exam)])
  await advance(2 * MINUTE, 1)
  assert.deepEqual(saved.map(uids), [['Exam@test']])
})

it('what is kept: unknown at first, nothing after 10 s, nothing when it cannot be read', async () => {
  const { view$, stored$, advance } = world()
  assert.equal(stored$.value, undefined)
  await advance(11 * SECOND)
  assert.deepEqual(stored$.value, new Map())
  view$.next(live({ resourceVersion: '1', base64: 'bm90IGd6aXA=' }))
  await advance(0)
  assert.deepEqual(stored$.value, new Map())
})

it('titles of any length: the bytes are counted first, and nothing errors', async () => {
  const { parts$, view$, saved, cuts, errors, advance } = world()
  view$.next(live({ resourceVersion: '0' }))
  const many = Array.from({ length: 4000 }, (_, index) =>
    occurrence({
      title: 'ü'.repeat(100_000),
      uid: `${index}`,
      from: index * MINUTE,
      to: (index + 1) * MINUTE,
      asks: { user: 1 },
    }),
  )
  parts$.next([part('a', reading(...many)), part('b', exam)])
  for (let ms = 0; ms < MINUTE && saved.length === 0 && errors.length === 0; ms += 1) await advance(1)
  assert.deepEqual(errors, [])
  assert(Buffer.byteLength(saved[0] ?? '') < 5 * 1024 * 1024)
  assert.deepEqual([cuts[0]?.of, cuts[0]?.kept], [4001, 20])
})
