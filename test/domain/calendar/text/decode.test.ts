import assert from 'node:assert/strict'
import { it } from 'node:test'
import { decodeCalendar } from '../../../../src/domain/calendar/text/decode.ts'
import { ics, read, vevent } from '../support.ts'

const text = ics(vevent('SUMMARY:Prüfung\nDTSTART:20260324T090000Z'))
const summary = (bytes: Uint8Array, charset?: string) =>
  read(decodeCalendar(bytes, charset), '2026-03-24', '2026-03-25').occurrences[0]?.summary

it('UTF-8, with and without a byte order mark; UTF-16; what the server says', () => {
  assert.equal(summary(Buffer.from(text)), 'Prüfung')
  assert.equal(summary(Buffer.from(`\uFEFF${text}`)), 'Prüfung')
  assert.equal(summary(Buffer.from(`\uFEFF${text}`, 'utf16le')), 'Prüfung')
  assert.equal(summary(Buffer.from(text, 'latin1'), 'iso-8859-1'), 'Prüfung')
  assert.equal(summary(Buffer.from(text), 'no-such-charset'), 'Prüfung')
})

it('its first bytes go before what the server says; UTF-16 needs no byte order mark', () => {
  const big = Buffer.from(text, 'utf16le').swap16()
  assert.equal(summary(Buffer.from(text, 'utf16le')), 'Prüfung')
  assert.equal(summary(big), 'Prüfung')
  assert.equal(summary(Buffer.concat([Buffer.of(0xfe, 0xff), big])), 'Prüfung')
  assert.equal(summary(Buffer.from(`\uFEFF${text}`), 'iso-8859-1'), 'Prüfung')
  assert.equal(summary(Buffer.from(text, 'utf16le'), 'utf-8'), 'Prüfung')
})

it('a fold within a character, however lines end', () => {
  for (const end of ['\n', '\r\n', '\r\r\n', '\r\n\r\n', '\n\n', '\r']) {
    const bytes = Buffer.from(text.replaceAll('\r\n', end))
    const within = bytes.indexOf(Buffer.from('ü')) + 1
    const folded = Buffer.concat([bytes.subarray(0, within), Buffer.from(`${end} `), bytes.subarray(within)])
    assert.equal(summary(folded), 'Prüfung', JSON.stringify(end))
  }
})

it('a line that is folded within a character (RFC 5545 §3.1 counts octets)', () => {
  const bytes = Buffer.from(text)
  const within = bytes.indexOf(Buffer.from('ü')) + 1
  const folded = Buffer.concat([bytes.subarray(0, within), Buffer.from('\r\n '), bytes.subarray(within)])
  assert.equal(summary(folded), 'Prüfung')
})

it('stray bytes cost a character, not the calendar', () => {
  assert.equal(summary(Buffer.from(text, 'latin1')), 'Pr\uFFFDfung')
})

it('a long text in pieces: characters at their seams, folds and stray bytes, are as in a short one', () => {
  const long = `${'äöü€😀 '.repeat(250_000)}end`
  const bytes = Buffer.from(long)
  assert(bytes.length > 3 * 1024 * 1024)
  assert.equal(decodeCalendar(bytes), long)
  const folded = Buffer.from(bytes.toString('latin1').replaceAll(/(.{75})/gs, '$1\r\n '), 'latin1')
  assert.equal(decodeCalendar(folded), long)
  assert.equal(decodeCalendar(Buffer.concat([Buffer.of(0xff), bytes])), `\uFFFD${long}`)
  assert.equal(decodeCalendar(Buffer.from(`\uFEFF${long}`, 'utf16le')), long)
})
