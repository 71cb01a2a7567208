/**
 * `node test/bench/calendar.ts [--rounds N]`: what reading a large calendar costs, beside node-ical doing the same in the
 * same run, and what a refresh costs that brings nothing new.
 */

import { parseArgs } from 'node:util'
import ical from 'node-ical'
import { map, type Observable, of } from 'rxjs'
import { expand } from '../../src/domain/calendar/occurrences/expand.ts'
import { parseCalendar } from '../../src/domain/calendar/occurrences/parse.ts'
import { decodeCalendar } from '../../src/domain/calendar/text/decode.ts'
import { DAY_MS } from '../../src/domain/duration.ts'
import type { Fetched } from '../../streams/calendar/fetched.ts'
import { type Attempt, understand } from '../../streams/calendar/understand.ts'
import { median } from './statistics.ts'
import { table } from './table.ts'

export interface CalendarBenchmark {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** What another implementation takes for the same, in the same run. */
  readonly beside?: number
  readonly ratio?: number
  /** The ratio, or else the value, should be at most this. */
  readonly goal: number
}

const EVENTS = 2000
const RECURRING = 1500
const FROM_MS = Date.UTC(2026, 2, 1)

/** A university's calendar: 1,500 weekly, daily and monthly series of five years, 500 single events, three zones. */
export function largeCalendar(): string {
  const zones = ['America/Los_Angeles', 'Europe/Berlin', 'America/New_York']
  const rules = [
    'FREQ=WEEKLY;BYDAY=MO,WE,FR',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU',
    'FREQ=DAILY;UNTIL=20271231T000000Z',
    'FREQ=MONTHLY;BYDAY=1MO',
    'FREQ=WEEKLY',
  ]
  const two = (n: number) => String(n).padStart(2, '0')
  const events = Array.from({ length: EVENTS }, (_, n) => {
    const date = `${2022 + (n % 5)}${two(1 + (n % 12))}${two(1 + (n % 28))}`
    const hour = 8 + (n % 9)
    const zone = `TZID=${zones[n % 3]}`
    return [
      'BEGIN:VEVENT',
      `UID:event-${n}@example.org`,
      'DTSTAMP:20260101T000000Z',
      `SUMMARY:Course ${n % 200}\\, section ${n}`,
      `DESCRIPTION:Weekly class in room ${n % 50}.\\nuser: ${n % 7}\\nAsk the instructor\\, not us`,
      `LOCATION:Building ${n % 20}\\; room ${n % 50}`,
      `DTSTART;${zone}:${date}T${two(hour)}0000`,
      `DTEND;${zone}:${date}T${two(hour + 1)}3000`,
      ...(n < RECURRING ? [`RRULE:${rules[n % rules.length]}`] : []),
      ...(n % 10 === 0 && n < RECURRING ? [`EXDATE;${zone}:20260309T${two(hour)}0000`] : []),
      'SEQUENCE:0',
      'STATUS:CONFIRMED',
      'TRANSP:OPAQUE',
      'END:VEVENT',
    ].join('\r\n')
  })
  return `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//warmseats//bench//EN\r\n${events.join('\r\n')}\r\nEND:VCALENDAR\r\n`
}

/** Another day each round, as time goes on: what is remembered of the last window is of no use. */
const windowOf = (round: number) =>
  [FROM_MS + ((round + 30) % 30) * DAY_MS, FROM_MS + (((round + 30) % 30) + 14) * DAY_MS] as const

function ours(text: string, round: number): number {
  const [fromMs, toMs] = windowOf(round)
  const parsed = parseCalendar(text)
  if (parsed.at === 'refused') throw new Error(parsed.because)
  return expand(parsed.calendar, fromMs, toMs).occurrences.length
}

function nodeIcals(text: string, round: number): number {
  const [from, to] = windowOf(round).map((ms) => new Date(ms)) as [Date, Date]
  let occurrences = 0
  for (const event of Object.values(ical.sync.parseICS(text))) {
    if (event?.type !== 'VEVENT') continue
    if (event.rrule) {
      occurrences += ical.expandRecurringEvent(event, { from, to }).length
    } else if (event.start < to && (event.end ?? event.start) > from) occurrences++
  }
  return occurrences
}

/** All in turn, so that they meet the same noise. @returns the median of each, in ms */
function inTurn(rounds: number, ...subjects: readonly ((round: number) => unknown)[]): number[] {
  const costs: number[][] = subjects.map(() => [])
  for (let round = -3; round < rounds; round++) {
    for (const [index, subject] of subjects.entries()) {
      const began = performance.now()
      subject(round)
      const tookMs = performance.now() - began
      if (round >= 0) costs[index]?.push(tookMs)
    }
  }
  return costs.map(median)
}

/** One refresh after another, each with the answer that this gives. */
function refreshes(text: string, next: () => Fetched): () => unknown {
  const first: Fetched = { at: 'text', text, validators: { tag: '1' } }
  let reads = 0
  const read = (): Observable<Fetched> => of(undefined).pipe(map(() => (reads++ === 0 ? first : next())))
  const attempt$ = understand(read, {})
  let last: Attempt | undefined
  return () => {
    attempt$.subscribe((attempt) => {
      last = attempt
    })
    return last
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 3000))

/** @param rounds of each; figures are medians */
export async function calendarBenchmark(rounds = 40): Promise<CalendarBenchmark[]> {
  const text = largeCalendar()
  const [mine, theirs] = [ours(text, 0), nodeIcals(text, 0)]
  if (mine !== theirs) throw new Error(`they do not do the same: ${mine} occurrences, beside ${theirs}`)
  const [own = Number.NaN, other = Number.NaN] = inTurn(
    rounds,
    (round) => ours(text, round),
    (round) => nodeIcals(text, round),
  )
  const bytes = Buffer.from(text)
  const stamped = Buffer.from(text.replaceAll('DTSTAMP:20260101', 'DTSTAMP:20260102'))
  const answer = (body: Buffer) => (): Fetched => ({ at: 'text', text: decodeCalendar(body), validators: {} })
  const known = [
    refreshes(text, () => ({ at: 'unchanged' })),
    refreshes(text, answer(bytes)),
    refreshes(text, answer(stamped)),
  ]
  for (const first of known) first()
  await settled()
  const [answer304 = Number.NaN, same = Number.NaN, restamped = Number.NaN] = inTurn(rounds * 5, ...known)
  return [
    {
      name: `parse and expand 14 days: ${EVENTS} events, ${RECURRING} recurring, beside node-ical`,
      value: own,
      unit: 'ms',
      beside: other,
      ratio: own / other,
      goal: 0.7,
    },
    { name: 'refresh, answered 304', value: answer304, unit: 'ms', goal: 1 },
    { name: `refresh, the same ${Math.round(text.length / 1024)} KiB, decoded`, value: same, unit: 'ms', goal: 1 },
    { name: 'refresh, the same with each DTSTAMP new', value: restamped, unit: 'ms', goal: 1 },
  ]
}

export const sayCalendarBenchmark = (rows: readonly CalendarBenchmark[]): string =>
  table(
    ['calendar', 'cost', 'node-ical', 'ratio', 'goal', ''],
    rows.map(({ name, value, unit, beside, ratio, goal }) => [
      name,
      `${value.toFixed(2)} ${unit}`,
      beside === undefined ? '' : `${beside.toFixed(1)} ${unit}`,
      ratio === undefined ? '' : ratio.toFixed(2),
      ratio === undefined ? `${goal} ${unit}` : `${goal}`,
      (ratio ?? value) <= goal ? 'met' : 'MISSED',
    ]),
  )

if (import.meta.main) {
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: '40' } } })
  process.stdout.write(`${sayCalendarBenchmark(await calendarBenchmark(Number(values.rounds)))}\n`)
}
