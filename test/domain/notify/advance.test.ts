import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Advance, advance, type Found, NOTHING_WATCHED, type Watch } from '../../../src/domain/notify/advance.ts'
import type { Trouble } from '../../../src/domain/notify/notice.ts'
import { MOST_BEGUN, MOST_ONCE, toldFrom, toldText } from '../../../src/domain/notify/told.ts'
import { news, trouble } from '../../support/notify/notices.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at, DAY, HOUR, MINUTE } from '../../support/time.ts'

const found = (troubles: readonly Trouble[], more: Partial<Found> = {}): Found => ({
  troubles,
  news: [],
  unseen: new Set(),
  ...more,
})

/** `+ key` begins, `- key` is over, as they are told at each time. */
function life(scenes: readonly (readonly [time: string | number, found: Found])[], before: Watch = NOTHING_WATCHED) {
  const said: string[] = []
  let watch = before
  for (const [time, seen] of scenes) {
    const next = advance(watch, seen, typeof time === 'number' ? time : at(time))
    const all = [...next.begun.map(({ key }) => `+ ${key}`), ...next.over.map(([key]) => `- ${key}`)]
    if (all.length > 0) said.push(`${time} ${all.join(' ')}`)
    watch = next.watch
  }
  return { said, watch }
}

const waits = trouble()
const quiet = found([])

describe('a trouble', () => {
  it('is told when it begins and when it is over, however often it is looked at', () => {
    const { said } = life([
      ['09:00', found([waits])],
      ['09:01', found([waits])],
      ['09:02', quiet],
      ['09:03', quiet],
      ['09:04', quiet],
      ['09:05', quiet],
    ])
    assert.deepEqual(said, ['09:00 + waits user', '09:04 - waits user'])
  })
  it('that comes and goes is one', () => {
    const { said } = life([
      ['09:00', found([waits])],
      ['09:01', quiet],
      ['09:02', found([waits])],
      ['09:03', quiet],
      ['09:04', quiet],
      ['09:05', quiet],
    ])
    assert.deepEqual(said, ['09:00 + waits user', '09:05 - waits user'])
  })
  it('that comes again after its end is another one', () => {
    const { said } = life([
      ['09:00', found([waits])],
      ['09:01', quiet],
      ['09:03', quiet],
      ['11:00', found([waits])],
    ])
    assert.deepEqual(said, ['09:00 + waits user', '09:03 - waits user', '11:00 + waits user'])
  })
  it('is not over while nothing can be seen', () => {
    const blind = found([], { unseen: new Set(['waits']) })
    const { said } = life([
      ['09:00', found([waits])],
      ['09:01', blind],
      ['09:30', blind],
      ['09:31', quiet],
    ])
    assert.deepEqual(said, ['09:00 + waits user', '09:31 - waits user'])
  })
  it('that has passed by itself is over in silence', () => {
    const exam = trouble({ kind: 'doesNotFit', key: 'exam', passesMs: at('10:00') })
    const scenes = [
      ['08:00', found([exam])],
      ['10:00', quiet],
      ['10:20', quiet],
    ] as const
    const { said, watch } = life(scenes)
    assert.deepEqual(said, ['08:00 + exam'])
    assert.deepEqual(watch.told.begun, {})
  })
  it('of an event is told once a day at most, and its end never', () => {
    const typo = trouble({ kind: 'events', key: 'typo' })
    const { said } = life([
      [at('09:00'), found([typo])],
      [at('10:00'), quiet],
      [at('10:00') + DAY, quiet],
      [at('10:01') + DAY, found([typo])],
    ])
    assert.deepEqual(said, [`${at('09:00')} + typo`, `${at('10:01') + DAY} + typo`])
  })
  it('is over at last though the clock was set back meanwhile', () => {
    const { said } = life([
      ['09:00', found([waits])],
      ['12:00', quiet],
      ['09:10', quiet],
      ['09:12', quiet],
    ])
    assert.deepEqual(said, ['09:00 + waits user', '09:12 - waits user'])
  })
})

describe('what is told once', () => {
  it('is not told again for two days', () => {
    const first = advance(NOTHING_WATCHED, found([], { news: [news('a')] }), at('10:00'))
    assert.deepEqual(
      first.news.map(({ key }) => key),
      ['a'],
    )
    const second = advance(first.watch, found([], { news: [news('a'), news('b')] }), at('10:01'))
    assert.deepEqual(
      second.news.map(({ key }) => key),
      ['b'],
    )
    assert.deepEqual(Object.keys(advance(second.watch, quiet, at('10:00') + 2 * DAY).watch.told.once), ['b'])
  })
})

it('a thousand broken events leave room for people who wait', () => {
  const events = Array.from({ length: 1000 }, (_, n) => trouble({ kind: 'events', key: `e${n}` }))
  const { watch, begun } = advance(NOTHING_WATCHED, found(events), at('09:00'))
  assert.equal(begun.length, MOST_BEGUN - 50)
  const next = advance(watch, found([...events, waits]), at('09:01'))
  assert.deepEqual(
    next.begun.map(({ key }) => key),
    ['waits user'],
  )
})

const KEYS = ['a', 'b', 'c', 'd'] as const
const look = fc.record({
  afterMs: fc.integer({ min: 0, max: 5 * MINUTE }),
  keys: fc.subarray([...KEYS]),
  kind: fc.constantFrom('waits', 'leader', 'doesNotFit', 'events'),
  news: fc.subarray(['v', 'w', 'x']),
  isBlind: fc.boolean(),
  /** A restart, or another replica: it has what is written down. */
  isTakeover: fc.boolean(),
})

type Look = typeof look extends fc.Arbitrary<infer T> ? T : never
const ALL = ['waits', 'leader', 'doesNotFit', 'events'] as const

/** What people have been told so far. */
class Heard {
  readonly open = new Set<string>()
  readonly #once = new Set<string>()

  hear(next: Advance, troubles: readonly Trouble[]): void {
    for (const { key } of next.begun) {
      assert.ok(!this.open.has(key), `${key} is told twice`)
      this.open.add(key)
    }
    for (const [key] of next.over) {
      assert.ok(this.open.has(key), `${key} is over and was not told`)
      assert.ok(!troubles.some((one) => one.key === key), `${key} is over and is there`)
    }
    for (const { key } of next.news) {
      assert.ok(!this.#once.has(key), `${key} is told twice`)
      this.#once.add(key)
    }
    for (const key of this.open) if (!(key in next.watch.told.begun)) this.open.delete(key)
  }
}

const foundIn = ({ keys, kind, news: told, isBlind }: Look): Found => ({
  troubles: keys.map((key) => trouble({ kind, key: `${kind} ${key}` })),
  news: told.map(news),
  unseen: new Set(isBlind ? ALL : []),
})

it('nothing is told twice without its end between, whatever happens and whoever takes over', () => {
  fc.assert(
    fc.property(fc.array(look, { maxLength: 40 }), (looks) => {
      const heard = new Heard()
      let nowMs = at('08:00')
      let watch = NOTHING_WATCHED
      for (const one of looks) {
        nowMs += one.afterMs
        if (one.isTakeover) watch = { told: toldFrom(toldText(watch.told)) ?? watch.told, goneSinceMs: {} }
        const seen = foundIn(one)
        const next = advance(watch, seen, nowMs)
        heard.hear(next, seen.troubles)
        for (const { key } of seen.troubles) assert.ok(heard.open.has(key), `${key} is there and not told`)
        watch = next.watch
      }
    }),
    RUNS,
  )
})

it('what is remembered is bounded, however much there is', () => {
  const many = (count: number, from: number) =>
    Array.from({ length: count }, (_, n) => trouble({ kind: n % 2 ? 'events' : 'doesNotFit', key: `k${from + n}` }))
  let watch = NOTHING_WATCHED
  for (let hour = 0; hour < 24; hour++) {
    const told = Array.from({ length: 100 }, (_, n) => news(`v${hour}-${n}`))
    watch = advance(watch, found(many(300, hour * 100), { news: told }), at('00:00') + hour * HOUR).watch
  }
  assert.ok(Object.keys(watch.told.begun).length <= MOST_BEGUN)
  assert.equal(Object.keys(watch.told.once).length, MOST_ONCE)
  assert.ok(toldText(watch.told).length < 50_000)
})
