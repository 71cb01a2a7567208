import { ANY_POOL, type Ask, type GivenLead } from '../domain/calendar/ask.ts'
import { askOf } from '../domain/calendar/description/ask-of.ts'
import { readSeat } from '../domain/calendar/description/seat.ts'
import { scheduleCalendar } from '../domain/calendar/occurrences/schedule.ts'
import type { ScheduleEntry } from '../domain/calendar/schedule-entry.ts'
import { parseDuration } from '../domain/duration.ts'
import { given } from '../domain/given.ts'
import { isMap } from '../domain/parsed.ts'
import { type Problem, problem } from '../domain/problem.ts'
import { sayNoPool } from '../domain/say.ts'
import type { Resources } from '../domain/scheduling/resources.ts'
import type { CalendarAuth, CalendarConfig, CalendarEntry } from '../domain/settings/calendars.ts'
import type { NamedClass } from '../domain/settings/named-class.ts'
import type { CalendarValues, EventValues } from './calendar-fields.ts'
import { whoProblems } from './class-fields.ts'
import { MOST_PROBLEMS } from './first-problems.ts'

/** What calendars may name. */
export interface Named {
  readonly pools: ReadonlySet<string>
  readonly classes: ReadonlyMap<string, NamedClass>
}

/** `calendars` of the values: each with an address, from one place, and with pools and a class that there are. */
export function buildCalendars(
  values: readonly CalendarValues[],
  calendar: CalendarConfig,
  { pools, classes }: Named,
  errors: Problem[],
): CalendarEntry[] {
  return values.map((value, index) => {
    const path = `calendars.${index}`
    errors.push(...whyNoAddress(value, path))
    for (const pool of value.pools ?? []) judgePool(pool, pools, `${path}.pools`, errors)
    errors.push(...whoProblems(value.who, `${path}.who`, classes))
    return { name: value.name || `calendars[${index}]`, ...buildCalendar(value, calendar) }
  })
}

function whyNoAddress({ url, secret }: CalendarValues, path: string): Problem[] {
  if (!url && !secret) return [problem(path, 'has no address; give it a `url`, or a `secret` with a `name`')]
  return url && secret ? [problem(path, 'has its address twice; remove `url`, or `secret`')] : []
}

function buildCalendar(value: CalendarValues, { timezone, refreshMs }: CalendarConfig): Omit<CalendarEntry, 'name'> {
  const { url, secret, auth, refresh, pools, who } = value
  const zone = value.timezone || timezone
  return {
    ...(secret ? { secret: { name: secret.name, key: secret.key || 'calendarUrl' } } : { url: url ?? '' }),
    refreshMs: Math.max(1000, parseDuration(refresh) ?? refreshMs),
    ...(auth ? { auth: authOf(auth) } : {}),
    ...(zone ? { timezone: zone } : {}),
    ...(pools ? { pools } : {}),
    ...(who ? { who } : {}),
  }
}

function authOf(values: NonNullable<CalendarValues['auth']>): CalendarAuth {
  const { type, secretName } = values
  if (type === 'bearer') return { type, secretName, tokenKey: values.tokenKey || 'token' }
  return {
    type,
    secretName,
    usernameKey: values.usernameKey || 'username',
    passwordKey: values.passwordKey || 'password',
  }
}

/** `schedule` of the values, checked like a calendar, with errors by path. */
export function buildSchedule(
  values: readonly EventValues[],
  { timezone }: CalendarConfig,
  { pools, classes }: Named,
  errors: Problem[],
): ScheduleEntry[] {
  const entries = values.map((value, index): ScheduleEntry => {
    errors.push(...whoProblems(value.who, `schedule.${index}.who`, classes))
    const durationMs = parseDuration(value.duration)
    const leadTimeMs: GivenLead | undefined = value.leadTime === 'auto' ? 'auto' : parseDuration(value.leadTime)
    const trailTimeMs = parseDuration(value.trailTime)
    const seats = seatsOf(value, `schedule.${index}`, errors)
    return {
      name: value.name,
      start: value.start,
      exdates: value.exdates ?? [],
      pools: asksOf(value.pools, pools, `schedule.${index}.pools`, errors),
      ...given({
        end: value.end || undefined,
        rrule: value.rrule || undefined,
        timezone: value.timezone || undefined,
        who: value.who || undefined,
        durationMs,
        leadTimeMs,
        trailTimeMs,
        seats: Object.keys(seats).length > 0 ? seats : undefined,
      }),
    }
  })
  errors.push(...scheduleCalendar(entries, timezone).problems)
  return entries
}

/** `user: 2`, `lab: {students: 350}` and `students: 120`, as an event's description says it. */
function asksOf(
  written: EventValues['pools'],
  pools: ReadonlySet<string>,
  path: string,
  errors: Problem[],
): Record<string, Ask> {
  const asks: Record<string, Ask> = {}
  for (const [name, value] of Object.entries(written)) {
    const where = `${path}.${name}`
    if (name === 'seat' && !pools.has(name)) {
      errors.push(problem(where, 'stands beside `pools`, for all of them, or in what one of them is asked for'))
      continue
    }
    const asked = askOf(name, withoutSeat(value))
    if (asked.at === 'wrong') errors.push(problem(where, asked.text))
    else {
      if (asked.pool !== ANY_POOL) judgePool(name, pools, where, errors)
      for (const time of Object.keys(asked.times)) errors.push(problem(where, `\`${time}\` stands beside \`pools\``))
      asks[asked.pool] = { ...asks[asked.pool], ...asked.ask }
    }
  }
  return asks
}

/** What one of its people needs, by pool, `ANY_POOL` for what is of all: read as an event's description is. */
function seatsOf({ seat, pools }: EventValues, path: string, errors: Problem[]): Record<string, Resources> {
  const written = [
    { pool: ANY_POOL, value: seat, where: `${path}.seat` },
    ...Object.entries(pools).map(([pool, value]) => ({
      ...{ pool, value: isMap(value) ? value.seat : undefined, where: `${path}.pools.${pool}.seat` },
    })),
  ]
  const seats: Record<string, Resources> = {}
  for (const { pool, value, where } of written) {
    if (value === undefined || value === null) continue
    const read = readSeat(textOf(value))
    if (read.at === 'wrong') errors.push(problem(where, read.text))
    else seats[pool] = read.seat
  }
  return seats
}

/** What an event's description would say. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return `{${value.join(', ')}}`
  if (!isMap(value)) return String(value)
  return `{${Object.entries(value)
    .map(([name, amount]) => `${name}: ${amount}`)
    .join(', ')}}`
}

/** What a pool is asked for, without its seat. */
function withoutSeat(value: unknown): unknown {
  if (!isMap(value) || !('seat' in value)) return value
  const { seat: _, ...asked } = value
  return asked
}

export function judgePool(name: string, pools: ReadonlySet<string>, path: string, errors: Problem[]): void {
  if (!pools.has(name)) errors.push(problem(path, errors.length < MOST_PROBLEMS ? sayNoPool(name, pools) : ''))
}
