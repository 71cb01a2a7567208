import assert from 'node:assert/strict'
import { it } from 'node:test'
import { expand } from '../../../../src/domain/calendar/occurrences/expand.ts'
import { parseCalendar } from '../../../../src/domain/calendar/occurrences/parse.ts'
import { DAY } from '../../../support/time.ts'

const NOW_MS = Date.UTC(2026, 10, 30)

function read(...lines: readonly string[]) {
  const event = [
    'BEGIN:VEVENT',
    'DTSTART:20261130T090000Z',
    'DURATION:PT1H',
    'DESCRIPTION:user: 2',
    ...lines,
    'END:VEVENT',
  ]
  const parsed = parseCalendar(['BEGIN:VCALENDAR', ...event, 'END:VCALENDAR', ''].join('\r\n'))
  assert.ok(parsed.at === 'calendar')
  return expand(parsed.calendar, NOW_MS, NOW_MS + DAY)
}

function named(...lines: readonly string[]) {
  const [first] = read(...lines).occurrences
  return [first?.uid, first?.summary]
}

for (const [what, lines, name] of [
  ['as it says', ['UID:a1@example.org', 'SUMMARY:Midterm'], ['a1@example.org', 'Midterm']],
  ['white space is one space', ['UID: a1 ', 'SUMMARY: Midterm \\n  2 '], ['a1', 'Midterm 2']],
  ['nothing in it steers a terminal', ['UID:a\x1b[1m', 'SUMMARY:Exam\x1b[2J\x07\u202etxt'], ['a [1m', 'Exam [2J txt']],
  ['without a UID by what it says', ['SUMMARY:Midterm'], ['without UID: 20261130T090000Z Midterm', 'Midterm']],
] as const)
  it(`an event is called ${what}`, () => assert.deepEqual(named(...lines), name))

for (const [what, organizer, address] of [
  ['its mail address', 'ORGANIZER;CN=Ada:mailto:Ada@Example.edu', 'ada@example.edu'],
  ['nobody where it names none', 'SUMMARY:x', undefined],
  ['nobody where it is no mail address', 'ORGANIZER:urn:uuid:1', undefined],
  ['nobody where more is in it', 'ORGANIZER:mailto:a@b.edu?bcc=all@b.edu', undefined],
  ['nobody where there are two', 'ORGANIZER:mailto:a@b.edu,c@d.edu', undefined],
  ['nobody where it ends a header', 'ORGANIZER:mailto:a@b.edu\\nBcc: x@y.edu', undefined],
  ['nobody where it is too long', `ORGANIZER:mailto:a@${'b.'.repeat(200)}edu`, undefined],
] as const)
  it(`the organizer of an event is ${what}`, () => {
    const { occurrences, problems } = read('UID:a1', organizer, 'RDATE:nonsense')
    assert.deepEqual([occurrences[0]?.organizer, problems[0]?.organizer], [address, address])
  })
