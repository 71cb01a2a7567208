/** Expands calendars from stdin in a process of its own, to be run with another TZ; prints the occurrences. */
import { readFileSync } from 'node:fs'
import { expand } from '../../../src/domain/calendar/occurrences/expand.ts'
import { parseCalendar } from '../../../src/domain/calendar/occurrences/parse.ts'

const { texts, from, to } = JSON.parse(readFileSync(0, 'utf8')) as { texts: string[]; from: number; to: number }
const all = texts.map((text) => {
  const result = parseCalendar(text)
  if (result.at === 'refused') return result.because
  return expand(result.calendar, from, to).occurrences.map(({ uid, startMs, endMs, originalMs }) =>
    JSON.stringify([uid, startMs, endMs, originalMs]),
  )
})
process.stdout.write(JSON.stringify(all))
