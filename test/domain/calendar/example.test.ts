import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { it } from 'node:test'
import { read, says, spans } from './support.ts'

const text = readFileSync(new URL('../../../examples/calendars/midterm.ics', import.meta.url), 'utf8')

it('the example calendar, in the week of the midterm', () => {
  const week = read(text, '2026-03-23', '2026-03-30')
  assert.deepEqual(says(week), [])
  assert.deepEqual(
    week.occurrences.map(({ summary, description }, index) => [
      spans(week)[index],
      summary,
      Object.fromEntries(description.asks),
    ]),
    [
      ['2026-03-23T17:00Z/18:00Z', 'Lecture', { '': { students: 24 } }],
      ['2026-03-23T19:00Z/20:00Z', 'Staff meeting', {}],
      ['2026-03-24T09:00Z/10:30Z', 'Midterm', { '': { students: 40 } }],
      ['2026-03-25T21:00Z/22:00Z', 'Lecture (moved to the afternoon)', { '': { students: 24 } }],
      ['2026-03-26T00:00Z/2026-03-28T00:00Z', 'Project days', { lab: { nodes: 2 } }],
      ['2026-03-27T17:00Z/18:00Z', 'Lecture', { '': { students: 24 } }],
    ],
  )
})
