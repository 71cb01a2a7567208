import assert from 'node:assert/strict'
import { it } from 'node:test'
import { decodedTable } from '../../../src/domain/timetable/decoded.ts'

const TEXT = 'Prüfung,Teilnehmer\nÖkonomie,350\n'
const utf16 = Buffer.from(`\ufeff${TEXT}`, 'utf16le')

it('a table is read as spreadsheets write it: UTF-8, UTF-16 of either order, and what Windows writes in the West', () => {
  const written = [
    Buffer.from(TEXT, 'utf8'),
    Buffer.from(`\ufeff${TEXT}`, 'utf8'),
    utf16,
    Buffer.from(utf16).swap16(),
    Buffer.from(TEXT, 'latin1'),
  ]
  for (const bytes of written) assert.equal(decodedTable(bytes), TEXT)
})

it('any bytes are some text', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte)
  assert.equal(decodedTable(bytes).length, 256)
  assert.equal(decodedTable(new Uint8Array()), '')
})
