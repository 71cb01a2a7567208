/** Kinds of damage that leave one meaning: what counts, and what is said. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ics, read, remarks, says, spans, vevent } from '../support.ts'

const START = 'DTSTART:20260910T090000Z'
const CLASS = '2026-09-10T09:00Z/11:00Z'
const known = (lines: string) => read(ics(vevent(lines)), '2026-09-01', '2026-10-01')

const LENGTHS: readonly (readonly [string, string])[] = [
  ['2H', 'PT2H'],
  ['120M', 'PT2H'],
  ['PT2.0H', 'PT2H'],
  ['PT1H60', 'PT2H'],
  ['PT1H 60M', 'PT2H'],
  ['P2H', 'PT2H'],
]
describe('a length', () => {
  for (const [written, canonical] of LENGTHS)
    it(`«${written}»`, () => {
      const reading = known(`${START}\nDURATION:${written}`)
      assert.deepEqual(spans(reading), [CLASS])
      assert.ok(remarks(reading).join().endsWith(`DURATION «${written}» is read as \`${canonical}\``))
    })
})

describe('a time with spaces in it', () => {
  for (const written of ['20260910 T090000Z', '20260910T090000 Z', ' 20260910T 090000Z'])
    it(`«${written}»`, () => assert.deepEqual(spans(known(`DTSTART:${written}\nDURATION:PT2H`)), [CLASS]))
})

it('a rule that ends before it begins leaves one class of all, which is told', () => {
  const reading = known(`${START}\nDURATION:PT2H\nRRULE:FREQ=WEEKLY;UNTIL=20250924T090000Z`)
  assert.deepEqual(spans(reading), [CLASS])
  assert.match(remarks(reading).join(), /UNTIL of RRULE is before the start, so it counts once/)
})
it('a rule that ends with its first class, or on the day of it, is none such', () => {
  for (const until of ['20260910T090000Z', '20260910'])
    assert.deepEqual(remarks(known(`${START}\nDURATION:PT2H\nRRULE:FREQ=WEEKLY;UNTIL=${until}`)), [])
})

const TEXTS: readonly (readonly [name: string, line: string])[] = [
  ['quoted-printable', 'DESCRIPTION;ENCODING=QUOTED-PRINTABLE:Pr=C3=BCfung=0D=0Astudents:=20350'],
  ['carriage returns that are escaped', 'DESCRIPTION:Bring a pencil\\r\\nstudents: 350\\r\\n'],
  ['HTML alone, below an empty description', 'DESCRIPTION:\nX-ALT-DESC;FMTTYPE=text/html:<p>students: 350</p>'],
  ['another representation in a parameter', 'DESCRIPTION;ALTREP="data:text/html,a:b;c":students: 350'],
]
describe('a description', () => {
  for (const [name, line] of TEXTS)
    it(`in ${name}`, () => {
      const reading = known(`${START}\nDURATION:PT2H\n${line}`)
      assert.deepEqual(reading.occurrences[0]?.description.asks.get(''), { students: 350 })
      assert.deepEqual(says(reading), [])
    })
})
