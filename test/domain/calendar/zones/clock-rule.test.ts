import assert from 'node:assert/strict'
import { it } from 'node:test'
import { readRule } from '../../../../src/domain/calendar/rules/rule.ts'
import { runThrough } from '../../../../src/domain/calendar/text/steps.ts'
import { clockRule } from '../../../../src/domain/calendar/zones/clock-rule.ts'
import { fc, RUNS } from '../../../support/properties.ts'

const DAY = 86_400_000
const utc = (utcMs: number) => utcMs
const day = (text: string) => Date.parse(`${text}Z`)
const says = (wall: number | undefined) => (wall === undefined ? undefined : new Date(wall).toISOString().slice(0, 16))

const START = '1970-03-29T02:00'
const table: readonly [rule: string, at: string, last: string | undefined][] = [
  ['FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU', '2026-03-29T01:59', '2025-03-30T02:00'],
  ['FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU', '2026-03-29T02:00', '2026-03-29T02:00'],
  ['FREQ=YEARLY;BYMONTH=3;BYDAY=2SU', '2026-12-31T00:00', '2026-03-08T02:00'],
  ['FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=8,9,10,11,12,13,14;BYDAY=SU', '2026-12-31T00:00', '2026-03-08T02:00'],
  ['FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=-1', '2026-12-31T00:00', '2026-10-31T02:00'],
  ['FREQ=YEARLY', '2026-12-31T00:00', '2026-03-29T02:00'],
  ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', '2026-12-31T00:00', '2024-02-29T02:00'],
  ['FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;UNTIL=19961027T010000Z', '2026-12-31T00:00', '1996-03-31T02:00'],
  ['FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;COUNT=3', '2026-12-31T00:00', '1972-03-26T02:00'],
  ['FREQ=YEARLY;INTERVAL=20;BYMONTH=3;BYDAY=-1SU', '2026-12-31T00:00', '2010-03-28T02:00'],
  ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', '2026-12-31T00:00', undefined],
  ['FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU', '1969-12-31T00:00', undefined],
]
for (const [rule, at, last] of table)
  it(`${rule} at ${at}: ${last}`, () => {
    assert.equal(says(clockRule(rule, day(START), utc)?.lastAt(day(at))), last)
  })

for (const rule of [
  'FREQ=MONTHLY;BYDAY=1SU',
  'FREQ=YEARLY;BYDAY=20MO',
  'FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU',
  'FREQ=YEARLY;BYWEEKNO=20',
  'FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;BYHOUR=2,3',
  `FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=${Array.from({ length: 31 }, (_, n) => n + 1)}`,
  `FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;X-${'X'.repeat(5000)}=1`,
  'nonsense',
])
  it(`no rule of clocks: ${rule.slice(0, 60)}`, () => assert.equal(clockRule(rule, day(START), utc), undefined))

const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')
const rule = fc
  .record({
    month: fc.integer({ min: 1, max: 12 }),
    days: fc.oneof(
      fc.constant(''),
      fc.tuple(fc.constantFrom('', 1, 2, 4, 5, -1, -5), weekday).map(([nth, one]) => `;BYDAY=${nth}${one}`),
      fc.constantFrom(
        ';BYMONTHDAY=8,9,10,11,12,13,14;BYDAY=SU',
        ';BYMONTHDAY=31',
        ';BYMONTHDAY=-1',
        ';BYMONTHDAY=29,2',
      ),
    ),
    interval: fc.constantFrom('', ';INTERVAL=2', ';INTERVAL=5'),
    end: fc.constantFrom('', '', ';COUNT=1', ';COUNT=2', ';COUNT=7', ';UNTIL=20101231T000000Z', ';UNTIL=19991231'),
  })
  .map(({ month, days, interval, end }) => `FREQ=YEARLY;BYMONTH=${month}${days}${interval}${end}`)
const wall = (from: string, days: number) => fc.nat(days).map((n) => day(from) + n * DAY + 7_200_000)

it('property: it comes when the engine of events’ rules says', () => {
  fc.assert(
    fc.property(rule, wall('1985-01-01T00:00', 9000), wall('1980-01-01T00:00', 20_000), (text, startWall, at) => {
      const context = { startWall, allDay: false, untilToWall: utc }
      const walls = runThrough(readRule(text, context).walls(startWall, at + 1))
      const years = 8 * Number(/INTERVAL=(\d)/.exec(text)?.[1] ?? 1)
      const last = walls.at(-1)
      // What came longer ago is not looked for: 31 February of every fifth year.
      const isOld =
        last !== undefined && new Date(Math.min(at, last)).getFullYear() < new Date(at).getFullYear() - years
      const mine = clockRule(text, startWall, utc)?.lastAt(at)
      if (!isOld || mine !== undefined) assert.equal(says(mine), says(last), text)
    }),
    { numRuns: 10 * RUNS.numRuns },
  )
})
