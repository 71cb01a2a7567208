import assert from 'node:assert/strict'
import { it } from 'node:test'
import { defer, delay, of, Subject, VirtualTimeScheduler } from 'rxjs'
import type { CalendarState } from '../../../src/domain/calendar/occurrence.ts'
import { type CalendarSource, calendar$ } from '../../../streams/calendar/calendar.ts'
import { type Fetched, failed } from '../../../streams/calendar/fetched.ts'
import { stretchAround } from '../../../streams/calendar/horizon.ts'
import { type OpenCalendar, openHere } from '../../../streams/calendar/reader.ts'
import { ics, vevent } from '../../domain/calendar/support.ts'

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]
const START = Date.UTC(2026, 2, 24)

/** A world on virtual time in which a file says what `answers` say, one after the other; the last one for ever. */
function world(answers: readonly Fetched[], source: Partial<CalendarSource> = {}, open?: OpenCalendar) {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY)
  scheduler.frame = START
  const reads: number[] = []
  const states: { readonly atMs: number; readonly state: CalendarState }[] = []
  const changes$ = new Subject<void>()
  const answered: string[] = []
  const readFile = () =>
    defer(() => {
      const answer = answers[Math.min(reads.push(scheduler.now() - START), answers.length) - 1]
      assert(answer)
      return of(answer).pipe(delay(10, scheduler))
    })
  const watch = calendar$(
    { where: { url: '/etc/warmseats/secret-folder/class.ics' }, ...source },
    {
      readFile,
      watchFile: () => changes$,
      random: () => 0.5,
      ...(open && { open }),
      onAnswer: (name, ms) => answered.push(`${name} ${Math.round((ms - START) / MINUTE)}`),
    },
    scheduler,
  ).subscribe((state) => states.push({ atMs: scheduler.now() - START, state }))
  const until = (ms: number) => {
    scheduler.maxFrames = START + ms
    scheduler.flush()
    return states
  }
  return { until, reads, states, changes$, watch, scheduler, answered }
}

const text = (content: string): Fetched => ({ at: 'text', text: content, validators: { tag: content.slice(0, 9) } })
const lecture = ics(
  vevent('SUMMARY:Lecture\nDTSTART:20260101T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY\nDESCRIPTION:user: 2'),
)
const other = lecture.replace('Lecture', 'Other')
const summary = ({ state }: { readonly state: CalendarState }) => state.reading.occurrences[0]?.summary
const health = ({ state }: { readonly state: CalendarState }) => state.health.at

it('loading first, then what it says, from two days ago to two weeks ahead', () => {
  const { until } = world([text(lecture)])
  const states = until(1000)
  assert.deepEqual(states.map(health), ['loading', 'good'])
  assert.deepEqual(states[0]?.state.reading.occurrences, [])
  const { reading } = states[1]?.state ?? assert.fail()
  assert.deepEqual(
    [reading.fromMs - START, reading.toMs - START].map((ms) => Math.round(ms / DAY)),
    [-2, 14],
  )
  assert.equal(reading.occurrences.length, 16)
})

it('it is read again every refreshMs, and the same content is no news', () => {
  const { until, reads } = world([text(lecture)], { refreshMs: 5 * MINUTE })
  assert.equal(until(HOUR).length, 2)
  assert.deepEqual(reads.map((ms) => Math.round(ms / MINUTE)).slice(0, 4), [0, 5, 10, 15])
})

it('each answer is told of, news or not, a failure is not', () => {
  const answers = [text(lecture), { at: 'unchanged' }, failed('it is gone'), { at: 'unchanged' }] as const
  const { until, answered } = world(answers, { refreshMs: 5 * MINUTE, name: 'calendar exams' })
  until(11 * MINUTE)
  assert.deepEqual(answered.slice(0, 3), ['calendar exams 0', 'calendar exams 5', 'calendar exams 10'])
})

it('new stamps on old events are no news, other content is', () => {
  const stamped = (stamp: string, of = lecture) => text(of.replace('SUMMARY', `DTSTAMP:${stamp}\r\nSUMMARY`))
  const { until } = world([
    stamped('20260101T000000Z'),
    stamped('20260102T000000Z'),
    stamped('20260102T000000Z', other),
  ])
  assert.deepEqual(until(10 * MINUTE).map(summary), [undefined, 'Lecture', 'Other'])
})

it('a try that fails changes no occurrence, is said once, and its end too', () => {
  const { until } = world([
    text(lecture),
    failed('it answers HTTP 500'),
    failed('it answers HTTP 500'),
    failed('it answers HTTP 404'),
    { at: 'unchanged' },
  ])
  const states = until(DAY / 2)
  assert.deepEqual(states.map(health), ['loading', 'good', 'failing', 'failing', 'good'])
  assert.deepEqual(states.slice(1).map(summary), ['Lecture', 'Lecture', 'Lecture', 'Lecture'])
  const [, good, first, second] = states.map(({ state }) => state.health)
  assert(good?.at === 'good' && first?.at === 'failing' && second?.at === 'failing')
  assert.deepEqual(
    [first.because, second.because],
    ['calendar (file class.ics): it answers HTTP 500', 'calendar (file class.ics): it answers HTTP 404'],
  )
  assert.deepEqual([first.lastGoodMs, second.sinceMs], [good.readMs, first.sinceMs])
})

it('what is no calendar is a failed try: the last good copy goes on', () => {
  const { until } = world([text(lecture), text('<html>log in</html>'), text(lecture)])
  const states = until(HOUR)
  assert.deepEqual(states.map(health), ['loading', 'good', 'failing', 'good'])
  assert.deepEqual(states.slice(1).map(summary), ['Lecture', 'Lecture', 'Lecture'])
})

it('never read: failing without a last good copy, and without occurrences', () => {
  const { until } = world([failed('there is no such file')])
  const state = until(HOUR).at(-1)?.state
  assert(state?.health.at === 'failing')
  assert.deepEqual([state.health.lastGoodMs, state.reading.occurrences], [undefined, []])
})

it('tries that fail are spaced further and further, to five minutes', () => {
  const { until, reads } = world([failed('no')])
  until(HOUR)
  const gaps = reads.slice(1).map((ms, index) => Math.round((ms - (reads[index] ?? 0)) / 1000))
  assert.deepEqual(gaps.slice(0, 5), [3, 5, 9, 17, 33])
  assert.equal(gaps.at(-1), 151)
})

it('Retry-After is honoured', () => {
  const { until, reads } = world([failed('busy', 20 * MINUTE), text(lecture)])
  until(HOUR)
  assert.equal(Math.round((reads[1] ?? 0) / MINUTE), 20)
})

it('a change of the file is read at once, also one that comes while it is read', () => {
  const { until, changes$, reads, scheduler } = world([text(lecture), text(other), text(lecture)], { refreshMs: HOUR })
  until(1000)
  changes$.next()
  assert.equal(summary(until(2000).at(-1) ?? assert.fail()), 'Other')
  changes$.next()
  scheduler.schedule(() => changes$.next(), 55)
  until(10_000)
  assert.equal(reads.length, 4)
})

it('the horizon rolls by itself, each day anew, also while the calendar fails', () => {
  const { until } = world([text(lecture), failed('it answers HTTP 500')])
  const states = until(10 * DAY)
  const rolled = states.filter(({ state }) => state.health.at === 'failing')
  assert.equal(rolled.length, 10)
  const { reading } = rolled.at(-1)?.state ?? assert.fail()
  assert(reading.toMs > START + 22 * DAY)
  assert.equal(reading.occurrences.length, 16)
})

it('a refresh beyond the longest JavaScript timer', () => {
  const { until, reads } = world([text(lecture)], { refreshMs: 40 * DAY })
  until(41 * DAY)
  assert.deepEqual(
    reads.map((ms) => Math.round(ms / DAY)),
    [0, 40],
  )
})

it('for another instant: its window, which stays', () => {
  const { until } = world([text(lecture)], { stretch: stretchAround(Date.UTC(2030, 0, 1)) })
  const states = until(5 * DAY)
  assert.equal(states.length, 2)
  assert.equal(states[1]?.state.reading.fromMs, Date.UTC(2029, 11, 30))
})

it('its time zone is the configured one', () => {
  const floating = ics(vevent('DTSTART:20260324T090000\nDURATION:PT1H'))
  const { until } = world([text(floating)], { timezone: 'Asia/Tokyo' })
  assert.equal(until(1000).at(-1)?.state.reading.occurrences[0]?.startMs, Date.UTC(2026, 2, 24))
})

it('after unsubscribing nothing is read', () => {
  const { until, watch, reads } = world([text(lecture)])
  until(1000)
  watch.unsubscribe()
  until(HOUR)
  assert.equal(reads.length, 1)
})

for (const [url, because] of [
  ['ftp://example.org/secret.ics', /addresses that begin with ftp:\/\/ are not read/],
  ['https://', /cannot be read as a URL/],
  ['calendar.example.edu/secret.ics?token=secret', /^calendar: its address has no https:\/\/ in front/],
] as const) {
  it(`an address that is none is said, not thrown: ${url}`, () => {
    const { until } = world([], { where: { url } })
    const state = until(1000).at(-1)?.state
    assert(state?.health.at === 'failing')
    assert.match(state.health.because, because)
    assert.doesNotMatch(JSON.stringify(state), /secret/)
  })
}

const TOO_LONG = failed('it was not read within 30 s')

it('a calendar that fails in its thread is a failed try: the last good copy goes on, for the days to come too', () => {
  const open: OpenCalendar = (content, ...rest) => (content === other ? () => of(TOO_LONG) : openHere(content, ...rest))
  const { until } = world([text(lecture), text(other)], {}, open)
  const states = until(20 * DAY)
  assert.deepEqual(states.slice(0, 3).map(health), ['loading', 'good', 'failing'])
  const last = states.at(-1)?.state ?? assert.fail()
  assert(last.health.at === 'failing')
  assert.equal(last.health.because, 'calendar (file class.ics): it was not read within 30 s')
  assert.equal(last.reading.occurrences[0]?.summary, 'Lecture')
  assert(last.reading.toMs > START + 33 * DAY)
})

it('one that fails for the days to come only is told and tried again, and goes on with what was read', () => {
  let reads = 0
  const open: OpenCalendar = (...call) => {
    const read = openHere(...call)
    return (stretch) => (reads++ === 1 ? of(TOO_LONG) : read(stretch))
  }
  const { until } = world([text(lecture), { at: 'unchanged' }], {}, open)
  const states = until(2 * DAY)
  assert.deepEqual(states.map(health), ['loading', 'good', 'failing', 'good'])
  const [, good, failing, again] = states.map(({ state }) => state)
  assert(failing?.health.at === 'failing' && good?.health.at === 'good')
  assert.deepEqual(
    [failing.health.because, failing.health.lastGoodMs, failing.reading === good.reading],
    ['calendar (file class.ics): it was not read within 30 s', good.health.readMs, true],
  )
  assert((again?.reading.toMs ?? 0) > good.reading.toMs)
})
