import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { possibleUntil } from '../../../../src/domain/calendar/rules/possible-until.ts'
import { ics, read, remarks, says, starts, vevent } from '../support.ts'

const table: readonly [string, string | undefined][] = [
  ['20260228', '20260228'],
  ['20260231', '20260228'],
  ['20280230T235959Z', '20280229'],
  ['2026-09-31', '20260930'],
  ['20260931T120000', '20260930'],
  ['20261301', '20261231'],
  ['20260015', '20251231'],
  ['20260900', '20260831'],
  ['20260100T000000Z', '20251231'],
  ['20260930T250000Z', '20260930'],
  ['20260930T246060', '20260930'],
  ['20260930Z', '20260930'],
  ['20260930T', '20260930'],
  ['00000000', undefined],
  ['2026', undefined],
  ['never', undefined],
]
for (const [text, expected] of table) it(`${text}: ${expected}`, () => assert.equal(possibleUntil(text), expected))

it('a class goes on until the last day before a day that does not exist, and that is said', () => {
  const text = ics(vevent('DTSTART:20260201T180000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=20260231T000000Z'))
  const reading = read(text, '2026-02-26', '2026-04-01')
  assert.deepEqual(
    [starts(reading), says(reading)],
    [['2026-02-26T18:00Z', '2026-02-27T18:00Z', '2026-02-28T18:00Z'], []],
  )
  assert.match(remarks(reading).join(), /UNTIL=20260231T000000Z does not exist and is 20260228, the last day before it/)
})

describe('UNTIL of days', () => {
  const last = (start: string, until: string, options = {}) => {
    const text = ics(vevent(`${start}\nRRULE:FREQ=DAILY;UNTIL=${until}`))
    const reading = read(text, '2026-10-01', '2026-11-01', options)
    assert.deepEqual(says(reading), [])
    return [starts(reading).at(-1)?.slice(0, 10), remarks(reading).length]
  }
  for (const [until, day, words] of [
    ['20261006', '2026-10-06', 0],
    ['20261006T000000Z', '2026-10-06', 0],
    ['20261006T235959Z', '2026-10-06', 0],
    ['20261006T235959', '2026-10-06', 0],
    ['20261006T090000', '2026-10-06', 0],
    ['20261005T220000Z', '2026-10-06', 1],
    ['20261006T040000Z', '2026-10-06', 1],
    ['20261005T150000Z', '2026-10-06', 1],
    ['20261006T215959Z', '2026-10-06', 1],
  ] as const)
    it(`${until} is ${day}`, () => assert.deepEqual(last('DTSTART;VALUE=DATE:20261001', until), [day, words]))
  it('by the zone that is known it is no guess', () =>
    assert.deepEqual(last('DTSTART;VALUE=DATE:20261001', '20261005T220000Z', { timezone: 'Europe/Berlin' }), [
      '2026-10-05',
      0,
    ]))
  it('of a class with a time of day a date is that whole day, a time without a zone its own', () => {
    assert.deepEqual(last('DTSTART:20261001T230000Z', '20261006'), ['2026-10-06', 0])
    assert.deepEqual(last('DTSTART;TZID=America/New_York:20261001T180000', '20261006T180000'), ['2026-10-06', 0])
  })
  for (const [exdate, gone] of [
    ['EXDATE:20261005T220000Z', '2026-10-06'],
    ['EXDATE:20261006T040000Z', '2026-10-06'],
    ['EXDATE;TZID=America/New_York:20261006T090000', '2026-10-06'],
    ['EXDATE;VALUE=DATE:20261006', '2026-10-06'],
  ] as const)
    it(`so is ${exdate}`, () => {
      const text = ics(vevent(`DTSTART;VALUE=DATE:20261001\nRRULE:FREQ=DAILY;COUNT=10\n${exdate}`))
      const days = starts(read(text, '2026-10-01', '2026-11-01')).map((start) => start.slice(0, 10))
      assert.deepEqual([days.length, days.includes(gone)], [9, false])
    })
})
