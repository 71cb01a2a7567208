/** Where two lines of an event, or two parts of one, say different things. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ics, read, remarks, says, spans, vevent } from '../support.ts'

const march = (lines: string) => read(ics(vevent(lines)), '2026-03-01', '2026-04-01')
const CLASS = '2026-03-24T09:00Z/10:00Z'

describe('what is there twice with two values is a problem, and the first counts', () => {
  for (const [name, lines] of [
    ['DTSTART', 'DTSTART:20260324T090000Z\nDTSTART:20260325T090000Z\nDURATION:PT1H'],
    ['DTEND', 'DTSTART:20260324T090000Z\nDTEND:20260324T100000Z\nDTEND:20260324T180000Z'],
    ['DURATION', 'DTSTART:20260324T090000Z\nDURATION:PT1H\nDURATION:PT9H'],
    ['DESCRIPTION', 'DTSTART:20260324T090000Z\nDURATION:PT1H\nDESCRIPTION:user: 1\nDESCRIPTION:user: 2'],
  ] as const)
    it(name, () => {
      const reading = march(lines)
      assert.deepEqual(spans(reading), [CLASS])
      assert.match(says(reading).join(), new RegExp(`line \\d+: ${name} is there twice and the first counts`))
    })
  it('the same value twice, or none the first time, is none', () => {
    const reading = march('DTSTART:20260324T090000Z\nDTSTART:20260324T090000Z\nDTEND:\nDTEND:20260324T100000Z')
    assert.deepEqual([spans(reading), says(reading)], [[CLASS], []])
  })
})

const remarked: readonly [name: string, lines: string, expected: string, word: RegExp][] = [
  [
    'DURATION beside DTEND',
    'DTSTART:20260324T090000Z\nDTEND:20260324T100000Z\nDURATION:PT9H',
    CLASS,
    /DURATION «PT9H» is another length than that until DTEND, which counts/,
  ],
  [
    'a zone beside a Z',
    'DTSTART;TZID=America/Los_Angeles:20260324T090000Z\nDTEND:20260324T100000Z',
    CLASS,
    /DTSTART has a zone, «America\/Los_Angeles», and a Z: it is read in UTC/,
  ],
  [
    'an end with a time of day, a start without',
    'DTSTART;VALUE=DATE:20260324\nDTEND:20260324T110000',
    '2026-03-24T00:00Z/11:00Z',
    /DTEND has a time of day and DTSTART none: it is read as a start at midnight/,
  ],
  [
    'an EXDATE of no occurrence',
    'DTSTART:20260324T090000Z\nDURATION:PT1H\nEXDATE:20260324T100000Z',
    CLASS,
    /EXDATE 2026-03-24T10:00:00 UTC is no occurrence of it and takes nothing away/,
  ],
]
for (const [name, lines, expected, word] of remarked)
  it(`remarked upon: ${name}`, () => {
    const reading = march(lines)
    assert.deepEqual([spans(reading), says(reading)], [[expected], []])
    assert.match(remarks(reading).join(), word)
  })

it('what agrees is not worth a word', () => {
  for (const lines of [
    'DTSTART:20260324T090000Z\nDTEND:20260324T100000Z\nDURATION:PT1H',
    'DTSTART;TZID=UTC:20260324T090000Z\nDTEND;TZID=UTC:20260324T100000Z',
    'DTSTART:20260323T090000Z\nDTEND:20260323T100000Z\nRRULE:FREQ=DAILY;COUNT=2\nEXDATE:20260323T090000Z',
    'DTSTART:20260324T090000Z\nDURATION:PT1H\nEXDATE:20260524T100000Z',
  ])
    assert.deepEqual([spans(march(lines)), remarks(march(lines))], [[CLASS], []])
})
