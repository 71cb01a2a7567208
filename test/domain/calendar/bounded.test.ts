import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expandSteps } from '../../../src/domain/calendar/expand.ts'
import { parseCalendar, parseSteps } from '../../../src/domain/calendar/parse.ts'
import { runThrough, type Steps } from '../../../src/domain/calendar/steps.ts'
import { ics, ms, vevent } from './support.ts'

function count<T>(steps: Steps<T>): number {
  let taken = 0
  while (!steps.next().done) taken++
  return taken
}

const calendarOf = (text: string) => {
  const parsed = parseCalendar(text)
  assert(parsed.at === 'calendar')
  return parsed.calendar
}

test('work comes in steps: at least one an event', () => {
  const text = ics(
    ...Array.from({ length: 200 }, (_, n) => vevent(`UID:${n}\nDTSTART:20260324T090000Z\nRRULE:FREQ=DAILY`)),
  )
  assert(count(parseSteps(text)) >= 400)
  assert(count(expandSteps(calendarOf(text), ms('2026-03-01'), ms('2026-03-15'))) >= 200)
})

test('a dense rule comes in pieces of some days', () => {
  const calendar = calendarOf(ics(vevent('DTSTART:20200101T000000Z\nRRULE:FREQ=MINUTELY;INTERVAL=5')))
  assert(count(expandSteps(calendar, ms('2026-03-01'), ms('2026-03-15'))) >= 14)
})

test('steps do not grow with the age of a series, also with COUNT once it is counted', () => {
  const steps = (rule: string, year: number) => {
    const calendar = calendarOf(ics(vevent(`DTSTART:${year}0105T090000Z\nRRULE:${rule}`)))
    count(expandSteps(calendar, ms('2026-03-01'), ms('2026-03-15')))
    return count(expandSteps(calendar, ms('2026-03-08'), ms('2026-03-22')))
  }
  for (const rule of ['FREQ=WEEKLY;BYDAY=MO,WE', 'FREQ=DAILY;BYDAY=MO;COUNT=5000', 'FREQ=MONTHLY;BYDAY=-1FR']) {
    assert.equal(steps(rule, 1970), steps(rule, 2025), rule)
  }
})

test('more than a window can hold is cut and said', () => {
  const long = 'DTSTART:20200101T000000Z\nDURATION:P3650D\nRRULE:FREQ=MINUTELY;INTERVAL=5'
  const reading = runThrough(expandSteps(calendarOf(ics(vevent(long))), ms('2026-03-01'), ms('2026-03-15')))
  assert.match(reading.problems[0]?.text ?? '', /takes too many steps and is not followed to its end/)
  assert(reading.occurrences.length >= 1)
})
