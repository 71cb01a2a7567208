import assert from 'node:assert/strict'
import { it } from 'node:test'
import { expandSteps } from '../../../src/domain/calendar/occurrences/expand.ts'
import { parseCalendar, parseSteps } from '../../../src/domain/calendar/occurrences/parse.ts'
import { runThrough, type Steps } from '../../../src/domain/calendar/text/steps.ts'
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

it('work comes in steps: at least one an event', () => {
  const text = ics(
    ...Array.from({ length: 200 }, (_, n) => vevent(`UID:${n}\nDTSTART:20260324T090000Z\nRRULE:FREQ=DAILY`)),
  )
  assert(count(parseSteps(text)) >= 400)
  assert(count(expandSteps(calendarOf(text), ms('2026-03-01'), ms('2026-03-15'))) >= 200)
})

it('a dense rule comes in pieces of some days', () => {
  const calendar = calendarOf(ics(vevent('DTSTART:20200101T000000Z\nRRULE:FREQ=MINUTELY;INTERVAL=5')))
  assert(count(expandSteps(calendar, ms('2026-03-01'), ms('2026-03-15'))) >= 14)
})

/** How many steps a series that began then takes for two weeks, after it was counted for the two weeks before. */
function stepsSince(start: string, rule: string): number {
  const calendar = calendarOf(ics(vevent(`DTSTART:${start}T090000Z\nDURATION:PT1H\nRRULE:${rule}`)))
  count(expandSteps(calendar, ms('2026-03-01'), ms('2026-03-15')))
  return count(expandSteps(calendar, ms('2026-03-02'), ms('2026-03-16')))
}

for (const rule of [
  'FREQ=DAILY',
  'FREQ=DAILY;INTERVAL=3',
  'FREQ=DAILY;BYMONTH=3;BYHOUR=9,14',
  'FREQ=DAILY;BYDAY=MO;COUNT=5000',
  'FREQ=HOURLY;BYDAY=MO',
  'FREQ=HOURLY;COUNT=1000000000',
  'FREQ=WEEKLY;BYDAY=MO,WE',
  'FREQ=WEEKLY;BYDAY=MO,WE;BYSETPOS=1',
  'FREQ=MONTHLY;BYDAY=-1FR',
  'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=5000',
  'FREQ=YEARLY;BYWEEKNO=10,11;BYDAY=MO',
  'FREQ=YEARLY;BYYEARDAY=70',
]) {
  it(`two weeks of a series since 1990 take as many steps as of one since yesterday: ${rule}`, () => {
    const [old, young] = [stepsSince('19900101', rule), stepsSince('20260228', rule)]
    assert(Math.abs(old - young) <= 1, `${old} and ${young}`)
  })
}

it('two windows of one calendar in turn, step by step, are each as if alone', () => {
  const text = ics(vevent('DTSTART:19900101T090000Z\nRRULE:FREQ=DAILY;BYDAY=MO,TU;COUNT=3780'))
  const windows = [
    [ms('2026-03-01'), ms('2026-04-15')],
    [ms('2026-02-01'), ms('2026-06-15')],
  ] as const
  const shared = calendarOf(text)
  const works = windows.map(([from, to]) => expandSteps(shared, from, to))
  const results = new Map<number, number>()
  while (results.size < works.length) {
    for (const [at, work] of works.entries()) {
      const { done, value } = work.next()
      if (done && value) results.set(at, value.occurrences.length)
    }
  }
  const alone = windows.map(([from, to]) => runThrough(expandSteps(calendarOf(text), from, to)).occurrences.length)
  assert.deepEqual([results.get(0), results.get(1)], alone)
  assert((alone[0] ?? 0) > 0 && (alone[0] ?? 0) < 13, `the count ends in the window: ${alone}`)
})

it('the first time a COUNT is counted in pieces of about a year', () => {
  const calendar = calendarOf(ics(vevent('DTSTART:19900101T090000Z\nRRULE:FREQ=DAILY;BYDAY=MO;COUNT=5000')))
  const steps = count(expandSteps(calendar, ms('2026-03-01'), ms('2026-03-15')))
  assert(steps > 36 && steps < 100, `${steps}`)
})

it('a COUNT that began centuries ago is not counted, and that is said', () => {
  const { problems } = runThrough(
    expandSteps(
      calendarOf(ics(vevent('DTSTART:10660101T090000Z\nRRULE:FREQ=MONTHLY;BYMONTHDAY=1;COUNT=90000'))),
      ms('2026-03-01'),
      ms('2026-03-15'),
    ),
  )
  assert.match(problems[0]?.text ?? '', /takes too many steps.*COUNT began more than 150 years before/)
})

it('a calendar that is one endless block, and one of 20,000 overrides, come in steps too', () => {
  assert(count(parseSteps(ics(vevent(`DTSTART:20260324T090000Z\n${'X-LINE:1\n'.repeat(50_000)}`)))) >= 50)
  const overrides = Array.from({ length: 20_000 }, (_, n) =>
    vevent(`DTSTART:20260324T090000Z\nRECURRENCE-ID;RANGE=THISANDFUTURE:2026${1000 + (n % 200)}T0900${n % 60}Z`),
  )
  const calendar = calendarOf(ics(vevent('DTSTART:20250101T090000Z\nRRULE:FREQ=DAILY'), ...overrides.slice(0, 5000)))
  assert(count(expandSteps(calendar, ms('2026-03-01'), ms('2026-03-15'))) >= 10)
})

it('dates beyond 5,000 are cut and said, problems beyond 1,000 counted', () => {
  const dates = Array.from({ length: 6000 }, () => '20260324T090000Z').join()
  const listed = parseCalendar(ics(vevent(`DTSTART:20260324T090000Z\nEXDATE:${dates}`)))
  assert.match(listed.at === 'calendar' ? (listed.problems[0]?.text ?? '') : '', /EXDATE lists more than 5000 dates/)
  const broken = parseCalendar(ics(...Array.from({ length: 1500 }, (_, n) => vevent(`UID:${n}\nDTSTART:never`))))
  assert(broken.at === 'calendar')
  assert.equal(broken.problems.length, 1001)
  assert.match(broken.problems.at(-1)?.text ?? '', /500 more problems/)
  assert.equal(runThrough(expandSteps(broken.calendar, 0, 1)).problems.length, 1001)
})

it('more than a window can hold is cut and said', () => {
  const long = 'DTSTART:20200101T000000Z\nDURATION:P3650D\nRRULE:FREQ=MINUTELY;INTERVAL=5'
  const reading = runThrough(expandSteps(calendarOf(ics(vevent(long))), ms('2026-03-01'), ms('2026-03-15')))
  assert.match(reading.problems[0]?.text ?? '', /takes too many steps and is not followed to its end/)
  assert(reading.occurrences.length >= 1)
})
