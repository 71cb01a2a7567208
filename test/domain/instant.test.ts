import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseInstant, sayInstant, sayTime } from '../../src/domain/instant.ts'
import { at } from '../support/time.ts'

describe('an instant', () => {
  const table: [string, string | undefined, string][] = [
    ['2026-03-24T09:00:00Z', undefined, '2026-03-24T09:00:00Z'],
    ['2026-03-24T09:00:00.123456Z', undefined, '2026-03-24T09:00:00.123Z'],
    ['2026-03-24T09:00+01:00', undefined, '2026-03-24T08:00:00Z'],
    ['2026-03-24T09:00', undefined, '2026-03-24T09:00:00Z'],
    ['2026-03-24T09:00', 'America/Los_Angeles', '2026-03-24T16:00:00Z'],
    ['2026-03-24', 'America/Los_Angeles', '2026-03-24T07:00:00Z'],
  ]
  for (const [text, zone, expected] of table)
    it(`${text} in ${zone ?? 'no zone'} is ${expected}`, () => assert.equal(parseInstant(text, zone), at(expected)))

  for (const text of [undefined, '', 'soon', '2026-13-01', '2026-03-24T25:00', '24.3.2026'])
    it(`${text} is none`, () => assert.equal(parseInstant(text), undefined))

  for (const text of ['10:00Z', '10:00', '10', 'T10:00Z', '10:00+01:00'])
    it(`${text} is none: what day it is nobody asks the clock`, () => assert.equal(parseInstant(text), undefined))

  it('is written in UTC, with milliseconds only where there are some', () => {
    assert.equal(sayInstant(at('09:00')), '2026-03-24T09:00:00Z')
    assert.equal(sayInstant(at('09:00') + 5), '2026-03-24T09:00:00.005Z')
  })
})

describe('a time in a sentence', () => {
  const now = at('09:00')
  const table: [string, string, string][] = [
    ['2026-03-24T10:30:00Z', 'utc', '10:30'],
    ['2026-03-25T00:00:00Z', 'utc', 'Wed 25 Mar 00:00'],
    ['2026-03-24T10:30:00Z', 'America/Los_Angeles', '03:30'],
    ['2026-03-25T03:00:00Z', 'America/Los_Angeles', '20:00'],
    ['2026-03-24T15:30:00Z', 'Asia/Tokyo', 'Wed 25 Mar 00:30'],
  ]
  for (const [time, zone, said] of table)
    it(`${time} in ${zone}: ${said}`, () => assert.equal(sayTime(at(time), now, zone), said))
})
