import assert from 'node:assert/strict'
import { it } from 'node:test'
import { ics, read, spans, vevent } from '../support.ts'

const table: readonly [string, string, string[]][] = [
  ['DTEND', 'DTSTART:20260324T090000Z\nDTEND:20260324T100000Z', ['2026-03-24T09:00Z/10:00Z']],
  ['DURATION', 'DTSTART:20260324T090000Z\nDURATION:PT1H30M', ['2026-03-24T09:00Z/10:30Z']],
  ['DURATION of a week', 'DTSTART:20260324T090000Z\nDURATION:P1W', ['2026-03-24T09:00Z/2026-03-31T09:00Z']],
  ['neither: ends when it starts', 'DTSTART:20260324T090000Z', ['2026-03-24T09:00Z/09:00Z']],
  ['all day', 'DTSTART;VALUE=DATE:20260324\nDTEND;VALUE=DATE:20260325', ['2026-03-24T00:00Z/2026-03-25T00:00Z']],
  ['all day without an end: one day', 'DTSTART;VALUE=DATE:20260324', ['2026-03-24T00:00Z/2026-03-25T00:00Z']],
  ['all day without VALUE=DATE', 'DTSTART:20260324', ['2026-03-24T00:00Z/2026-03-25T00:00Z']],
  [
    'all day, DTEND the same day',
    'DTSTART;VALUE=DATE:20260324\nDTEND;VALUE=DATE:20260324',
    ['2026-03-24T00:00Z/2026-03-25T00:00Z'],
  ],
  ['several days', 'DTSTART;VALUE=DATE:20260324\nDTEND;VALUE=DATE:20260327', ['2026-03-24T00:00Z/2026-03-27T00:00Z']],
  ['several days by DURATION', 'DTSTART;VALUE=DATE:20260324\nDURATION:P3D', ['2026-03-24T00:00Z/2026-03-27T00:00Z']],
  [
    'end in another zone',
    'DTSTART:20260324T090000Z\nDTEND;TZID=Europe/Berlin:20260324T110000',
    ['2026-03-24T09:00Z/10:00Z'],
  ],
  [
    'TRANSP does not matter',
    'DTSTART:20260324T090000Z\nDURATION:PT1H\nTRANSP:TRANSPARENT',
    ['2026-03-24T09:00Z/10:00Z'],
  ],
  ['cancelled', 'DTSTART:20260324T090000Z\nDURATION:PT1H\nSTATUS:CANCELLED', []],
  ['tentative', 'DTSTART:20260324T090000Z\nDURATION:PT1H\nSTATUS:TENTATIVE', ['2026-03-24T09:00Z/10:00Z']],
  ['a folded line', 'DTSTART:2026032\r\n 4T090000Z\nDURATION:PT1H', ['2026-03-24T09:00Z/10:00Z']],
  ['extended form', 'DTSTART:2026-03-24T09:00:00Z\nDTEND:2026-03-24T10:00Z', ['2026-03-24T09:00Z/10:00Z']],
  ['a leap second', 'DTSTART:20260324T085960Z\nDTEND:20260324T100000Z', ['2026-03-24T09:00Z/10:00Z']],
]

for (const [name, lines, expected] of table) {
  it(`one event: ${name}`, () => {
    // The support's indentation rule would eat the fold's space.
    const text = lines.includes('\r\n ')
      ? ics('X').replace('X', `BEGIN:VEVENT\r\nUID:e\r\n${lines.replace('\nDUR', '\r\nDUR')}\r\nEND:VEVENT`)
      : ics(vevent(lines))
    assert.deepEqual(spans(read(text, '2026-03-01', '2026-04-01')), expected)
  })
}

it('half-open: an event that ends at the instant is over, one that starts at it is not', () => {
  const text = ics(
    vevent('UID:a\nDTSTART:20260324T080000Z\nDTEND:20260324T090000Z'),
    vevent('UID:b\nDTSTART:20260324T090000Z\nDTEND:20260324T100000Z'),
  )
  const at = (from: string, to: string) => read(text, from, to).occurrences.map(({ uid }) => uid)
  assert.deepEqual(at('2026-03-24T09:00Z', '2026-03-24T09:01Z'), ['b'])
  assert.deepEqual(at('2026-03-24T08:59Z', '2026-03-24T09:00Z'), ['a'])
  assert.deepEqual(at('2026-03-24T10:00Z', '2026-03-24T11:00Z'), [])
})

it('sorted by start, then UID; a reading carries its window', () => {
  const event = (uid: string, hour: string) => vevent(`UID:${uid}\nDTSTART:20260324T${hour}0000Z\nDURATION:PT1H`)
  const reading = read(ics(event('c', '09'), event('a', '10'), event('b', '09')), '2026-03-24', '2026-03-25')
  assert.deepEqual(
    reading.occurrences.map(({ uid }) => uid),
    ['b', 'c', 'a'],
  )
  assert.deepEqual([reading.fromMs, reading.toMs], [Date.parse('2026-03-24'), Date.parse('2026-03-25')])
})

it('summary and description are unescaped, the description falls back to the HTML one', () => {
  const text = ics(
    vevent('UID:a\nSUMMARY:Midterm\\, part 1\\; room\nDESCRIPTION:user: 2\\nlab: 1\nDTSTART:20260324T090000Z'),
    vevent('UID:b\nX-ALT-DESC;FMTTYPE=text/html:<p>user: 3</p>\nDTSTART:20260324T090000Z'),
  )
  const [a, b] = read(text, '2026-03-24', '2026-03-25').occurrences
  assert.equal(a?.summary, 'Midterm, part 1; room')
  assert.deepEqual(
    [...(a?.description.asks ?? [])],
    [
      ['user', { integer: 2 }],
      ['lab', { integer: 1 }],
    ],
  )
  assert.deepEqual([...(b?.description.asks ?? [])], [['user', { integer: 3 }]])
})

it('two events with the same UID both count; of two revisions the higher SEQUENCE, then the later one', () => {
  const event = (lines: string) => vevent(`UID:a\n${lines}\nDURATION:PT1H`)
  const others = ics(event('DTSTART:20260324T090000Z'), event('DTSTART:20260325T090000Z'))
  assert.deepEqual(spans(read(others, '2026-03-01', '2026-04-01')), [
    '2026-03-24T09:00Z/10:00Z',
    '2026-03-25T09:00Z/10:00Z',
  ])
  const revised = ics(event('SEQUENCE:2\nDTSTART:20260324T110000Z'), event('SEQUENCE:1\nDTSTART:20260324T090000Z'))
  assert.deepEqual(spans(read(revised, '2026-03-01', '2026-04-01')), ['2026-03-24T11:00Z/12:00Z'])
  const later = ics(
    event('DTSTAMP:20260102T000000Z\nSUMMARY:what is new\nDTSTART:20260324T090000Z'),
    event('DTSTAMP:20260101T000000Z\nSUMMARY:old\nDTSTART:20260324T090000Z'),
  )
  assert.deepEqual(
    read(later, '2026-03-01', '2026-04-01').occurrences.map(({ summary }) => summary),
    ['what is new'],
  )
})

it('events without a UID are not one series', () => {
  const text = ics(
    'BEGIN:VEVENT\nDTSTART:20260324T090000Z\nSUMMARY:A\nEND:VEVENT',
    'BEGIN:VEVENT\nDTSTART:20260325T090000Z\nSUMMARY:B\nEND:VEVENT',
  )
  assert.equal(read(text, '2026-03-01', '2026-04-01').occurrences.length, 2)
})
