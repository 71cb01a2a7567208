import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  EVERYTHING,
  type Forgotten,
  forgottenFrom,
  forgottenText,
  poolKey,
  withoutForgotten,
} from '../../../src/domain/forecast/forgotten.ts'
import { HALF_HOURS, halfHourOf, UNCOUNTED, withHalfHour } from '../../../src/domain/forecast/half-hours.ts'
import { type ForecastMemory, mergeForecasts } from '../../../src/domain/forecast/memory.ts'
import { forecastsOf, WEEK } from '../../support/memories.ts'
import { at, HOUR, MINUTE } from '../../support/time.ts'

const halfHoursAt = (...instants: number[]) =>
  instants.reduce<ReturnType<typeof withHalfHour>>((all, ms) => withHalfHour(all, halfHourOf(ms, 'utc'), 9), {})
const memory: ForecastMemory = {
  ...forecastsOf({ title: 'Lab', came: [76, 81] }, { title: 'Poetry', came: [20] }),
  halfHours: { user: halfHoursAt(at('09:00') - WEEK, at('09:00')), lab: halfHoursAt(at('09:00')) },
}
const [lab = '', poetry = ''] = Object.keys(memory.series)
const without = (forgotten: Forgotten, from = memory) => withoutForgotten(from, forgotten, 'utc')
const NOW = at('12:00')

describe('what a person wants forgotten', () => {
  it('is as it was where there is nothing to forget: the very same object', () => {
    for (const forgotten of [{}, { 'user 2 10:00 abc': NOW }, { [poolKey('gpu')]: NOW }])
      assert.equal(without(forgotten), memory)
  })
  it('of one series all until then, and nothing else', () => {
    const left = without({ [lab]: NOW })
    assert.deepEqual(Object.keys(left.series), [poetry])
    assert.equal(left.halfHours, memory.halfHours)
  })
  it('what came after stays', () => {
    const left = without({ [lab]: at('09:00') - 2 * WEEK })
    assert.deepEqual(
      left.series[lab]?.occasions.map(({ startMs }) => startMs),
      [at('09:00') - WEEK],
    )
  })
  it('of a pool its series and the half-hours until then', () => {
    const left = without({ [poolKey('user')]: at('09:15') - WEEK + HOUR })
    assert.deepEqual(Object.keys(left.series), [])
    assert.deepEqual(Object.keys(left.halfHours.user ?? {}), [String(halfHourOf(at('09:00'), 'utc').week)])
    assert.equal(left.halfHours.lab, memory.halfHours.lab)
  })
  it('in the week of the instant only what was before it', () => {
    const week = halfHoursAt(at('09:00'), at('11:00'))
    const left = without({ [EVERYTHING]: at('10:00') }, { ...memory, halfHours: { user: week } }).halfHours.user
    const counts = Object.values(left ?? {})[0] ?? []
    assert.equal(counts.length, HALF_HOURS)
    assert.deepEqual(
      counts.filter((count) => count !== UNCOUNTED),
      [9],
    )
  })
  it('everything', () => {
    const left = without({ [EVERYTHING]: NOW })
    assert.deepEqual([left.series, left.halfHours], [{}, {}])
  })
  it('does not come back with what another replica remembers', () => {
    const forgotten = { [lab]: NOW }
    const merged = mergeForecasts(without(forgotten), memory)
    assert.ok(lab in merged.series)
    assert.deepEqual(Object.keys(without(forgotten, merged).series), [poetry])
  })
  it('forgotten twice is forgotten once', () =>
    assert.equal(without({ [lab]: NOW }, without({ [lab]: NOW })).series[lab], undefined))
})

describe('the annotation', () => {
  it('is read as it is written, to the second', () =>
    assert.deepEqual(forgottenFrom(forgottenText({ b: NOW }, ['a'], NOW + MINUTE)), { a: NOW + MINUTE, b: NOW }))
  it('holds a hundred, the newest', () => {
    const many = Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`k${n}`, NOW + n * MINUTE]))
    const kept = forgottenFrom(forgottenText(many, ['new'], NOW + WEEK))
    assert.equal(Object.keys(kept).length, 100)
    assert.deepEqual(['new' in kept, 'k149' in kept, 'k0' in kept], [true, true, false])
  })
  for (const odd of [undefined, '', 'no', '[]', '3', '{"a":7}', '{"a":"soon"}'])
    it(`${odd} says nothing`, () => assert.deepEqual(forgottenFrom(odd), {}))
})
