import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { AUTO_STUDENTS } from '../../../src/domain/calendar/ask.ts'
import { halfHourOf, withHalfHour } from '../../../src/domain/forecast/half-hours.ts'
import { type KnownPool, knownOf } from '../../../src/domain/known/known.ts'
import { drawCurve, sayCame, sayName } from '../../../src/domain/known/say.ts'
import type { HistoryMode } from '../../../src/domain/settings/forecast-rules.ts'
import { type OccurrenceSpec, timeline } from '../../support/calendar.ts'
import { userPool } from '../../support/config.ts'
import { forecastsOf, type SeriesSpec, WEEK } from '../../support/memories.ts'
import { at } from '../../support/time.ts'

const lab = (week = 0, students = 210, title = 'Lab'): OccurrenceSpec => ({
  title,
  from: at('09:00') + week * WEEK,
  to: at('10:00') + week * WEEK,
  asks: { user: { students } },
})

function known(
  specs: SeriesSpec[],
  events: OccurrenceSpec[] = [lab(), lab(1)],
  history: HistoryMode = 'show',
): KnownPool {
  const config = userPool({ forecast: { reactions: 'on', history } })
  const [pool] = knownOf({
    config,
    memory: forecastsOf(...specs),
    timeline: timeline(config, ...events),
    zone: 'utc',
    nowMs: at('08:00'),
    perNode: () => 28,
  })
  return pool ?? assert.fail()
}
const FOUR: SeriesSpec = { came: [76, 81, 92, 79] }

describe('what is known of a series', () => {
  it('its class’s title, weekday and time, and how many came', () => {
    const [one] = known([FOUR]).series
    assert.equal(one?.title, 'Lab')
    assert.equal(one?.when, 'Tuesdays 09:00')
    assert.match(one?.id ?? '', /^user-tue-0900-[0-9a-f]{4}$/)
    assert.deepEqual(one?.times.map(sayCame), ['76 of 210', '81 of 210', '92 of 210', '79 of 210'])
  })
  it('what is expected next and why, in either mode', () => {
    const [shown, on] = (['show', 'on'] as const).map((history) => known([FOUR], [lab()], history).series[0]?.next)
    assert.deepEqual(shown, {
      at: '2026-03-24T09:00:00Z',
      announced: 210,
      expected: '94',
      because: 'the last 4 times 76 to 92 came: 94 would be expected (forecast.history: on)',
    })
    assert.equal(on?.because, 'the last 4 times 76 to 92 came: 94 expected')
  })
  it('of `auto` it is expected whatever the mode', () =>
    assert.match(known([FOUR], [lab(0, AUTO_STUDENTS)]).series[0]?.next.because ?? '', /: 94 expected$/))
  it('one that the calendar does not name is called by its time', () => {
    const [one] = known([FOUR], []).series
    assert.deepEqual([one?.title, one?.next.at], [undefined, undefined])
    assert.equal(one && sayName(one), 'a class of Tuesdays 09:00 that the calendar does not name now')
  })
  it('of fewer than five says not how many, neither to people nor to programs', () => {
    const one = known([{ came: [3, 2] }]).series[0]
    assert.deepEqual(one?.times.map(sayCame), ['fewer than 5 of 210', 'fewer than 5 of 210'])
    assert.doesNotMatch(JSON.stringify(one?.times), /"came":"?[0-4]"/)
  })
  it('tells which did not take place', () =>
    assert.deepEqual(known([{ came: [76, -1] }]).series[0]?.times.map(sayCame), [
      '76 of 210',
      'fewer than 5 of 210 (not counted)',
    ]))
  it('has its curve: of those who all come in the first five minutes half are there soon', () => {
    const curve = known([{ came: [900, 900] }]).series[0]?.curve
    assert.equal(curve?.halfBy, '09:03')
    assert.match(drawCurve(curve?.shares ?? []), /^▁{6}█▁{8}$/)
  })
  it('two of one title have names of their own, and an exam is another', () => {
    const specs = [FOUR, { ...FOUR, lastMs: at('11:00') - WEEK }, { title: 'Lab Midterm', came: [180] }]
    const all = known(specs, [lab(), { ...lab(), title: 'Lab Midterm' }]).series
    assert.equal(new Set(all.map(({ id }) => id)).size, 3)
    assert.deepEqual(
      all.filter(({ isExam }) => isExam).map(({ title }) => title),
      ['Lab Midterm'],
    )
  })
  it('what the history would have saved, where it is only shown', () => {
    assert.equal(known([FOUR]).saved?.times, 3)
    assert.equal(known([FOUR]).series[0]?.saved?.times, 3)
    assert.equal(known([FOUR], [lab()], 'on').saved, undefined)
  })
})

describe('half-hours without an event', () => {
  const counts = [76, 81, 92, 4].map((people, week) => [at('12:30') + (week - 4) * WEEK, people] as const)
  const weeks = counts.reduce<ReturnType<typeof withHalfHour>>(
    (all, [ms, people]) =>
      withHalfHour(withHalfHour(all, halfHourOf(ms, 'utc'), people), halfHourOf(ms + 1_800_000, 'utc'), 0),
    {},
  )
  it('are said where somebody came, with the room that is held', () => {
    const config = userPool()
    const memory = { arrivals: {}, series: {}, halfHours: { user: weeks } }
    const [pool] = knownOf({
      config,
      memory,
      timeline: timeline(config),
      zone: 'utc',
      nowMs: at('08:00'),
      perNode: () => 1,
    })
    assert.deepEqual(pool?.halfHours, [{ when: 'Tuesdays 12:30', came: ['fewer than 5', '92', '81', '76'], room: 81 }])
  })
})
