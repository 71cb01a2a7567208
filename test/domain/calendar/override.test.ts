import assert from 'node:assert/strict'
import { it } from 'node:test'
import { ics, iso, read, spans, vevent } from './support.ts'

const zone = 'TZID=Europe/Berlin'
/** Tuesdays from 3 March, 09:00 to 10:00 in Berlin (08:00 UTC until the 29th, then 07:00). */
const master = vevent(
  `UID:a\nSUMMARY:Lecture\nDTSTART;${zone}:20260303T090000\nDTEND;${zone}:20260303T100000\nRRULE:FREQ=WEEKLY;COUNT=5`,
)
const all = [
  '2026-03-03T08:00Z/09:00Z',
  '2026-03-10T08:00Z/09:00Z',
  '2026-03-17T08:00Z/09:00Z',
  '2026-03-24T08:00Z/09:00Z',
  '2026-03-31T07:00Z/08:00Z',
]
const but = (index: number, ...instead: string[]) => all.toSpliced(index, 1, ...instead).sort()
const override = (lines: string) => vevent(`UID:a\nSUMMARY:Moved\n${lines}`)

const table: readonly [string, string, string[]][] = [
  [
    'moved',
    `RECURRENCE-ID;${zone}:20260310T090000\nDTSTART;${zone}:20260311T140000\nDURATION:PT2H`,
    but(1, '2026-03-11T13:00Z/15:00Z'),
  ],
  [
    'identified in UTC',
    `RECURRENCE-ID:20260310T080000Z\nDTSTART;${zone}:20260310T120000\nDURATION:PT1H`,
    but(1, '2026-03-10T11:00Z/12:00Z'),
  ],
  [
    'identified by its date',
    `RECURRENCE-ID;VALUE=DATE:20260310\nDTSTART;${zone}:20260310T120000\nDURATION:PT1H`,
    but(1, '2026-03-10T11:00Z/12:00Z'),
  ],
  [
    'in another zone',
    'RECURRENCE-ID;TZID=America/New_York:20260310T040000\nDTSTART:20260310T120000Z\nDURATION:PT1H',
    but(1, '2026-03-10T12:00Z/13:00Z'),
  ],
  ['cancelled', `RECURRENCE-ID;${zone}:20260310T090000\nSTATUS:CANCELLED\nDTSTART;${zone}:20260310T090000`, but(1)],
  [
    'made an all-day one',
    `RECURRENCE-ID;${zone}:20260310T090000\nDTSTART;VALUE=DATE:20260310`,
    but(1, '2026-03-10T00:00Z/2026-03-11T00:00Z'),
  ],
  [
    'moved out of March',
    `RECURRENCE-ID;${zone}:20260310T090000\nDTSTART;${zone}:20260610T090000\nDURATION:PT1H`,
    but(1),
  ],
  [
    'orphaned: the series has no such occurrence',
    `RECURRENCE-ID;${zone}:20260311T090000\nDTSTART;${zone}:20260312T090000\nDURATION:PT1H`,
    [...all, '2026-03-12T08:00Z/09:00Z'].sort(),
  ],
  [
    'this and all after it, an hour later and longer',
    `RECURRENCE-ID;RANGE=THISANDFUTURE;${zone}:20260317T090000\nDTSTART;${zone}:20260317T100000\nDURATION:PT2H`,
    [...all.slice(0, 2), '2026-03-17T09:00Z/11:00Z', '2026-03-24T09:00Z/11:00Z', '2026-03-31T08:00Z/10:00Z'],
  ],
  [
    'this and all after it, to another day',
    `RECURRENCE-ID;RANGE=THISANDFUTURE;${zone}:20260324T090000\nDTSTART;${zone}:20260326T090000\nDURATION:PT1H`,
    [...all.slice(0, 3), '2026-03-26T08:00Z/09:00Z'],
  ],
  [
    'this and all after it cancelled',
    `RECURRENCE-ID;RANGE=THISANDFUTURE;${zone}:20260317T090000\nDTSTART;${zone}:20260317T090000\nSTATUS:CANCELLED`,
    all.slice(0, 2),
  ],
]

for (const [name, lines, expected] of table) {
  for (const blocks of [
    [master, override(lines)],
    [override(lines), master],
  ]) {
    it(`an override, ${blocks[0] === master ? 'after' : 'before'} its master: ${name}`, () => {
      assert.deepEqual(spans(read(ics(...blocks), '2026-03-01', '2026-04-01')), expected)
    })
  }
}

it('the override has its own title and demand, and remembers what it was', () => {
  const text = ics(
    master,
    override(
      `DESCRIPTION:user: 9\nRECURRENCE-ID;${zone}:20260310T090000\nDTSTART;${zone}:20260311T090000\nDURATION:PT1H`,
    ),
  )
  const moved = read(text, '2026-03-11', '2026-03-12').occurrences
  assert.deepEqual(
    moved.map((one) => [one.summary, one.description.asks.get('user'), iso(one.originalMs ?? 0)]),
    [['Moved', { integer: 9 }, '2026-03-10T08:00Z']],
  )
  assert.deepEqual(
    read(text, '2026-03-03', '2026-03-04').occurrences.map((one) => 'originalMs' in one),
    [false],
  )
})

it('one moved from June into March is found in March', () => {
  const long = vevent(`UID:a\nDTSTART;${zone}:20260303T090000\nRRULE:FREQ=WEEKLY`)
  const text = ics(
    long,
    override(`RECURRENCE-ID;${zone}:20260609T090000\nDTSTART;${zone}:20260305T090000\nDURATION:PT1H`),
  )
  assert.deepEqual(spans(read(text, '2026-03-05', '2026-03-06')), ['2026-03-05T08:00Z/09:00Z'])
  assert.deepEqual(spans(read(text, '2026-06-09', '2026-06-10')), [])
})

it('a series shifted far by THISANDFUTURE is found where it now is', () => {
  const long = vevent('UID:a\nDTSTART:20260105T090000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY')
  const text = ics(
    long,
    override('RECURRENCE-ID;RANGE=THISANDFUTURE:20260302T090000Z\nDTSTART:20260601T090000Z\nDURATION:PT1H'),
  )
  assert.deepEqual(spans(read(text, '2026-03-01', '2026-06-09')), [
    '2026-06-01T09:00Z/10:00Z',
    '2026-06-08T09:00Z/10:00Z',
  ])
})

it('a series that THISANDFUTURE moves far ahead of itself is found where it now is', () => {
  const text = ics(
    vevent('UID:a\nDTSTART:20260105T090000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY'),
    override('RECURRENCE-ID;RANGE=THISANDFUTURE:20260601T090000Z\nDTSTART:20260502T090000Z\nDURATION:PT1H'),
  )
  assert.deepEqual(spans(read(text, '2026-05-05', '2026-05-10')), ['2026-05-09T09:00Z/10:00Z'])
})

it("THISANDFUTURE of an all-day series, by another zone's midnight", () => {
  const text = ics(
    vevent('UID:a\nDTSTART;VALUE=DATE:20260303\nRRULE:FREQ=DAILY;COUNT=3'),
    override(
      `RECURRENCE-ID;RANGE=THISANDFUTURE;${zone}:20260304T000000\nDTSTART;VALUE=DATE:20260310\nDTEND;VALUE=DATE:20260311`,
    ),
  )
  assert.deepEqual(spans(read(text, '2026-03-01', '2026-04-01')), [
    '2026-03-03T00:00Z/2026-03-04T00:00Z',
    '2026-03-10T00:00Z/2026-03-11T00:00Z',
    '2026-03-11T00:00Z/2026-03-12T00:00Z',
  ])
})

it('a single occurrence after a THISANDFUTURE keeps its own override; the later THISANDFUTURE wins', () => {
  const text = ics(
    master,
    override(
      `RECURRENCE-ID;RANGE=THISANDFUTURE;${zone}:20260310T090000\nDTSTART;${zone}:20260310T100000\nDURATION:PT1H`,
    ),
    override(`RECURRENCE-ID;${zone}:20260317T090000\nDTSTART;${zone}:20260317T150000\nDURATION:PT1H`),
    override(
      `RECURRENCE-ID;RANGE=THISANDFUTURE;${zone}:20260324T090000\nDTSTART;${zone}:20260324T120000\nDURATION:PT1H`,
    ),
  )
  assert.deepEqual(spans(read(text, '2026-03-01', '2026-04-01')), [
    '2026-03-03T08:00Z/09:00Z',
    '2026-03-10T09:00Z/10:00Z',
    '2026-03-17T14:00Z/15:00Z',
    '2026-03-24T11:00Z/12:00Z',
    '2026-03-31T10:00Z/11:00Z',
  ])
})

it("a timed override inside an all-day series, by date and by Exchange's midnight", () => {
  const series = vevent('UID:a\nDTSTART;VALUE=DATE:20260303\nRRULE:FREQ=DAILY;COUNT=2')
  for (const id of [
    'RECURRENCE-ID;VALUE=DATE:20260304',
    'RECURRENCE-ID:20260304T000000',
    `RECURRENCE-ID;${zone}:20260304T000000`,
  ]) {
    const text = ics(series, override(`${id}\nDTSTART:20260304T100000Z\nDURATION:PT1H`))
    assert.deepEqual(
      spans(read(text, '2026-03-01', '2026-04-01')),
      ['2026-03-03T00:00Z/2026-03-04T00:00Z', '2026-03-04T10:00Z/11:00Z'],
      id,
    )
  }
})

it('an override whose master is not in the file counts by itself', () => {
  const text = ics(override('RECURRENCE-ID:20260310T080000Z\nDTSTART:20260310T120000Z\nDURATION:PT1H'))
  assert.deepEqual(spans(read(text, '2026-03-01', '2026-04-01')), ['2026-03-10T12:00Z/13:00Z'])
})

it('a cancelled series is gone', () => {
  assert.deepEqual(
    spans(read(ics(master.replace('SUMMARY', 'STATUS:CANCELLED\r\nSUMMARY')), '2026-03-01', '2026-04-01')),
    [],
  )
})

it('of two revisions of an override the higher SEQUENCE counts', () => {
  const id = `RECURRENCE-ID;${zone}:20260310T090000\nDURATION:PT1H`
  const text = ics(
    override(`SEQUENCE:3\n${id}\nDTSTART:20260310T150000Z`),
    master,
    override(`SEQUENCE:2\n${id}\nDTSTART:20260310T120000Z`),
  )
  assert.deepEqual(spans(read(text, '2026-03-10', '2026-03-11')), ['2026-03-10T15:00Z/16:00Z'])
})
