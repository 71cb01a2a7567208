import assert from 'node:assert/strict'
import { it } from 'node:test'
import { sameContent } from '../../../streams/calendar/same-content.ts'

const calendar = (stamps: readonly string[], summary = 'Class') =>
  [
    'BEGIN:VCALENDAR',
    ...stamps.flatMap((stamp) => ['BEGIN:VEVENT', `DTSTAMP${stamp}`, `SUMMARY:${summary}`, 'END:VEVENT']),
    'END:VCALENDAR',
    '',
  ].join('\r\n')

const table: readonly [string, string, string, boolean][] = [
  ['the same', calendar([':20260101T000000Z']), calendar([':20260101T000000Z']), true],
  [
    'new stamps',
    calendar([':20260101T000000Z', ':20260101T000000Z']),
    calendar([':20260202T000000Z', ':20260303T000000Z']),
    true,
  ],
  ['new stamps with parameters', calendar([';X=1:20260101T000000Z']), calendar([';X=1:20260202T000000Z']), true],
  ['another title', calendar([':20260101T000000Z']), calendar([':20260101T000000Z'], 'Clash'), false],
  ['another title and new stamps', calendar([':20260101T000000Z']), calendar([':20260202T000000Z'], 'Clash'), false],
  ['another length', calendar([':20260101T000000Z']), calendar([':20260101T000000Z'], 'Classes'), false],
  ['a name that only begins so', calendar(['X:1']), calendar(['X:2']), false],
  ['an end that moved within a stamp', 'A\nDTSTAMP:12\n3', 'A\nDTSTAMP:1\n23', false],
  ['nothing', '', '', true],
  [
    'more new stamps than a calendar has events',
    calendar(Array(40_002).fill(':20260101')),
    calendar(Array(40_002).fill(':20260202')),
    false,
  ],
]

for (const [name, a, b, same] of table) {
  it(`${name}: ${same ? 'the same content' : 'other content'}`, () => {
    assert.equal(sameContent(a, b), same)
    assert.equal(sameContent(b, a), same)
  })
}
