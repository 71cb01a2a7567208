import { fc } from '../../support/properties.ts'
import { ics, vevent } from './support.ts'

/** Calendars as generators write them: series, single events, all-day ones, exceptions, in several zones. */
const pad = (n: number) => String(n).padStart(2, '0')
const day = fc
  .tuple(fc.constantFrom(2024, 2025, 2026), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([y, m, d]) => `${y}${pad(m)}${pad(d)}`)
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30))
  .map(([h, m]) => `T${pad(h)}${pad(m)}00`)
const zone = fc.constantFrom(
  '',
  'Z',
  'Europe/Berlin',
  'America/New_York',
  'Pacific/Apia',
  'Australia/Lord_Howe',
  'W. Europe Standard Time',
)
const weekdays = fc.subarray(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], { minLength: 1 })

const rule = fc.oneof(
  fc.constant(''),
  fc
    .record({ freq: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'), interval: fc.integer({ min: 1, max: 4 }) })
    .map((r) => `FREQ=${r.freq};INTERVAL=${r.interval}`),
  fc.tuple(weekdays, fc.integer({ min: 1, max: 3 })).map(([days, n]) => `FREQ=WEEKLY;INTERVAL=${n};BYDAY=${days}`),
  fc
    .tuple(weekdays, fc.constantFrom(1, 2, 5, -1))
    .map(([days, n]) => `FREQ=MONTHLY;BYDAY=${days.map((one) => `${n}${one}`)}`),
  fc.tuple(weekdays, fc.constantFrom(1, -1, 3)).map(([days, n]) => `FREQ=MONTHLY;BYDAY=${days};BYSETPOS=${n}`),
  fc.constantFrom(
    'FREQ=MONTHLY;BYMONTHDAY=31',
    'FREQ=MONTHLY;BYMONTHDAY=-1',
    'FREQ=YEARLY;BYMONTH=3,11;BYDAY=1SU',
    'FREQ=DAILY;BYHOUR=2,9',
  ),
)
const end = fc.oneof(
  fc.constant(''),
  fc.integer({ min: 1, max: 60 }).map((n) => `;COUNT=${n}`),
  day.map((one) => `;UNTIL=${one}T000000Z`),
)

export const event = fc
  .record({
    uid: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
    day,
    time,
    zone,
    rule,
    end,
    hours: fc.constantFrom(0, 1, 2, 9, 30, 100),
    allDay: fc.boolean(),
    exdate: fc.option(day),
    rdate: fc.option(day),
    recurrence: fc.option(day),
    status: fc.constantFrom('', '', '', 'STATUS:CANCELLED'),
  })
  .map((one) => {
    const stamp = (name: string, date: string) => {
      if (one.allDay) return `${name};VALUE=DATE:${date}`
      if (one.zone === '' || one.zone === 'Z') return `${name}:${date}${one.time}${one.zone}`
      return `${name};TZID=${one.zone}:${date}${one.time}`
    }
    const lines = [
      `UID:${one.uid}`,
      stamp('DTSTART', one.day),
      one.allDay ? `DURATION:P${Math.ceil(one.hours / 24) + 1}D` : `DURATION:PT${one.hours}H`,
      one.rule && `RRULE:${one.rule}${one.end}`,
      one.exdate && stamp('EXDATE', one.exdate),
      one.rdate && stamp('RDATE', one.rdate),
      one.recurrence && stamp('RECURRENCE-ID', one.recurrence),
      one.status,
    ]
    return vevent(lines.filter(Boolean).join('\n'))
  })

export const events = fc.array(event, { minLength: 1, maxLength: 8 })

export const calendar = events.map((blocks) => ics('X-WR-TIMEZONE:America/Los_Angeles', ...blocks))
