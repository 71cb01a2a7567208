import assert from 'node:assert/strict'
import { it } from 'node:test'
import { readTime } from '../../../../src/domain/calendar/description/times.ts'

const MINUTE = 60_000
const read: readonly [string, number | 'auto'][] = [
  ['20m', 20 * MINUTE],
  ['600', 10 * MINUTE],
  ['0', 0],
  ['20 min', 20 * MINUTE],
  ['20 mins.', 20 * MINUTE],
  ['20 minutes', 20 * MINUTE],
  ['20 Minuten vorher', 20 * MINUTE],
  ['20 minutes before the exam', 20 * MINUTE],
  ['about 20 minutes', 20 * MINUTE],
  ['twenty minutes', 20 * MINUTE],
  ['an hour', 60 * MINUTE],
  ['half an hour', 30 * MINUTE],
  ['1 h 30', 90 * MINUTE],
  ['1 hour and 30 minutes', 90 * MINUTE],
  ['1,5 h', 90 * MINUTE],
  ['une heure', 60 * MINUTE],
  ['30 sec', MINUTE / 2],
  ['20分', 20 * MINUTE],
  ['PT20M', 20 * MINUTE],
  ['auto', 'auto'],
  ['Automatic', 'auto'],
]
for (const [text, value] of read)
  it(`a lead time: ${text}`, () => {
    const time = readTime('leadTime', text)
    assert.equal(time.at === 'time' ? time.value : time.text, value)
  })

const wrong: readonly [string, RegExp][] = [
  ['10', /10 would be seconds; are minutes meant\? Write `leadTime: 10m`, or `leadTime: 10s`/],
  ['soon', /«soon» is no duration: `leadTime: 20m` for 20 minutes would be right/],
  ['9:30', /is no duration/],
  ['20 pages', /is no duration: for minutes `leadTime: 20m` would be right/],
  ['-5m', /is no duration/],
]
for (const [text, says] of wrong)
  it(`no lead time: ${text}`, () => {
    const time = readTime('leadTime', text)
    assert(time.at === 'wrong')
    assert.match(time.text, says)
  })

it('a trail time is never learned', () => assert.equal(readTime('trailTime', 'auto').at, 'wrong'))
