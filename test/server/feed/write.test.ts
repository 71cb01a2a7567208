import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Answer } from '../../../src/domain/answers/answer.ts'
import { stamps } from '../../../src/server/feed/stamps.ts'
import { feedText } from '../../../src/server/feed/write.ts'
import { answers } from '../../domain/answers/support.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at } from '../../support/time.ts'
import { ANSWER, readByIcalJs, readByNodeIcal } from './support.ts'

const written = (...all: readonly Answer[]) => feedText(stamps()(all, at('08:00')), 'hub')

describe('the feed as text', () => {
  it('is a calendar of RFC 5545, to be read again in a quarter of an hour, in which nobody is busy', () => {
    const text = written(ANSWER)
    assert.deepEqual(
      text.split('\r\n').filter((line) => !/^(UID|SUMMARY|DESCRIPTION| )/.test(line)),
      [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:-//Warmseats//feed//EN',
        'METHOD:PUBLISH',
        'NAME:Warmseats in hub',
        'X-WR-CALNAME:Warmseats in hub',
        'REFRESH-INTERVAL;VALUE=DURATION:PT15M',
        'X-PUBLISHED-TTL:PT15M',
        'BEGIN:VEVENT',
        'SEQUENCE:7113600',
        'DTSTAMP:20260324T080000Z',
        'DTSTART:20260324T090000Z',
        'DTEND:20260324T100000Z',
        'TRANSP:TRANSPARENT',
        'X-MICROSOFT-CDO-BUSYSTATUS:FREE',
        'LAST-MODIFIED:20260324T080000Z',
        'END:VEVENT',
        'END:VCALENDAR',
        '',
      ],
    )
  })
  it('has whole days as days', () => {
    const text = written({ ...ANSWER, days: { from: '2026-03-25', to: '2026-03-27' } })
    assert.match(text, /\r\nDTSTART;VALUE=DATE:20260325\r\nDTEND;VALUE=DATE:20260327\r\n/)
  })
  it('has a moment without an end', () => assert.doesNotMatch(written({ ...ANSWER, endMs: ANSWER.startMs }), /DTEND/))
  it('is a calendar also without entries', () => assert.deepEqual(readByIcalJs(written()), []))
})

/** What people, and those who mean harm, write into a calendar. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        ...['\r\nEND:VEVENT\r\nBEGIN:VALARM', '\\n', '\\', ';', ',', ':', '"', '\n ', '\u202e', '\u2028', '\u0000'],
        ...['\u001b[31m', '<b>', '&amp;', '😀', '\ud800', 'students: 1.5', 'x'.repeat(75), 'é'.repeat(40), '\t', '='],
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
)

const hasBackslash = ({ title, lines }: Answer) => [title, ...lines].some((one) => one.includes('\\'))

describe('whatever stands in a calendar', () => {
  const events = fc.array(fc.record({ title: hostile, description: hostile.map((text) => `students: 5\n${text}`) }), {
    minLength: 1,
    maxLength: 4,
  })

  it('comes out as it was said, in two programs that read calendars', () =>
    fc.assert(
      fc.property(events, (all) => {
        const said = answers(all.map((one, at) => ({ ...one, uid: `${at}@test` })))
        const entries = stamps()(said, at('08:00'))
        const text = feedText(entries, 'hub')
        const expected = entries
          .map(({ uid, answer, modifiedMs, sequence }) => ({
            uid,
            summary: answer.title,
            description: answer.lines.join('\n'),
            startMs: answer.startMs,
            endMs: answer.endMs,
            sequence,
            stampMs: modifiedMs,
            modifiedMs,
          }))
          .toSorted((a, b) => (a.uid < b.uid ? -1 : 1))
        assert.equal(said.length, all.length)
        assert.deepEqual(readByIcalJs(text), expected)
        // It takes the backslash and the n of an escaped backslash before an n for a line break.
        if (!said.some(hasBackslash)) assert.deepEqual(readByNodeIcal(text), expected)
      }),
      RUNS,
    ))

  it('steers no screen, turns no text around and is no longer than a line may be', () =>
    fc.assert(
      fc.property(events, (all) => {
        const text = feedText(stamps()(answers(all), at('08:00')), 'hub')
        assert.ok(text.isWellFormed())
        for (const line of text.split('\r\n')) {
          assert.doesNotMatch(line, /[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\u2028\u2029\ufeff]/u)
          assert.ok(Buffer.byteLength(line) <= 75, line)
        }
      }),
      RUNS,
    ))
})
