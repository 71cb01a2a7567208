import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { contentLine } from '../../../../src/domain/calendar/text/content-line.ts'
import { decodedValue } from '../../../../src/domain/calendar/text/encoded.ts'
import { fc } from '../../../support/properties.ts'

const decoded = (text: string): string => {
  const line = contentLine({ text, line: 1 })
  return line ? decodedValue(line) : assert.fail()
}

describe('the value of a line', () => {
  it('is as it stands', () => assert.equal(decoded('DESCRIPTION:a=20b'), 'a=20b'))
  it('may be quoted-printable, as vCalendar 1.0 wrote it', () => {
    assert.equal(
      decoded('DESCRIPTION;ENCODING=QUOTED-PRINTABLE:Pr=C3=BCfung=0D=0Astudents:=20350'),
      'Prüfung\r\nstudents: 350',
    )
    assert.equal(decoded('DESCRIPTION;CHARSET=UTF-8;ENCODING=quoted-printable:stud=\\nents: 350='), 'students: 350')
    assert.equal(decoded('DESCRIPTION;ENCODING=QUOTED-PRINTABLE:1 = 1, =ZZ'), '1 = 1, =ZZ')
  })
})

it('whatever was written is read again', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const bytes = [...Buffer.from(text)]
      const quoted = bytes.map((byte) => `=${byte.toString(16).padStart(2, '0')}`).join('')
      const known = Buffer.from(text).toString()
      assert.equal(decoded(`DESCRIPTION;ENCODING=QUOTED-PRINTABLE:${quoted}`), known)
    }),
  ))
