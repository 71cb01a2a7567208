import assert from 'node:assert/strict'
import { it } from 'node:test'
import { durationValue, textValue, timeValue, writtenText } from '../../../../src/domain/calendar/text/value.ts'

const times: readonly [string, string | undefined][] = [
  ['20260324', 'date 2026-03-24T00:00'],
  ['2026-03-24', 'date 2026-03-24T00:00'],
  ['20260324T090000', 'local 2026-03-24T09:00'],
  ['20260324T0900', 'local 2026-03-24T09:00'],
  ['2026-03-24 09:00:00', 'local 2026-03-24T09:00'],
  ['20260324t090000z', 'utc 2026-03-24T09:00'],
  ['2026-03-24T09:00:00.000Z', 'utc 2026-03-24T09:00'],
  ['2026-03-24T09:00:00+01:00', 'utc 2026-03-24T08:00'],
  ['20260324T090000-0700', 'utc 2026-03-24T16:00'],
  ['20260324T240000', 'local 2026-03-25T00:00'],
  ['"20260324T090000"', 'local 2026-03-24T09:00'],
  ['20260324T090000\\', 'local 2026-03-24T09:00'],
  ['20260324 T090000', 'local 2026-03-24T09:00'],
  ['20260324T090000 Z', 'utc 2026-03-24T09:00'],
  ['20260324T240001', undefined],
  ['20260324T250000', undefined],
  ['20260231', undefined],
  ['20261301', undefined],
  ['soon', undefined],
]
for (const [text, expected] of times)
  it(`time ${text}: ${expected ?? 'none'}`, () => {
    const value = timeValue(text)
    assert.equal(value && `${value.form} ${new Date(value.wallMs).toISOString().slice(0, 16)}`, expected)
  })

const durations: readonly [string, number | undefined][] = [
  ['PT1H', 60],
  ['P1DT1H', 1500],
  ['P1H', 60],
  ['P1H30M', 90],
  ['pt90m', 90],
  ['1h', 60],
  ['90M', 90],
  ['PT1.5H', 90],
  ['PT0,25H', 15],
  ['PT1H30', 90],
  ['PT1H 30M', 90],
  ['-PT1H', -60],
  ['P', undefined],
  ['', undefined],
  ['PT90', undefined],
  ['90', undefined],
  ['01:30:00', undefined],
  ['P1Y', undefined],
  ['an hour', undefined],
]
for (const [text, minutes] of durations)
  it(`duration ${text}: ${minutes ?? 'none'}`, () => {
    const value = durationValue(text)
    assert.equal(value && value.days * 1440 + value.ms / 60_000, minutes)
  })

for (const text of ['a; b, c\\n', 'one\ntwo', '\\\\;,\n\\N'])
  it(`text ${JSON.stringify(text)} is read as it was written`, () => assert.equal(textValue(writtenText(text)), text))
it('a carriage return before a line break is none, and one alone is a letter', () => {
  assert.equal(textValue('a\\r\\nb'), 'a\nb')
  assert.equal(textValue('C:\\\\r\\nb'), 'C:\\r\nb')
})
it('every line break is written as one', () => assert.equal(writtenText('a\r\nb\rc\nd'), 'a\\nb\\nc\\nd'))
