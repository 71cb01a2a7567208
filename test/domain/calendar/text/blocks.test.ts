import assert from 'node:assert/strict'
import { it } from 'node:test'
import { blocksOf } from '../../../../src/domain/calendar/text/blocks.ts'
import { runThrough } from '../../../../src/domain/calendar/text/steps.ts'

const blocks = (text: string) => runThrough(blocksOf(text.replaceAll('\n', '\r\n')))
const inCalendar = (text: string) => `BEGIN:VCALENDAR\n${text}END:VCALENDAR\n`
const only = (text: string) => blocks(inCalendar(text)).roots[0]?.children[0] ?? assert.fail()

it('what nobody reads is not kept: lines, parameters, blocks', () => {
  const event = only(
    'BEGIN:VEVENT\nUID:a\nATTACH;ENCODING=BASE64:AAAA\nDTSTART;X-A=1;TZID=Own;VALUE=DATE-TIME:20260324T090000\n' +
      'BEGIN:VALARM\nUID:alarm\nEND:VALARM\nEND:VEVENT\n',
  )
  assert.deepEqual([...event.lines.keys()], ['UID', 'DTSTART'])
  assert.deepEqual(
    event.lines.get('UID')?.map(({ value }) => value),
    ['a'],
  )
  assert.deepEqual([...(event.lines.get('DTSTART')?.[0]?.params.keys() ?? [])], ['TZID', 'VALUE'])
  assert.deepEqual(event.children, [])
})

it('of lines that count once the first is kept, of lists all', () => {
  const event = only('BEGIN:VEVENT\nUID:a\nUID:b\nEXDATE:20260324\nEXDATE:20260325\nEND:VEVENT\n')
  assert.deepEqual(
    [...event.lines].map(([name, lines]) => [name, lines.map(({ value }) => value)]),
    [
      ['UID', ['a']],
      ['EXDATE', ['20260324', '20260325']],
    ],
  )
})

it('a broken line in an alarm is none of the event’s', () =>
  assert.deepEqual(only('BEGIN:VEVENT\nBEGIN:VALARM\nbroken\nEND:VALARM\nEND:VEVENT\n').faults, []))

it('of a line of any length the beginning is kept', () => {
  const folded = only(`BEGIN:VEVENT\nDESCRIPTION:${'\n x'.repeat(500_000)}\nEND:VEVENT\n`)
  const long = only(`BEGIN:VEVENT\nDESCRIPTION:${'x'.repeat(500_000)}\nEND:VEVENT\n`)
  for (const { lines } of [folded, long]) assert.equal(lines.get('DESCRIPTION')?.[0]?.value.length, 131_072 - 12)
})

for (const [name, body, tooMany] of [
  ['events', 'BEGIN:VEVENT\nEND:VEVENT\n'.repeat(20_001), 'more than 20000 events'],
  ['zones', 'BEGIN:VTIMEZONE\nEND:VTIMEZONE\n'.repeat(501), 'more than 500 time zones of its own'],
  [
    'changes of clocks',
    `BEGIN:VTIMEZONE\n${'BEGIN:STANDARD\nEND:STANDARD\n'.repeat(5001)}END:VTIMEZONE\n`,
    'more than 5000 changes of clocks in its time zones',
  ],
  ['calendars', 'END:VCALENDAR\nBEGIN:VCALENDAR\n'.repeat(101), 'more than 100 calendars'],
  ['blocks of another kind, of any number', 'BEGIN:VTODO\nEND:VTODO\n'.repeat(30_000), undefined],
] as const)
  it(`too many: ${name}`, () => assert.equal(blocks(inCalendar(body)).tooMany, tooMany))

it('what stands outside of the calendar is not collected', () => {
  const { roots } = blocks(`${inCalendar('')}${'BEGIN:X\nEND:X\n'.repeat(10_000)}`)
  assert.equal(roots[1]?.name, 'X')
  assert(roots.length < 200)
})
