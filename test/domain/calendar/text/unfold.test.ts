import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { unfoldedLines } from '../../../../src/domain/calendar/text/unfold.ts'
import { fc } from '../../../support/properties.ts'
import { ics, read, says, spans, vevent } from '../support.ts'

const unfolded = (text: string) => [...unfoldedLines(text)].flatMap((one) => (one ? [one.text] : []))

/** A description that is folded in the middle of a word, and everything else that may go wrong with line ends. */
const LINES = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'BEGIN:VEVENT',
  'UID:e',
  'DTSTART:20260324T090000Z',
  'DTEND:20260324T100000Z',
  'DESCRIPTION:The midterm takes place in the large hall\\, be on time.\\n\\nstuden',
  ' ts: 320\\nMore about it ',
  '\tis said there.',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
]
const asked = (text: string) => {
  const reading = read(text, '2026-03-01', '2026-04-01')
  assert.deepEqual(says(reading), [])
  return reading.occurrences.map(({ description }) => [...description.asks.values()])
}

describe('every line end', () => {
  for (const [name, end] of [
    ['CRLF', '\r\n'],
    ['LF', '\n'],
    ['CR', '\r'],
    ['CR CR LF', '\r\r\n'],
    ['CR CR CR LF', '\r\r\r\n'],
    ['LF CR', '\n\r'],
    ['LF LF', '\n\n'],
    ['CRLF CRLF', '\r\n\r\n'],
    ['CRLF LF', '\r\n\n'],
    ['CR CR', '\r\r'],
    ['three of them', '\n\n\n'],
  ] as const) {
    it(name, () => assert.deepEqual(asked(LINES.join(end)), [[{ students: 320 }]]))
    it(`${name}, after a byte order mark, with NULs around`, () =>
      assert.deepEqual(asked(`\uFEFF${LINES.join(`\0${end}\0`)}\0\0\0`), [[{ students: 320 }]]))
  }

  it('property: another one after each line', () => {
    const end = fc.constantFrom('\r\n', '\n', '\r', '\r\r\n', '\n\n', '\r\n\r\n', '\n\r')
    // Where others end lines, CR alone before a space may be a line break of the value's own.
    const isFolded = (at: number) => /^\s/.test(LINES[at + 1] ?? '')
    fc.assert(
      fc.property(fc.array(end, { minLength: LINES.length, maxLength: LINES.length }), (ends) => {
        assert.deepEqual(
          asked(LINES.map((line, at) => `${line}${isFolded(at) && ends[at] === '\r' ? '\n' : ends[at]}`).join('')),
          [[{ students: 320 }]],
        )
      }),
    )
  })

  it('CR in a value is a line break of its own where lines end with LF', () => {
    const text = ics(vevent('DTSTART:20260324T090000Z\nDURATION:PT1H\nDESCRIPTION:Midterm@students: 320'))
    assert.deepEqual(asked(text.replace('@', '\r')), [[{ students: 320 }]])
  })
})

describe('what is indented', () => {
  const indented = (by: (line: string) => number) => LINES.map((line) => `${' '.repeat(by(line))}${line}`).join('\r\n')
  it('all of it', () => assert.deepEqual(asked(indented(() => 3)), [[{ students: 320 }]]))
  it('its first line', () =>
    assert.deepEqual(asked(indented((line) => (line === LINES[0] ? 2 : 0))), [[{ students: 320 }]]))
  it('BEGIN and END only', () =>
    assert.deepEqual(asked(indented((line) => (/^(BEGIN|END)/.test(line) ? 1 : 0))), [[{ students: 320 }]]))
  it('block by block', () => {
    const depths = [0, 2, 2, 4, 4, 4, 4, 4, 4, 2, 0, 0]
    assert.deepEqual(asked(LINES.map((line, at) => `${' '.repeat(depths[at] ?? 0)}${line}`).join('\n')), [
      [{ students: 320 }],
    ])
  })
  it('by tabs', () => assert.deepEqual(asked(LINES.map((line) => `\t${line}`).join('\n')), [[{ students: 320 }]]))
  it('and spaces behind each line', () =>
    assert.deepEqual(asked(LINES.map((line) => (line.includes('studen') ? line : `${line}  `)).join('\r\n')), [
      [{ students: 320 }],
    ]))
})

it('the files of a calendar one after the other, each with its byte order mark', () => {
  const event = (uid: string) => ics(vevent(`UID:${uid}\nDTSTART:20260324T090000Z\nDURATION:PT1H`))
  assert.equal(spans(read(`\uFEFF${event('a')}\uFEFF${event('b')}`, '2026-03-01', '2026-04-01')).length, 2)
})

it('lines are whole lines, numbered as they stand there', () => {
  assert.deepEqual(unfolded('A:1\n 2\n\n\t3\nB:4\n'), ['A:123', 'B:4'])
  assert.deepEqual(
    [...unfoldedLines('\n\nA:1\n 2\n\nB:3')].flatMap((one) => one?.line ?? []),
    [3, 6],
  )
})

it('a million line ends, spaces or NULs take no longer than a moment', () => {
  for (const one of ['\r', '\n', ' ', '\0', '\uFEFF', '\r\n ', '\n ']) {
    const began = process.cpuUsage().user
    unfolded(`BEGIN:VCALENDAR\nA:1${one.repeat(1_000_000)}\nEND:VCALENDAR`)
    assert(process.cpuUsage().user - began < 2_000_000, JSON.stringify(one))
  }
})
