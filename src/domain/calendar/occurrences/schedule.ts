import { DAY_MS } from '../../duration.ts'
import { parseInstant } from '../../instant.ts'
import { type Problem, problem } from '../../problem.ts'
import type { Resources } from '../../scheduling/resources.ts'
import { ANY_POOL, type Ask } from '../ask.ts'
import { Problems } from '../problems.ts'
import { readRule } from '../rules/rule.ts'
import { BadRule } from '../rules/rule-parts.ts'
import type { ScheduleEntry } from '../schedule-entry.ts'
import { timeValue, writtenText } from '../text/value.ts'
import { sayWallTime } from '../text/wall-time.ts'
import type { Calendar } from './parse.ts'
import { parseCalendar } from './parse.ts'

/**
 * The schedule as a calendar, so that everything is as in one: each entry becomes a VEVENT.
 * @param timezone of entries that name none
 * @param path where the list stands, for problems
 */
export function scheduleCalendar(
  entries: readonly ScheduleEntry[],
  timezone?: string,
  path = 'schedule',
): { readonly calendar: Calendar; readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const names = new Map<string, number>()
  const events = entries.flatMap((entry, index) => {
    const count = (names.get(entry.name) ?? 0) + 1
    names.set(entry.name, count)
    const wrong = faultsOf(entry, `${path}.${index}`)
    problems.push(...wrong)
    return wrong.length > 0 ? [] : [vevent(entry, count === 1 ? entry.name : `${entry.name} #${count}`)]
  })
  const text = ['BEGIN:VCALENDAR', ...events, 'END:VCALENDAR', ''].join('\r\n')
  const parsed = parseCalendar(text, timezone === undefined ? {} : { timezone })
  if (parsed.at === 'calendar') return { calendar: parsed.calendar, problems }
  return {
    calendar: { series: [], problems: new Problems(), remarks: new Problems() },
    problems: [...problems, problem(path, parsed.because)],
  }
}

interface When {
  readonly form: 'date' | 'local' | 'utc'
  readonly wallMs: number
}

/** With an offset, `2026-03-24T09:00+01:00`, it is an instant. */
function when(text: string): When | undefined {
  const instant = /T.*[+-]\d\d:?\d\d$/.test(text) ? parseInstant(text) : undefined
  return instant === undefined ? timeValue(text) : { form: 'utc', wallMs: instant }
}

const A_TIME = 'is no date or time; write 2026-03-24T09:00, or 2026-03-24 for a whole day'

function faultsOf(entry: ScheduleEntry, path: string): Problem[] {
  const { start, end, rrule, exdates } = entry
  const from = when(start)
  const problems: Problem[] = []
  const add: Add = (key, text) => problems.push(problem(`${path}.${key}`, text))
  if (!from) add('start', `«${start}» ${A_TIME}`)
  checkLength(entry, from, end === undefined ? undefined : when(end), add)
  const noRule = from && rrule !== undefined ? whyNoRule(bareRule(rrule), from) : undefined
  if (noRule !== undefined) add('rrule', noRule)
  for (const [index, one] of exdates.entries()) if (!when(one)) add(`exdates.${index}`, `«${one}» ${A_TIME}`)
  return problems
}

type Add = (key: string, text: string) => void

function checkLength({ end, durationMs }: ScheduleEntry, from: When | undefined, to: When | undefined, add: Add): void {
  const isDay = from?.form === 'date'
  if (end !== undefined && !to) add('end', `«${end}» ${A_TIME}`)
  if (end !== undefined && durationMs !== undefined) add('duration', 'stands beside `end`; one of the two is enough')
  if (end === undefined && durationMs === undefined && !isDay)
    add('end', 'is missing; give an `end`, or a `duration` such as 90m')
  if (from && to) checkOrder(from, to, add)
  if (isDay && durationMs !== undefined && durationMs % DAY_MS !== 0)
    add('duration', 'of an event without a time of day must be whole days, such as 2d')
}

function checkOrder(from: When, to: When, add: Add): void {
  if ((from.form === 'date') !== (to.form === 'date'))
    add('end', 'is a date and the start a time, or the other way round; write both alike')
  else if (from.form === to.form && to.wallMs <= from.wallMs) add('end', 'is not after the start')
}

const bareRule = (rrule: string) => rrule.trim().replace(/^RRULE:/i, '')

function whyNoRule(rule: string, { form, wallMs }: When): string | undefined {
  try {
    readRule(rule, { startWall: wallMs, allDay: form === 'date', untilToWall: (utcMs) => utcMs })
    return undefined
  } catch (error) {
    if (!(error instanceof BadRule)) throw error
    return `${error.message}; write a rule such as FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261211`
  }
}

function vevent(entry: ScheduleEntry, name: string): string {
  const { start, end, durationMs, rrule, timezone, exdates } = entry
  const tzid = timezone ? `;TZID=${timezone}` : ''
  const line = (property: string, text: string) => {
    const { form, wallMs } = when(text) ?? { form: 'local', wallMs: 0 }
    const basic = sayWallTime(wallMs).replaceAll(/[-:]/g, '')
    if (form === 'date') return `${property};VALUE=DATE:${basic.slice(0, 8)}`
    return form === 'utc' ? `${property}:${basic}Z` : `${property}${tzid}:${basic}`
  }
  return [
    'BEGIN:VEVENT',
    `UID:schedule/${writtenText(name)}`,
    `SUMMARY:${writtenText(entry.name)}`,
    line('DTSTART', start),
    ...(end === undefined ? [] : [line('DTEND', end)]),
    ...(durationMs === undefined ? [] : [`DURATION:${nominal(durationMs)}`]),
    ...(rrule === undefined ? [] : [`RRULE:${bareRule(rrule)}`]),
    ...exdates.map((one) => line('EXDATE', one)),
    `DESCRIPTION:${writtenText(description(entry))}`,
    'END:VEVENT',
  ].join('\r\n')
}

const nominal = (ms: number) => (ms % DAY_MS === 0 ? `P${ms / DAY_MS}D` : `PT${Math.round(ms / 1000)}S`)

const description = ({ pools, seats = {}, leadTimeMs, trailTimeMs, who }: ScheduleEntry): string =>
  [
    ...Object.entries(pools).flatMap(([pool, ask]) => linesOf(pool, ask, seats[pool])),
    ...(seats[ANY_POOL] ? [sayExactly(seats[ANY_POOL])] : []),
    ...(leadTimeMs === undefined ? [] : [`leadTime: ${leadTimeMs === 'auto' ? 'auto' : `${leadTimeMs / 1000}s`}`]),
    ...(trailTimeMs === undefined ? [] : [`trailTime: ${trailTimeMs / 1000}s`]),
    ...(who === undefined ? [] : [`class: ${who}`]),
  ].join('\n')

function linesOf(pool: string, ask: Ask, seat: Resources | undefined): string[] {
  const said = seat ? `, ${sayExactly(seat)}` : ''
  return Object.entries(ask).map(([unit, amount]) => {
    if (pool === ANY_POOL) return `${unit}: ${amount}`
    return unit === 'integer' && said === '' ? `${pool}: ${amount}` : `${pool}: {${unit}: ${amount}${said}}`
  })
}

/** Nothing is rounded, as what people are shown is. */
function sayExactly(seat: Resources): string {
  const amounts = Object.entries(seat).map(([name, amount]) => `${name}: ${amount}${name === 'cpu' ? 'm' : ''}`)
  return `seat: {${amounts.join(', ')}}`
}
