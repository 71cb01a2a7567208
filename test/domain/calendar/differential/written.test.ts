/**
 * Calendars as exporters and people write them: ours has to be what recurring-ical-events says of the calendar that was
 * meant, but for the disagreements that are written down.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { DISAGREEMENTS } from './disagreements.ts'
import { type Asked, answerOf, differenceOf, problemsOf, readAsAsked } from './ours.ts'

/** One calendar with a mistake; made by `generate_written.py`. */
interface Row extends Asked {
  readonly mistake: string
  readonly clean: string
  readonly written: string
  /** What the library says of the clean one. */
  readonly meant: readonly string[]
  /** What it says of the written one. */
  readonly answer: readonly string[] | { readonly error: string }
}

const rows: readonly Row[] = JSON.parse(readFileSync(new URL('golden/written.json', import.meta.url), 'utf8'))

/** As `disagreements.md` has them: of how many calendars it says what was meant, something else, or throws. */
const THEIRS: Readonly<Record<string, readonly [same: number, other: number, throws: number]>> = {
  'CR CR LF at each line': [0, 0, 10],
  'two line ends at each line': [10, 0, 0],
  'CR at each line': [0, 0, 10],
  'LF CR at each line': [0, 0, 10],
  'indented as a whole': [0, 0, 10],
  'spaces and a mark before BEGIN': [0, 0, 10],
  'words before BEGIN': [0, 0, 10],
  'BEGIN and END indented': [0, 0, 10],
  'spaces behind each line': [0, 0, 10],
  'a calendar in a calendar': [10, 0, 0],
  'DTEND without its zone': [10, 0, 0],
  'DTSTART without its zone': [4, 0, 0],
  'EXDATE without its zone': [10, 0, 0],
  'RDATE without its zone': [10, 0, 0],
  'RECURRENCE-ID without its zone': [10, 0, 0],
  'spaces in a rule': [0, 0, 10],
  'quotes in a rule': [0, 0, 10],
  'escapes in a rule': [10, 0, 0],
  'RRULE:RRULE:': [0, 0, 10],
  'a part twice': [10, 0, 0],
  'empty parts': [3, 0, 7],
  'a rule in small letters': [6, 0, 4],
  'commas between parts': [4, 4, 2],
  'an empty rule': [0, 0, 10],
  'UNTIL on a day that does not exist': [0, 0, 10],
  'UNTIL of days as a midnight elsewhere': [10, 0, 0],
  'a copied series': [0, 10, 0],
  'VALUE=DATE with a time': [10, 0, 0],
  'a TZID that the only VTIMEZONE has not': [0, 10, 0],
  'dates with dashes and colons': [0, 0, 10],
  'DURATION without its T': [0, 0, 10],
}

/** They take nothing away and can mean nothing else. */
const NOT_WORTH_A_WORD = new Set([
  'CR CR LF at each line',
  'two line ends at each line',
  'CR at each line',
  'LF CR at each line',
  'indented as a whole',
  'spaces and a mark before BEGIN',
  'BEGIN and END indented',
  'spaces behind each line',
  'a calendar in a calendar',
  'a rule in small letters',
  'spaces in a rule',
  'empty parts',
  'dates with dashes and colons',
])

for (const mistake of new Set(rows.map((row) => row.mistake))) {
  describe(mistake, () => {
    const made = rows.filter((row) => row.mistake === mistake)
    const timezone = mistake === 'a TZID that the only VTIMEZONE has not' ? undefined : 'UTC'

    it(`${made.length} calendars are read as they were meant`, () => {
      for (const row of made) {
        const reading = readAsAsked(row.written, row, timezone)
        const difference = differenceOf(row.clean, row, answerOf(reading), row.meant)
        const left = DISAGREEMENTS.reduce((rest, { without }) => without(rest), difference)
        assert.deepEqual({ ours: left.ours, theirs: left.theirs }, { ours: [], theirs: [] }, row.written)
        const problems = problemsOf(reading, row)
        assert.deepEqual(
          problems.filter((text) => !text.startsWith('nobody knows a zone')),
          [],
          row.written,
        )
        const words = (reading.remarks ?? []).length + problems.length
        if (!NOT_WORTH_A_WORD.has(mistake)) assert(words > 0, `not a word about it:\n${row.written}`)
      }
    })

    it('recurring-ical-events says what is written down', () => {
      const is = ({ answer, meant }: Row) =>
        'error' in answer ? 'throws' : answer.join() === meant.join() ? 'same' : 'other'
      const counts = ['same', 'other', 'throws'].map((one) => made.filter((row) => is(row) === one).length)
      assert.deepEqual(counts, THEIRS[mistake])
    })
  })
}

it('every mistake is made', () => assert.deepEqual([...new Set(rows.map((row) => row.mistake))], Object.keys(THEIRS)))
