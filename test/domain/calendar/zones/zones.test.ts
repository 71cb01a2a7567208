/** Which zone a time is in that names none, or one that nobody knows. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ics, read, remarks, says, spans, vevent } from '../support.ts'

const zone = (tzid: string, offset = '-0700') =>
  `BEGIN:VTIMEZONE\nTZID:${tzid}\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:${offset}\nTZOFFSETTO:${offset}\nEND:STANDARD\nEND:VTIMEZONE`
const FLOATING = vevent('UID:f\nDTSTART:20260910T090000\nDURATION:PT1H')
const UNKNOWN = vevent('UID:u\nDTSTART;TZID=Customized Time Zone 1:20260910T090000\nDURATION:PT1H')
const at = (blocks: string[], options = {}) => read(ics(...blocks), '2026-09-01', '2026-10-01', options)
const IN_OWN = '2026-09-10T16:00Z/17:00Z'

describe("the calendar's only VTIMEZONE", () => {
  it('is that of times without a zone, and of whole days, which is said', () => {
    const reading = at([zone('Own'), FLOATING, vevent('UID:g\nDTSTART;VALUE=DATE:20260911')])
    assert.deepEqual([spans(reading), says(reading)], [[IN_OWN, '2026-09-11T07:00Z/2026-09-12T07:00Z'], []])
    assert.deepEqual(remarks(reading), [
      'time zones: times without a zone and whole days are read in «Own», the only zone that the calendar defines',
    ])
  })
  it('also where it stands at the end, twice, or without a name', () => {
    for (const blocks of [
      [FLOATING, zone('Own')],
      [zone('Own'), FLOATING, zone('Own')],
      [zone('').replace('TZID:\n', ''), FLOATING],
    ])
      assert.deepEqual(spans(at(blocks)), [IN_OWN])
  })
  it('stands for a TZID that nobody knows', () => {
    const reading = at([zone('Customized Time Zone'), UNKNOWN], { timezone: 'Asia/Tokyo' })
    assert.deepEqual(spans(reading), [IN_OWN])
    assert.match(
      says(reading).join(),
      /nobody knows a zone .*read in «Customized Time Zone», the only zone that it defines/,
    )
  })
  it('is not worth a word where nothing is without a zone', () => {
    const reading = at([zone('Own'), vevent('DTSTART;TZID=Own:20260910T090000\nDURATION:PT1H')])
    assert.deepEqual([spans(reading), remarks(reading)], [[IN_OWN], []])
  })
  it('comes after what the configuration says, and after X-WR-TIMEZONE', () => {
    assert.deepEqual(spans(at([zone('Own'), FLOATING], { timezone: 'Europe/Berlin' })), ['2026-09-10T07:00Z/08:00Z'])
    assert.deepEqual(spans(at(['X-WR-TIMEZONE:Europe/Berlin', zone('Own'), FLOATING])), ['2026-09-10T07:00Z/08:00Z'])
  })
  it('but not after one of these that is none', () => {
    const reading = at(['X-WR-TIMEZONE:Nowhere', zone('Own'), FLOATING], { timezone: 'Neverland' })
    assert.deepEqual(spans(reading), [IN_OWN])
    assert.match(
      says(reading).join(),
      /«Neverland» is no time zone: «Own», the only zone that the calendar defines, is used/,
    )
  })
})

it('of two nobody knows which: UTC', () => {
  const reading = at([zone('Own'), zone('Other', '+0900'), FLOATING, UNKNOWN])
  assert.deepEqual(spans(reading), ['2026-09-10T09:00Z/10:00Z', '2026-09-10T09:00Z/10:00Z'])
  assert.match(says(reading).join(), /its times are read in UTC/)
})

it('one that cannot be read is none, and throws nothing', () => {
  const dense = `RRULE:FREQ=YEARLY;BYMINUTE=${[...Array(60).keys()]};BYSECOND=${[...Array(60).keys()]}\nEND:STANDARD`
  for (const broken of [
    'BEGIN:VTIMEZONE\nTZID:Own\nEND:VTIMEZONE',
    zone('Own', 'soon'),
    zone('x'.repeat(300)),
    zone('Own').replace('END:STANDARD', dense),
  ])
    assert.equal(at([broken, FLOATING]).occurrences.length, 1)
})

describe('the zone that a calendar says it is of', () => {
  for (const [name, blocks, zone] of [
    ['is that of X-WR-TIMEZONE', ['X-WR-TIMEZONE:America/Los_Angeles', FLOATING], 'America/Los_Angeles'],
    ['also where the configuration has another', ['X-WR-TIMEZONE:Europe/Berlin', FLOATING], 'Europe/Berlin'],
    ['by its IANA name', ['X-WR-TIMEZONE:Pacific Standard Time', FLOATING], 'America/Los_Angeles'],
    ['none where nobody knows it', ['X-WR-TIMEZONE:Nowhere', FLOATING], undefined],
    ['none where it says none', [FLOATING], undefined],
  ] as const)
    it(name, () => assert.equal(at([...blocks], { timezone: 'Asia/Tokyo' }).zone, zone))
})
