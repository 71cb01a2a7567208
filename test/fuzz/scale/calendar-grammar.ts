import type { Chance } from '../random.ts'
import { ruleBomb } from '../rule-bomb.ts'
import { list, long, type Sizes, type Text, times } from './grammar.ts'

/** One knob a production of RFC 5545, as far as something can be multiplied in it. */
export const CALENDAR_KNOBS = {
  calendars: 1,
  events: 3,
  eventsOfUid: 1,
  uid: 12,
  title: 20,
  weeks: 1,
  zones: 1,
  zoneName: 8,
  namedZones: 1,
  changes: 2,
  changeDates: 0,
  rules: 1,
  rule: 0,
  rdates: 0,
  exdates: 1,
  exdateLines: 0,
  overrides: 0,
  descriptionLines: 2,
  descriptionLine: 10,
  pools: 1,
  alarms: 0,
  depth: 0,
  properties: 2,
  parameters: 0,
  folds: 0,
  blankLines: 0,
  brokenLines: 0,
  brokenDates: 0,
} as const satisfies Sizes

type Calendar = Readonly<Record<keyof typeof CALENDAR_KNOBS, number>>

const DAY_MS = 86_400_000
const NOW_MS = Date.UTC(2026, 10, 30)
const day = (n: number) => new Date(NOW_MS + n * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '')
const lines = (count: number, line: (n: number) => string): string => times(count, (n) => `${line(n)}\r\n`, 4_000_000)

/** A calendar in which each production comes so often. It is one as long as there is room for its end. */
export function makeCalendar(sizes: Sizes, text: Text, random: Chance): void {
  const calendar = sizes as Calendar
  const kinds = kindsOf(random)
  for (let n = 0; n < calendar.calendars; n++) {
    if (!text.add(`${n > 0 ? 'END:VCALENDAR\r\n' : ''}BEGIN:VCALENDAR\r\nVERSION:2.0\r\n`)) break
    if (n > 0) continue
    text.times(calendar.zones, (zone) => zoneBlock(zone, calendar, kinds))
    text.times(calendar.blankLines, () => '\r\n')
    text.times(calendar.events, (event) => eventBlock(event, calendar, kinds))
    text.times(calendar.overrides, (at) => override(at, kinds))
  }
  text.add('END:VCALENDAR\r\n')
}

/** Of some productions there are harmless and cruel kinds; a text has one of each. */
function kindsOf(random: Chance) {
  return {
    zoneRule: random.pick(['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU', 'FREQ=DAILY']),
    rule: random.pick([
      ...['FREQ=WEEKLY', 'FREQ=MINUTELY;INTERVAL=5', 'FREQ=YEARLY;INTERVAL=7;BYMONTH=2;BYMONTHDAY=29'],
      ...['FREQ=DAILY;COUNT=60000;BYDAY=MO', ruleBomb(random), ruleBomb(random)],
    ]),
    excluded: random.happens(0.2),
    line: random.pick([
      'user: 2',
      'user: 1.5',
      'user:',
      'a: {',
      ' students: 1',
      '<b>',
      '&amp;',
      '- - - x',
      '```',
      '# ',
      'x',
    ]),
    filler: random.pick(['x', ' ', '<a ', '`', '{a: ', '9', 'ü', '\u{1F600}', '\\,']),
    feed: random.pick(['\r\n', '\n', '\r']),
    range: random.happens(0.5) ? ';RANGE=THISANDFUTURE' : '',
    zone: random.pick(['', '', ';TZID=Europe/Berlin', ';TZID=Z0', ';TZID="(UTC+01:00) Nowhere, Somewhere"']),
  }
}
type Kinds = ReturnType<typeof kindsOf>

const zoneBlock = (zone: number, { zoneName, changes, changeDates }: Calendar, { zoneRule }: Kinds): string =>
  `BEGIN:VTIMEZONE\r\nTZID:Z${zone}${long('z', Math.max(0, zoneName - 8))}\r\n${lines(changes, (n) =>
    [
      'BEGIN:STANDARD',
      `DTSTART:${1601 + (n % 400)}0101T00${String(n % 60).padStart(2, '0')}00`,
      `RRULE:${zoneRule}`,
      ...(changeDates > 0 ? [`RDATE:${list(changeDates, (at) => `${day(at)}T000000`)}`] : []),
      `TZOFFSETFROM:+0${n % 9}00\r\nTZOFFSETTO:+0${(n + 1) % 9}00`,
      'END:STANDARD',
    ].join('\r\n'),
  )}END:VTIMEZONE\r\n`

function eventBlock(event: number, sizes: Calendar, kinds: Kinds): string {
  const of = Math.max(1, sizes.eventsOfUid)
  const start = `${day(-7 * (event % Math.max(1, sizes.weeks)))}T09${String(event % 60).padStart(2, '0')}00`
  const described = lines(
    sizes.descriptionLines,
    () => `${kinds.line}${long(kinds.filler, Math.max(0, sizes.descriptionLine - 10))}`,
  )
  return [
    'BEGIN:VEVENT',
    `UID:${Math.floor(event / of)}${long('u', Math.max(0, sizes.uid - 8))}`,
    `SUMMARY:${long(kinds.filler, sizes.title)}`,
    `DTSTART${sizes.zoneName > 200 ? `;TZID=${long('z', sizes.zoneName)}` : kinds.zone}:${start}`,
    `DURATION:PT${1 + (event % 100)}M`,
    ...(sizes.rules > 0 ? [lines(sizes.rules, (n) => `RRULE:${ruleOf(kinds.rule, sizes.rule, n)}`).trimEnd()] : []),
    ...(kinds.excluded ? [`EXRULE:${kinds.rule}`] : []),
    ...(sizes.exdates > 0 ? [`EXDATE:${list(sizes.exdates, (n) => day(n % 9000))}`] : []),
    ...(sizes.rdates > 0
      ? [`RDATE:${list(sizes.rdates, (n) => `${day((n % 30) - 15)}T08${String(n % 60).padStart(2, '0')}00`)}`]
      : []),
    lines(sizes.exdateLines, (n) => `EXDATE:${day(n % 9000)}`),
    lines(sizes.namedZones - 1, (n) => `EXDATE;TZID=Zone ${n}:20261130T090000`),
    lines(sizes.brokenDates, (n) => `EXDATE:no date ${n}`),
    lines(sizes.brokenLines, (n) => `broken ${n}`),
    lines(sizes.properties, (n) => `X-P${n}:v`),
    sizes.parameters > 0 ? `ATTENDEE;${long('A=1;', 4 * sizes.parameters)}B=2:x\r\n` : '',
    lines(sizes.alarms, () => 'BEGIN:VALARM\r\nTRIGGER:-PT5M\r\nEND:VALARM'),
    lines(sizes.depth, () => 'BEGIN:X-DEEP'),
    lines(sizes.depth, () => 'END:X-DEEP'),
    `DESCRIPTION:${described.replaceAll('\r\n', '\\n')}${lines(sizes.pools - 1, (n) => `pool${n}: 1`).replaceAll('\r\n', '\\n')}`,
    `COMMENT:${long(`${kinds.feed} x`, sizes.folds * 3)}`,
    'END:VEVENT',
  ]
    .filter(Boolean)
    .map((line) => line.replace(/\r\n$/, ''))
    .join('\r\n')
    .concat('\r\n')
}

const ruleOf = (rule: string, length: number, n: number): string =>
  length > 0 ? `FREQ=YEARLY;BYYEARDAY=${list(length / 4, (at) => `${1 + ((at + n) % 366)}`)}` : rule

const override = (at: number, { range }: Kinds): string =>
  `BEGIN:VEVENT\r\nUID:0uuuu\r\nRECURRENCE-ID${range}:${day(at % 3000)}T0900${String(at % 60).padStart(2, '0')}\r\n` +
  `DTSTART:${day(at % 20)}T1000${String(at % 60).padStart(2, '0')}\r\nDURATION:PT1H\r\nDESCRIPTION:user: 3\r\nEND:VEVENT\r\n`
