import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { announcementsAt, nextAnnouncement } from '../../../src/domain/demand/announcement.ts'
import { type OccurrenceSpec, timeline } from '../../support/calendar.ts'
import { config } from '../../support/config.ts'
import { at, MINUTE } from '../../support/time.ts'

const two = config({ nodePools: { user: {}, gpu: {} } })
const said = (time: string, events: OccurrenceSpec[], zone = 'utc', from = two) =>
  announcementsAt(timeline(from, ...events), at(time), zone).map(({ text }) => text)
const midterm: OccurrenceSpec = { title: 'Midterm', asks: { user: 4 }, leadTimeMs: 10 * MINUTE }

describe('an event is announced', () => {
  const table: [string, string, string[]][] = [
    ['not 31 min before it counts', '08:19', []],
    ['30 min before it counts', '08:20', ['09:00 Midterm: user 4, from 08:50']],
    ['until it counts', '08:49:59', ['09:00 Midterm: user 4, from 08:50']],
    ['not when it counts', '08:50', []],
  ]
  for (const [name, time, expected] of table) it(name, () => assert.deepEqual(said(time, [midterm]), expected))

  it('without «from» when it counts from its start', () =>
    assert.deepEqual(said('08:30', [{ title: 'Midterm', asks: { user: 4 } }]), ['09:00 Midterm: user 4']))
  it('once for all of its pools', () =>
    assert.deepEqual(said('08:30', [{ ...midterm, asks: { user: 4, gpu: 1 } }]), [
      '09:00 Midterm: gpu 1, user 4, from 08:50',
    ]))
  it('once for all of its pools, whose lead times differ', () => {
    const led = config({ nodePools: { user: { leadTime: '20m' }, gpu: {} } })
    const [only] = said('08:15', [{ title: 'Midterm', asks: { user: 4, gpu: 1 } }], 'utc', led)
    assert.match(only ?? '', /user 4/)
    assert.match(only ?? '', /gpu 1/)
  })
  it("in the calendar's zone", () =>
    assert.deepEqual(said('08:30', [midterm], 'America/Los_Angeles'), ['02:00 Midterm: user 4, from 01:50']))
  it('that has no title', () => assert.match(said('08:30', [{ ...midterm, title: '' }])[0] ?? '', /without a title/))
  it('one by one, under keys that tell them apart', () => {
    const again = { ...midterm, from: '09:10', to: '09:20' }
    const keys = announcementsAt(timeline(two, midterm, again), at('08:45'), 'utc').map(({ key }) => key)
    assert.equal(new Set(keys).size, 2)
  })
  it('under a key that stays the same', () => {
    const key = (time: string) => announcementsAt(timeline(two, midterm), at(time), 'utc')[0]?.key
    assert.equal(key('08:20'), key('08:49'))
  })
})

describe('the next announcement', () => {
  const line = timeline(two, midterm, { title: 'Lab', from: '12:00', to: '13:00', asks: { gpu: 1 } })
  const table: [string, string | undefined][] = [
    ['00:00', '08:20'],
    ['08:19:59', '08:20'],
    ['08:20', '11:30'],
    ['11:30', undefined],
  ]
  for (const [time, next] of table)
    it(`after ${time} is at ${next}`, () => assert.equal(nextAnnouncement(line, at(time)), next && at(next)))
})
