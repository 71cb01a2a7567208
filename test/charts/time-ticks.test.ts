import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Rhythm, timeTicks } from '../../src/charts/time-ticks.ts'
import { fc } from '../support/properties.ts'

const HOUR = 3_600_000
const RHYTHMS: readonly Rhythm[] = [
  ...[0.5, 1, 2].map((hours) => ({ hours, format: 'HH:mm' })),
  ...[3, 6, 12].map((hours) => ({ hours, format: 'ccc HH:mm', midnight: 'ccc d LLL' })),
  { hours: 24, format: 'ccc d LLL' },
  { hours: 168, format: 'd LLL' },
]

const ticks = (from: string, hours: number, zone = 'America/Los_Angeles', most = 7) => {
  const fromMs = Date.parse(from)
  return timeTicks({ fromMs, toMs: fromMs + hours * HOUR }, zone, { rhythms: RHYTHMS, most })
}
const texts = (...asked: Parameters<typeof ticks>) => ticks(...asked).map(({ text }) => text)

describe('timeTicks', () => {
  it('round times of the zone, whatever the zone of the process', () => {
    const before = process.env.TZ
    try {
      for (const zone of ['Asia/Kathmandu', 'America/St_Johns', 'UTC']) {
        process.env.TZ = zone
        assert.deepEqual(texts('2026-03-24T08:10:00-07:00', 3), ['08:30', '09:00', '09:30', '10:00', '10:30', '11:00'])
      }
    } finally {
      if (before === undefined) delete process.env.TZ
      else process.env.TZ = before
    }
    assert.deepEqual(texts('2026-03-24T08:00:00Z', 3, 'Asia/Kathmandu'), [
      '14:00',
      '14:30',
      '15:00',
      '15:30',
      '16:00',
      '16:30',
    ])
  })
  it('as many as have room: hours, days, weeks, and beyond as many days as it takes', () => {
    const start = '2026-03-24T00:00:00-07:00'
    assert.deepEqual(texts(start, 7), ['00:00', '01:00', '02:00', '03:00', '04:00', '05:00', '06:00'])
    assert.deepEqual(texts(start, 36), ['Tue 24 Mar', 'Tue 06:00', 'Tue 12:00', 'Tue 18:00', 'Wed 25 Mar', 'Wed 06:00'])
    assert.deepEqual(texts(start, 72).slice(0, 3), ['Tue 24 Mar', 'Tue 12:00', 'Wed 25 Mar'])
    assert.deepEqual(texts(start, 24 * 21), ['24 Mar', '31 Mar', '7 Apr'])
    assert.deepEqual(texts(start, 24 * 3650).slice(0, 2), ['24 Mar 26', '28 Aug 27'])
  })
  it('the beginning has a tick, the end has none', () => {
    const all = ticks('2026-03-24T09:00:00-07:00', 1)
    assert.deepEqual(
      all.map(({ at }) => at),
      [Date.parse('2026-03-24T09:00:00-07:00'), Date.parse('2026-03-24T09:30:00-07:00')],
    )
  })
  it('a midnight has its own text, the rest of its hour has not', () => {
    const rhythms = [{ hours: 0.5, format: 'HH:mm', midnight: 'd LLL' }]
    const fromMs = Date.parse('2026-03-24T00:00:00Z')
    const said = timeTicks({ fromMs, toMs: fromMs + HOUR }, 'utc', { rhythms, most: 7 })
    assert.deepEqual(
      said.map(({ text }) => text),
      ['24 Mar', '00:30'],
    )
  })
  it('summer time moves no tick: 06:00 is 06:00 before and after', () => {
    const start = '2026-03-07T12:00:00-08:00'
    assert.deepEqual(texts(start, 36), [
      'Sat 12:00',
      'Sat 18:00',
      'Sun 8 Mar',
      'Sun 06:00',
      'Sun 12:00',
      'Sun 18:00',
      'Mon 9 Mar',
    ])
    const [, , midnight, six] = ticks(start, 36)
    assert.equal(((six?.at ?? 0) - (midnight?.at ?? 0)) / HOUR, 5)
    assert.deepEqual(texts('2026-11-01T00:00:00-07:00', 26, undefined, 5), [
      'Sun 1 Nov',
      'Sun 06:00',
      'Sun 12:00',
      'Sun 18:00',
      'Mon 2 Nov',
    ])
  })
  it('an hour that a day lacks has no tick', () => {
    assert.deepEqual(texts('2026-03-08T00:00:00-08:00', 4), ['00:00', '01:00', '03:00', '04:00'])
  })
  it('a day that begins at 01:00 has its tick there, the days after it at midnight', () => {
    const spring = '2026-04-23T20:00:00Z'
    assert.deepEqual(texts(spring, 48, 'Africa/Cairo'), ['Fri 12:00', 'Sat 25 Apr', 'Sat 12:00'])
    const days = ticks(spring, 120, 'Africa/Cairo')
    assert.deepEqual(
      days.map(({ text }) => text),
      ['Fri 24 Apr', 'Sat 25 Apr', 'Sun 26 Apr', 'Mon 27 Apr', 'Tue 28 Apr'],
    )
    assert.deepEqual(
      days.slice(0, 3).map(({ at }) => new Date(at).toISOString()),
      ['2026-04-23T22:00:00.000Z', '2026-04-24T21:00:00.000Z', '2026-04-25T21:00:00.000Z'],
    )
  })
  it('in any zone: in order, never more than have room, all in the time', () => {
    const zones = ['utc', 'America/Los_Angeles', 'Australia/Lord_Howe', 'Africa/Cairo', 'Asia/Kathmandu']
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) }),
        fc.integer({ min: 1, max: 10_000 * HOUR }),
        (zone, fromMs, lengthMs) => {
          const toMs = fromMs + lengthMs
          const found = timeTicks({ fromMs, toMs }, zone, { rhythms: RHYTHMS, most: 7 }).map(({ at }) => at)
          assert.ok(found.length <= 9, `${found.length}`)
          assert.ok(found.every((at, index) => at >= fromMs && at < toMs && at > (found[index - 1] ?? 0)))
        },
      ),
    )
  })
})
