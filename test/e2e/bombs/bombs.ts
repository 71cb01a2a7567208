/** Calendars that were made to harm: one of each kind, as large as its limit lets it be, or larger. */
import { DAY_MS, HOUR_MS } from '../../../src/domain/duration.ts'

export interface Bomb {
  readonly name: string
  readonly text: () => string
  /** What must be said of it: why the calendar fails, or one of the problems of its events. Missing: it is no mistake. */
  readonly says?: RegExp
}

const calendar = (body: string): string => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${body}END:VCALENDAR\r\n`
const repeated = (count: number, piece: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => piece(n)).join('')
/** As iCal writes an instant: 20261130T090000Z. */
const stamp = (ms: number): string => new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '')
const letters = (length: number, unit = 'x'): string => unit.repeat(Math.ceil(length / unit.length))

/** @param nowMs the bombs are about the days around it */
export function bombs(nowMs: number): readonly Bomb[] {
  const event = (uid: string, ...lines: readonly string[]): string =>
    ['BEGIN:VEVENT', `UID:${uid}`, `DTSTART:${stamp(nowMs)}`, 'DURATION:PT1H', ...lines, 'END:VEVENT', ''].join('\r\n')
  const described = (count: number, description: (n: number) => string): string =>
    calendar(repeated(count, (n) => event(`d${n}`, `DESCRIPTION:${description(n)}`)))
  const inZone = (name: string, uid: string): string =>
    event(uid, 'DESCRIPTION:user: 2').replace(/DTSTART:(\w+)Z/, `DTSTART;TZID="${name}":$1`)
  const zone = (name: string, changes: number): string =>
    `BEGIN:VTIMEZONE\r\nTZID:${name}\r\n${repeated(changes, change)}END:VTIMEZONE\r\n`
  const ruled = (count: number, rule: (n: number) => string): string =>
    calendar(repeated(count, (n) => event(`r${n}`, `RRULE:${rule(n)}`, `DESCRIPTION:user: ${n % 50}`)))
  const changed = (count: number, parameter: string): string =>
    repeated(count, (n) => event('o', `RECURRENCE-ID${parameter}:${stamp(nowMs + n * DAY_MS)}`, 'DESCRIPTION:user: 3'))
  const later = (text: string, hours: number): string => text.replace(stamp(nowMs), stamp(nowMs + hours * HOUR_MS))
  const dates = Array.from({ length: 5000 }, (_, n) => stamp(nowMs + n * DAY_MS)).join(',')
  return [
    {
      name: 'a title of 200,000 letters every five minutes',
      text: () =>
        calendar(
          event('t', 'RRULE:FREQ=MINUTELY;INTERVAL=5', 'DESCRIPTION:user: 2', `SUMMARY:${letters(200_000, 't')}`),
        ),
      says: /title/,
    },
    {
      name: 'a title of a megabyte with 900 wrong rules',
      text: () =>
        calendar(
          event('t', `SUMMARY:${letters(1_000_000, 't')}`, repeated(900, (n) => `RRULE:FREQ=BAD${n}\r\n`).trimEnd()),
        ),
      says: /title|rule/i,
    },
    {
      name: 'a UID of a megabyte',
      text: () => calendar(event(letters(1_000_000, 'u'), 'DESCRIPTION:usr: 2')),
      says: /usr/,
    },
    {
      name: 'a zone with 1,000 changes of clocks that never come',
      text: () => calendar(zone('Z', 1000) + inZone('Z', 'z')),
      says: /zone|clock/i,
    },
    {
      name: '400 zones of 50 such changes',
      text: () => calendar(repeated(400, (n) => zone(`Z${n}`, 50) + inZone(`Z${n}`, `z${n}`))),
      says: /clock|zone/i,
    },
    {
      name: '5,000 names of zones',
      text: () => calendar(repeated(5000, (n) => inZone(`(UTC+01:00) ${letters(150, 'Zz ')}${n}`, `z${n}`))),
      says: /zone/i,
    },
    {
      name: 'names of zones of 90,000 parentheses',
      text: () => calendar(repeated(60, (n) => inZone(`( ${letters(90_000, '(')}${n}`, `z${n}`))),
      says: /zone/i,
    },
    {
      name: '19 MB in one line',
      text: () => calendar(event('l', `DESCRIPTION:${letters(19_000_000)}`)),
      says: /larger than 6 MB/,
    },
    {
      name: '5 MB in one line',
      text: () => calendar(event('l', `DESCRIPTION:${letters(5_000_000)}`)),
      says: /description/i,
    },
    {
      name: '5 MB in folds of one letter',
      text: () => calendar(event('l', `DESCRIPTION:${letters(5_000_000, '\r\n a')}`)),
      says: /description/i,
    },
    { name: 'blocks that are never closed', text: () => calendar(letters(5_000_000, 'BEGIN:X\r\n')) },
    { name: '60,000 events', text: () => calendar(repeated(60_000, (n) => event(`${n}`))), says: /events/ },
    {
      name: 'one UID with a description of 2 MB and 4,096 namesakes',
      text: () =>
        calendar(
          event('s', `DESCRIPTION:${letters(2_000_000, 'zz ')}`) +
            repeated(4096, (n) => later(event('s', 'DESCRIPTION:a'), n)),
        ),
      says: /UID|description/i,
    },
    {
      name: '15,000 moved occurrences',
      text: () => calendar(event('o', 'RRULE:FREQ=DAILY', 'DESCRIPTION:user: 2') + changed(15_000, '')),
      says: /moved|changed|occurrence/i,
    },
    {
      name: '15,000 occurrences that move all later ones',
      text: () =>
        calendar(event('o', 'RRULE:FREQ=HOURLY', 'DESCRIPTION:user: 2') + changed(15_000, ';RANGE=THISANDFUTURE')),
      says: /moved|changed|occurrence/i,
    },
    {
      name: '250,000 exceptions',
      text: () =>
        calendar(
          repeated(50, (n) => event(`x${n}`, 'RRULE:FREQ=DAILY', `EXDATE:${dates},${stamp(n)}`, 'DESCRIPTION:usr: 1')),
        ),
      says: /./,
    },
    {
      name: '2,000 rules for the 30th of February',
      text: () => ruled(2000, (n) => `FREQ=YEARLY;INTERVAL=${n + 1};BYMONTH=2;BYMONTHDAY=30`),
    },
    {
      name: '2,000 rules for next to never',
      text: () => ruled(2000, (n) => `FREQ=MONTHLY;INTERVAL=${n + 7};BYDAY=5MO,5TU;BYMONTHDAY=31;BYMONTH=2,4`),
    },
    {
      name: '3,000 rules for every five minutes',
      text: () => ruled(3000, () => 'FREQ=MINUTELY;INTERVAL=5'),
      says: /ask for pools more than 10000 times/,
    },
    {
      name: 'a rule of 3 MB',
      text: () => ruled(1, () => `FREQ=YEARLY;BYYEARDAY=${letters(3_000_000, '1,2,366,')}1`),
      says: /rule/i,
    },
    {
      name: 'descriptions of tags that are never closed',
      text: () => described(80, (n) => `${n} ${letters(60_000, '<a ')}`),
      says: /description|read/i,
    },
    {
      name: 'descriptions of pools without a number',
      text: () => described(80, (n) => `${n}\\n${letters(60_000, 'user:\\n')}`),
      says: /description/, // a line without a number is remarked upon, and no problem
    },
    {
      name: 'descriptions of braces',
      text: () => described(80, (n) => `${n}\\n${letters(60_000, 'a: {\\n')}`),
      says: /./,
    },
    {
      name: 'descriptions of braces within braces',
      text: () => described(256, (n) => `a: ${letters(960, '{a: ')}${n}${letters(240, '}')}`),
    },
    {
      name: 'descriptions of spaces',
      text: () => described(80, (n) => `user ${n}${letters(60_000, ' ')}x`),
      says: /description|read/i,
    },
    {
      name: 'descriptions that ask 10,000 pools',
      text: () => described(40, (n) => repeated(10_000, (at) => `p${at}x${n}: 1\\n`)),
      says: /pool|read/i,
    },
    {
      name: 'characters that steer terminals',
      text: () => calendar(event('n\x1b[1mn', 'SUMMARY:a\0b\x1b[2Jc\u202ed', 'DESCRIPTION:usr: 2\\nuser: \x1b[31m-2')),
      says: /no pool `usr`/,
    },
  ]
}

const change = (n: number): string =>
  [
    'BEGIN:STANDARD',
    'DTSTART:16010101T000000',
    `RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;BYHOUR=${n % 24};BYMINUTE=${Math.floor(n / 24) % 60}`,
    'TZOFFSETFROM:+0100',
    'TZOFFSETTO:+0200',
    'END:STANDARD',
    '',
  ].join('\r\n')
