import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { it } from 'node:test'
import { expand } from '../../../../src/domain/calendar/occurrences/expand.ts'
import { parseCalendar } from '../../../../src/domain/calendar/occurrences/parse.ts'
import { DISAGREEMENTS, type Difference } from './disagreements.ts'

/** One calendar and what recurring-ical-events says of it; made by `generate.py`. */
interface Row {
  readonly n: number
  readonly text: string
  readonly from: string
  readonly days: number
  readonly unsynchronized: readonly string[]
  readonly answer: readonly string[] | { readonly error: string }
}

const rows: readonly Row[] = JSON.parse(readFileSync(new URL('golden/answers.json', import.meta.url), 'utf8'))
const answered = rows.filter(({ answer }) => !('error' in answer))

const stamp = (ms: number) => new Date(ms).toISOString().replaceAll(/[-:]/g, '').slice(0, 13)

function ours({ text, from, days, unsynchronized }: Row): string[] {
  const parsed = parseCalendar(text.replaceAll('\n', '\r\n'), { timezone: 'UTC' })
  assert(parsed.at === 'calendar')
  const { occurrences, problems } = expand(parsed.calendar, Date.parse(from), Date.parse(from) + days * 86_400_000)
  // What we do not follow, the other library does not either. Its overrides are of occurrences that it has, which where
  // the RFC says nothing are not ours.
  assert.deepEqual(
    problems
      .filter(
        ({ uid = '', text }) => !(unsynchronized.includes(uid) && text.includes('is no occurrence of its series')),
      )
      .map((one) => one.text),
    [],
  )
  return occurrences.map(({ uid, startMs, endMs }) => `${uid} ${stamp(startMs)}/${stamp(endMs)}`)
}

/** What only one of the two says. */
function differenceOf(row: Row): Difference {
  const [mine, theirs] = [ours(row), row.answer as readonly string[]]
  const { text, unsynchronized } = row
  return {
    text,
    unsynchronized,
    ours: mine.filter((one) => !theirs.includes(one)),
    theirs: theirs.filter((one) => !mine.includes(one)),
  }
}

const judged = answered.map((row) => {
  let left = differenceOf(row)
  const because: string[] = []
  for (const { name, without } of DISAGREEMENTS) {
    const rest = without(left)
    if (rest.ours.length + rest.theirs.length < left.ours.length + left.theirs.length) because.push(name)
    left = rest
  }
  return { row, left, because }
})

it(`${rows.length} calendars: recurring-ical-events says the same, but for the disagreements that are written down`, () => {
  for (const { row, left } of judged) {
    assert.deepEqual(
      { ours: left.ours, theirs: left.theirs },
      { ours: [], theirs: [] },
      `calendar ${row.n}\n${row.text}`,
    )
  }
  assert(rows.length - answered.length <= 5, 'hardly any that it cannot read')
})

for (const { name, calendars } of DISAGREEMENTS) {
  it(`the disagreement «${name}» is in ${calendars} calendars, no more and no fewer`, () => {
    assert.equal(judged.filter(({ because }) => because.includes(name)).length, calendars)
  })
}
