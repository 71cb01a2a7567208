import assert from 'node:assert/strict'
import { it } from 'node:test'
import { ics, read, remarks, says, vevent } from '../support.ts'

const START = 'DTSTART:20260324T090000Z\nDURATION:PT1H'
const table: readonly [name: string, lines: string, asks: unknown[]][] = [
  ['an entry', 'DESCRIPTION:Midterm\nstudents: 320', [{ students: 320 }]],
  ['prose before it', 'DESCRIPTION:Midterm\nBring a pencil.\nstudents: 320', [{ students: 320 }]],
  [
    'what looks like a property',
    'DESCRIPTION:Midterm\nLocation: Wheeler\nBegin: 9:00\nstudents: 320',
    [{ students: 320 }],
  ],
  ['in capitals', 'DESCRIPTION:Midterm\nUSER: 4', [{ integer: 4 }]],
  ['nothing in its first line', 'DESCRIPTION:\nuser: 4', [{ integer: 4 }]],
  ['HTML', 'X-ALT-DESC;FMTTYPE=text/html:<p>Midterm</p>\n<p>user: 4</p>', [{ integer: 4 }]],
]
for (const [name, lines, asks] of table)
  for (const text of [`${START}\n${lines}`, `${lines}\n${START}`])
    it(`a text with line breaks of its own goes on: ${name}, ${text.startsWith(START) ? 'last' : 'first'}`, () => {
      const reading = read(ics(vevent(text)), '2026-03-01', '2026-04-01')
      assert.deepEqual(says(reading), [])
      assert.deepEqual(
        reading.occurrences.map(({ description }) => [...description.asks.values()]),
        [asks],
      )
      assert.equal(remarks(reading).length, 1)
      assert.match(remarks(reading).join(), /line \d+: this is read as the next line of (DESCRIPTION|X-ALT-DESC)/)
    })

it('properties and lines of others are none of it', () => {
  const reading = read(
    ics(vevent(`DESCRIPTION:user: 4\nX-MICROSOFT-CDO-BUSYSTATUS:BUSY\nLOCATION:Hall\nrubbish\n${START}`)),
    '2026-03-01',
    '2026-04-01',
  )
  assert.deepEqual([remarks(reading), says(reading).length], [[], 1])
  assert.match(says(reading).join(), /not a NAME:value line; it is skipped/)
})
