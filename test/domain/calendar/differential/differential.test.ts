import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { it } from 'node:test'
import { DISAGREEMENTS } from './disagreements.ts'
import { type Asked, answerOf, differenceOf, problemsOf, readAsAsked } from './ours.ts'

/** One calendar and what recurring-ical-events says of it; made by `generate.py`. */
interface Row extends Asked {
  readonly n: number
  readonly text: string
  readonly answer: readonly string[] | { readonly error: string }
}

const rows: readonly Row[] = JSON.parse(readFileSync(new URL('golden/answers.json', import.meta.url), 'utf8'))
const answered = rows.filter(({ answer }) => !('error' in answer))

function withoutProblems(row: Row): string[] {
  const reading = readAsAsked(row.text.replaceAll('\n', '\r\n'), row, 'UTC')
  // What we do not follow, the other library does not either.
  assert.deepEqual(problemsOf(reading, row), [])
  return answerOf(reading)
}

const judged = answered.map((row) => {
  let left = differenceOf(row.text, row, withoutProblems(row), row.answer as readonly string[])
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
