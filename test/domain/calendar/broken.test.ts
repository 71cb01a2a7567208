import assert from 'node:assert/strict'
import { it } from 'node:test'
import { parseCalendar } from '../../../src/domain/calendar/occurrences/parse.ts'
import { timed } from '../../support/cpu-time.ts'
import { ics, read, says, spans, vevent } from './support.ts'

const good = vevent('UID:good\nSUMMARY:Good\nDTSTART:20260324T090000Z\nDURATION:PT1H')
const GOOD = '2026-03-24T09:00Z/10:00Z'

const refused: readonly [string, string, RegExp][] = [
  ['empty', '', /empty/],
  ['only spaces', ' \r\n \n', /empty/],
  ['an HTML page', '<!DOCTYPE html><html><body>Hello</body></html>', /HTML page.*secret/],
  ['a log-in page', '<html><form>Password: <input></form></html>', /log-in page.*secret/],
  ['an HTML fragment', '<div class="x">no</div>', /HTML page/],
  ['XML', '<?xml version="1.0"?><feed/>', /XML/],
  ['JSON', '{"kind": "calendar#events"}', /JSON/],
  ['plain text', 'Not found', /begins with BEGIN:VCALENDAR/],
  ['a zip file', 'PK\u0003\u0004abc', /binary/],
  ['gzip that nobody unpacked', '\u001f\ufffd\b\0\0', /binary/],
  ['an address book', 'BEGIN:VCARD\r\nEND:VCARD\r\n', /address book/],
  ['events without an envelope', 'BEGIN:VEVENT\r\nEND:VEVENT\r\n', /no BEGIN:VCALENDAR/],
  ['cut off between events', ics(good).replace('END:VCALENDAR\r\n', ''), /cut off at line 9/],
  ['cut off within an event', ics(good).slice(0, 150), /cut off/],
  ['cut off within its last line', ics(good).slice(0, -5), /cut off/],
]

for (const [name, text, because] of refused) {
  it(`refused whole: ${name}`, () => {
    const parsed = parseCalendar(text)
    assert(parsed.at === 'refused', JSON.stringify(parsed))
    assert.match(parsed.because, because)
  })
}

for (const [name, text] of [
  ['a byte order mark', `\uFEFF${ics(good)}`],
  ['LF only', ics(good).replaceAll('\r\n', '\n')],
  ['CR only', ics(good).replaceAll('\r\n', '\r')],
  ['blank lines before and within', `\r\n\r\n${ics(good).replaceAll('BEGIN:VEVENT', '\r\nBEGIN:VEVENT')}`],
  ['no line end at the end', ics(good).trimEnd()],
  ['small letters', ics(good).replace('BEGIN:VEVENT', 'begin:vevent').replace('DTSTART', 'dtstart')],
] as const) {
  it(`read all the same: ${name}`, () => assert.deepEqual(spans(read(text, '2026-03-01', '2026-04-01')), [GOOD]))
}

it('an empty calendar is a calendar', () =>
  assert.deepEqual(read('BEGIN:VCALENDAR\nEND:VCALENDAR', '2026-03-01', '2026-04-01').occurrences, []))

const broken: readonly [string, string, RegExp][] = [
  [
    'garbage start',
    vevent('UID:bad\nSUMMARY:Bad\nDTSTART:garbage'),
    /event "Bad" \(uid bad\): line \d+: DTSTART is no date or time: «garbage»; this event is left out/,
  ],
  ['impossible date', vevent('UID:bad\nDTSTART:20260230T090000Z'), /DTSTART is no date/],
  ['no start', vevent('UID:bad\nSUMMARY:Bad'), /DTSTART is missing/],
  ['garbage end', vevent('UID:bad\nDTSTART:20260324T090000Z\nDTEND:later'), /DTEND is no date/],
  ['end before start', vevent('UID:bad\nDTSTART:20260324T090000Z\nDTEND:20260324T080000Z'), /ends before it starts/],
  ['garbage duration', vevent('UID:bad\nDTSTART:20260324T090000Z\nDURATION:an hour'), /DURATION is none/],
  ['negative duration', vevent('UID:bad\nDTSTART:20260324T090000Z\nDURATION:-PT1H'), /ends before it starts/],
  ['no END:VEVENT', 'BEGIN:VEVENT\nUID:bad\nDTSTART:20260324T120000Z', /END:VEVENT is missing/],
  ['garbage RECURRENCE-ID', vevent('UID:bad\nDTSTART:20260324T120000Z\nRECURRENCE-ID:x'), /RECURRENCE-ID is no date/],
]

for (const [name, bad, problem] of broken) {
  for (const blocks of [
    [bad, good],
    [good, bad],
  ]) {
    it(`left out and said, its neighbours count: ${name}, ${blocks[0] === bad ? 'first' : 'last'}`, () => {
      const reading = read(ics(...blocks), '2026-03-01', '2026-04-01')
      assert.deepEqual(spans(reading), [GOOD])
      assert.equal(reading.problems.length, 1, says(reading).join())
      assert.match(says(reading).join(), problem)
      assert.equal(reading.problems[0]?.uid, 'bad')
    })
  }
}

const partly: readonly [string, string, RegExp, string[]][] = [
  [
    'RRULE',
    'RRULE:FREQ=SOMETIMES',
    /RRULE cannot be used: FREQ cannot be «SOMETIMES»; without it the event counts once/,
    [GOOD],
  ],
  ['RRULE part', 'RRULE:FREQ=DAILY;BYDAY=XX', /BYDAY cannot be «XX»/, [GOOD]],
  ['RRULE without FREQ', 'RRULE:COUNT=3', /FREQ is missing/, [GOOD]],
  ['RRULE with INTERVAL=0', 'RRULE:FREQ=DAILY;INTERVAL=0', /INTERVAL cannot be «0»/, [GOOD]],
  [
    'EXDATE',
    'RRULE:FREQ=DAILY;COUNT=2\nEXDATE:soon,20260325T090000Z',
    /EXDATE is no date or time: «soon»; the rest of the event counts/,
    [GOOD],
  ],
  ['RDATE', 'RDATE:never', /RDATE is no date/, [GOOD]],
  ['a line that is none', 'this is no property', /not a NAME:value line; it is skipped/, [GOOD]],
]

for (const [name, lines, problem, expected] of partly) {
  it(`a broken ${name} costs only itself`, () => {
    const reading = read(
      ics(vevent(`UID:good\nDTSTART:20260324T090000Z\nDURATION:PT1H\n${lines}`)),
      '2026-03-01',
      '2026-04-01',
    )
    assert.deepEqual(spans(reading), expected)
    assert.match(says(reading).join(), problem)
  })
}

it('blocks nested without end are no stack and no quadratic work', () => {
  const deep = ics(`${'BEGIN:X\n'.repeat(50_000)}${'END:Y\n'.repeat(50_000)}`, good)
  const { tookMs } = timed(() => parseCalendar(deep))
  assert(tookMs < 2000, `${tookMs} ms`)
})
