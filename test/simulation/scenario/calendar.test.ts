import assert from 'node:assert/strict'
import { it } from 'node:test'
import { expand } from '../../../src/domain/calendar/occurrences/expand.ts'
import { parseCalendar } from '../../../src/domain/calendar/occurrences/parse.ts'
import type { CalendarFeed } from '../../../src/simulation/actors/calendar-feed.ts'
import { readScenario } from '../../../src/simulation/scenario/read.ts'
import { DAY } from '../../support/time.ts'
import { at, read, yaml } from './support.ts'

/** As the product reads it. */
function occurrences(feed: CalendarFeed | undefined) {
  const parsed = parseCalendar(feed?.text ?? '')
  assert.equal(parsed.at, 'calendar')
  if (parsed.at !== 'calendar') return []
  return expand(parsed.calendar, at('00:00') - DAY, at('00:00') + 9 * DAY).occurrences
}

const EVENT = 'title: "Physics; part 1, b", from: "09:00", to: "10:00", description: "user: 2"'

it('events become a calendar that the product reads', async () => {
  const { scenario, events } = await read(`calendar: {events: [{${EVENT}}]}`)
  const [one, ...others] = occurrences(scenario.calendar)
  assert.deepEqual(
    [one?.summary, one?.startMs, one?.endMs, others.length],
    ['Physics; part 1, b', at('09:00'), at('10:00'), 0],
  )
  assert.equal(one?.description.asks.get('user')?.integer, 2)
  assert.deepEqual(events, [
    { title: 'Physics; part 1, b', description: 'user: 2', fromMs: at('09:00'), toMs: at('10:00') },
  ])
})

it('what stood there for the predecessor is another calendar, where it differs', async () => {
  const polling = 'polling: {from: "08:50", description: "user: 3"}'
  const { scenario } = await read(`calendar: {events: [{${EVENT}, ${polling}}]}`)
  const [one] = occurrences(scenario.pollingCalendar)
  assert.deepEqual(
    [one?.startMs, one?.endMs, one?.description.asks.get('user')?.integer],
    [at('08:50'), at('10:00'), 3],
  )
  assert.equal((await read(`calendar: {events: [{${EVENT}}]}`)).scenario.pollingCalendar, undefined)
})

it('an event that repeats keeps its time of day over the change of the clocks', async () => {
  const text = yaml(`calendar: {events: [{${EVENT}, repeat: daily}]}`)
    .replace(/start: .*/, 'start: 2026-03-07 00:00')
    .replace(/end: .*/, 'end: 2026-03-10 00:00')
  const { events } = await readScenario(text, { readText: async () => '' })
  assert.deepEqual(
    events.map(({ fromMs }) => new Date(fromMs).toISOString()),
    ['2026-03-07T17:00:00.000Z', '2026-03-08T16:00:00.000Z', '2026-03-09T16:00:00.000Z'],
  )
})

it('an ICS file is taken as it is, with the outages of the scenario', async () => {
  const text = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n'
  const outage = '{from: "09:00", to: "09:30", kind: timeout}'
  const { scenario } = await read(`calendar: {ics: mine.ics, outages: [${outage}]}`, { 'mine.ics': text })
  assert.equal(scenario.calendar?.text, text)
  assert.deepEqual(scenario.calendar?.outages, [{ fromMs: at('09:00'), toMs: at('09:30'), kind: 'timeout' }])
})

it('of an ICS file those events are shown that ask for something while the scenario happens', async () => {
  const event = (uid: string, from: string, more: string) =>
    `BEGIN:VEVENT\r\nUID:${uid}\r\nDTSTAMP:20260301T000000Z\r\nDTSTART:${from}\r\nDURATION:PT1H\r\n${more}\r\nEND:VEVENT\r\n`
  const text = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${[
    event('1', '20260324T090000', 'SUMMARY:Physics\r\nDESCRIPTION:user: {students: 30}'),
    event('2', '20260324T100000', 'SUMMARY:Lunch'),
    event('3', '20260325T090000', 'SUMMARY:Tomorrow\r\nDESCRIPTION:user: {students: 30}'),
  ].join('')}END:VCALENDAR\r\n`
  const { events } = await read('calendar: {ics: mine.ics}', { 'mine.ics': text })
  assert.deepEqual(events, [
    { title: 'Physics', fromMs: at('09:00'), toMs: at('10:00'), description: 'user: {students: 30}' },
  ])
})
