import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { CalendarReading } from '../../../../src/domain/calendar/occurrence.ts'
import { parseCalendar } from '../../../../src/domain/calendar/occurrences/parse.ts'
import { ics, read, says, vevent } from '../support.ts'

const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n))
const START = 'DTSTART:20260324T090000Z\nDURATION:PT1H'
const day = (n: number) =>
  new Date(Date.UTC(2026, 2, 1) + n * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')
const change = (n: number, more = '') =>
  `BEGIN:STANDARD\nDTSTART:${1900 + (n % 120)}0101T000000\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\n${more}END:STANDARD\n`
const zoned = (...changes: string[]) =>
  ics(
    `BEGIN:VTIMEZONE\nTZID:Own\n${changes.join('')}END:VTIMEZONE`,
    vevent('DTSTART;TZID=Own:20260324T090000\nDURATION:PT1H'),
  )

interface Row {
  readonly name: string
  readonly text: () => string
  readonly says: RegExp
  /** How many occurrences count all the same. */
  readonly counts: number
}

/** What is beyond a limit is left out and said, and everything beside it counts. */
const table: readonly Row[] = [
  {
    name: 'a title',
    text: () => ics(vevent(`${START}\nSUMMARY:${'ü'.repeat(5000)}`)),
    says: /event "ü{79}…" \(uid e\): its title is longer than 1024 bytes and is cut/,
    counts: 1,
  },
  {
    name: 'a description of many characters',
    text: () => ics(vevent(`${START}\nDESCRIPTION:user: 2\\n${'word '.repeat(3000)}`)),
    says: /event .*, description: only its first 8192 characters and 500 lines are read: write what the hub shall read at its beginning/,
    counts: 1,
  },
  {
    name: 'a description of many lines',
    text: () => ics(vevent(`${START}\nDESCRIPTION:user: 2\\n${'a\\n'.repeat(600)}b`)),
    says: /only its first 8192 characters and 500 lines are read/,
    counts: 1,
  },
  {
    name: 'a description of an editor that writes much HTML',
    text: () => ics(vevent(`${START}\nDESCRIPTION:user: 2<br>${'<b></b>'.repeat(5000)}`)),
    says: /only its first 8192 characters and 500 lines are read/,
    counts: 1,
  },
  {
    name: 'wrong lines of a description',
    text: () => ics(vevent(`${START}\nDESCRIPTION:user: 2\\n${times(300, (n) => `pool${n}: 1.5`).join('\\n')}`)),
    says: /and 250 more lines that cannot be read/,
    counts: 1,
  },
  {
    name: 'pools of a description',
    text: () => ics(vevent(`${START}\nDESCRIPTION:${times(60, (n) => `pool${n}: 1`).join('\\n')}`)),
    says: /it asks more than 50 pools; the first 50 count/,
    counts: 1,
  },
  {
    name: 'EXDATEs',
    text: () =>
      ics(vevent(`${START}\nRRULE:FREQ=DAILY;COUNT=3\n${times(5500, () => `EXDATE:${day(500)}`).join('\n')}`)),
    says: /EXDATE lists more than 5000 dates; the first 5000 count/,
    counts: 3,
  },
  {
    name: 'RDATEs',
    text: () => ics(vevent(`${START}\nRDATE:${times(6000, (n) => `${day(n % 3)}T080000Z`)}`)),
    says: /RDATE lists more than 5000 dates/,
    counts: 4,
  },
  {
    name: 'rules',
    text: () => ics(vevent(`${START}\n${'RRULE:FREQ=DAILY;COUNT=2\n'.repeat(20)}`)),
    says: /it has more than 10 lines of RRULE; the first 10 count/,
    counts: 2,
  },
  {
    name: 'a rule',
    text: () => ics(vevent(`${START}\nRRULE:FREQ=YEARLY;BYYEARDAY=${times(300, (n) => n + 1)}`)),
    says: /RRULE cannot be used: it is longer than 1000 characters; without it the event counts once/,
    counts: 1,
  },
  {
    name: 'broken lines of an event',
    text: () => ics(vevent(`${START}\nEXDATE:${times(500, (n) => `no date ${n}`)}`)),
    says: /event with the uid e: and 400 more problems of this event are not listed/,
    counts: 1,
  },
  {
    name: 'changes of a zone: the latest count',
    text: () => zoned(...times(120, (n) => change(n)), change(0, 'RRULE:FREQ=YEARLY\n')),
    says: /time zone «Own»: it has 121 STANDARD and DAYLIGHT parts; the latest 50 count/,
    counts: 1,
  },
  {
    name: 'dates of a change',
    text: () => zoned(change(0, `RDATE:${times(150, (n) => `${day(n)}T000000`)}\n`)),
    says: /time zone «Own»: an RDATE lists more than 100 dates/,
    counts: 1,
  },
  {
    name: 'a rule of a zone that is none of clocks',
    text: () => zoned(change(0, 'RRULE:FREQ=DAILY\n')),
    says: /time zone «Own»: its rule «FREQ=DAILY» is none of clocks and is not followed/,
    counts: 1,
  },
  {
    name: 'names of zones',
    text: () => ics(...times(250, (n) => vevent(`UID:${n}\nDTSTART;TZID=Zone ${n}:20260324T090000\nDURATION:PT1H`))),
    says: /time zones: it names more than 200; the times of the others are read in UTC/,
    counts: 250,
  },
  {
    name: 'the name of a zone',
    text: () => ics(vevent(`DTSTART;TZID="${'x'.repeat(5000)}":20260324T090000\nDURATION:PT1H`)),
    says: /time zone «x{60}…»: nobody knows a zone of this name/,
    counts: 1,
  },
  {
    name: 'events of one UID',
    text: () => ics(...times(1100, (n) => vevent(`DTSTART:20260324T090000Z\nDURATION:PT${n + 1}M`))),
    says: /more than 1000 events have this UID and the others are left out; each needs one of its own/,
    counts: 1000,
  },
  {
    name: 'changed occurrences of one UID',
    text: () =>
      ics(...times(5100, (n) => vevent(`DTSTART:20260324T090000Z\nDURATION:PT1H\nRECURRENCE-ID:${day(n)}T090000Z`))),
    says: /more than 5000 of its occurrences were moved or changed; the others stay where the series has them/,
    counts: 5000,
  },
  {
    name: 'occurrences of a stretch of time',
    text: () => ics(...times(5, (n) => vevent(`UID:${n}\n${START}\nRRULE:FREQ=MINUTELY;INTERVAL=5`))),
    says: /calendar: it has more than 20000 occurrences in this stretch of time; the rest is left out/,
    counts: 20_000,
  },
  {
    name: 'asks of a stretch of time',
    text: () =>
      ics(vevent(`${START}\nRRULE:FREQ=MINUTELY;INTERVAL=5\nDESCRIPTION:user: 2\\nlab: {students: 3\\, seats: 4}`)),
    says: /calendar: its events ask for pools more than 10000 times in this stretch of time; the rest is left out/,
    counts: 3333,
  },
]

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value))
const longest = ({ problems }: CalendarReading) =>
  Math.max(...problems.map(({ where, text, uid = '' }) => bytes(where) + bytes(text) + bytes(uid)))

describe('beyond a limit: left out, said, and nothing beside it is lost', () => {
  for (const { name, text, says: expected, counts } of table)
    it(name, () => {
      const reading = read(text(), '2026-03-01', '2026-04-30')
      assert.match(says(reading).join('\n'), expected)
      assert.equal(reading.occurrences.length, counts)
      assert(longest(reading) < 2000, `a problem of ${longest(reading)} bytes`)
    })
})

describe('beyond a limit of the whole: refused, with what would be right', () => {
  for (const [name, block, what] of [
    ['events', 'BEGIN:VEVENT\nEND:VEVENT\n'.repeat(20_001), '20000 events'],
    ['zones', 'BEGIN:VTIMEZONE\nEND:VTIMEZONE\n'.repeat(501), '500 time zones of its own'],
  ] as const)
    it(name, () => {
      assert.deepEqual(parseCalendar(ics(block)), {
        at: 'refused',
        because: `it has more than ${what}: a calendar of this term alone, or one for the hub alone, would be right`,
      })
    })
})

describe('a UID takes at most 255 bytes', () => {
  const uids = (...names: string[]) =>
    read(ics(...names.map((uid) => vevent(`UID:${uid}\n${START}`))), '2026-03-01', '2026-04-01').occurrences.map(
      ({ uid }) => uid,
    )
  it('one of 255 is as it is', () => assert.deepEqual(uids('u'.repeat(255)), ['u'.repeat(255)]))
  it('two that differ in their last character stay two', () => {
    const two = uids(`${'ü'.repeat(300)}a`, `${'ü'.repeat(300)}b`)
    assert.equal(new Set(two).size, 2)
    for (const uid of two) {
      assert(Buffer.byteLength(uid) <= 255)
      assert.match(uid, /^ü+…[0-9a-f]{16}$/)
    }
  })
  it('also the name of one without a UID', () => {
    const [uid = ''] = read(
      ics(`BEGIN:VEVENT\n${START}\nSUMMARY:${'t'.repeat(5000)}\nEND:VEVENT`),
      '2026-03-01',
      '2026-04-01',
    ).occurrences.map((one) => one.uid)
    assert.match(uid, /^without UID: 20260324T090000Z t+…/)
    assert(Buffer.byteLength(uid) <= 255)
  })
})
