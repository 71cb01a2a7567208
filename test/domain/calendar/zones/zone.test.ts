import assert from 'node:assert/strict'
import { it } from 'node:test'
import { ics, read, says, spans, starts, vevent } from '../support.ts'

const at = (text: string, options = {}) => read(text, '2026-01-01', '2027-01-01', options)
const local = (tzid: string, time = '20260701T090000') => vevent(`DTSTART;TZID=${tzid}:${time}\nDURATION:PT1H`)

const names: readonly [string, string][] = [
  ['Europe/Berlin', '2026-07-01T07:00Z'],
  ['europe/berlin', '2026-07-01T07:00Z'],
  ['"America/New_York"', '2026-07-01T13:00Z'],
  ['US/Pacific', '2026-07-01T16:00Z'],
  ['Etc/GMT+5', '2026-07-01T14:00Z'],
  ['UTC', '2026-07-01T09:00Z'],
  ['GMT', '2026-07-01T09:00Z'],
  ['EST', '2026-07-01T14:00Z'],
  ['W. Europe Standard Time', '2026-07-01T07:00Z'],
  ['Eastern Standard Time', '2026-07-01T13:00Z'],
  ['Pacific Standard Time', '2026-07-01T16:00Z'],
  ['GMT Standard Time', '2026-07-01T08:00Z'],
  ['India Standard Time', '2026-07-01T03:30Z'],
  ['AUS Eastern Standard Time', '2026-06-30T23:00Z'],
  ['"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"', '2026-07-01T07:00Z'],
  ['(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna', '2026-07-01T07:00Z'],
  ['"(UTC-08:00) Pacific Time (US & Canada)"', '2026-07-01T16:00Z'],
  ['Eastern Time (US & Canada)', '2026-07-01T13:00Z'],
  ['Pacific Time (US & Canada)', '2026-07-01T16:00Z'],
  ['/freeassociation.sourceforge.net/Europe/Berlin', '2026-07-01T07:00Z'],
  ['/citadel.org/20210210_1/America/Argentina/Buenos_Aires', '2026-07-01T12:00Z'],
  ['America/New York', '2026-07-01T13:00Z'],
  ['"tzone://Microsoft/Utc"', '2026-07-01T09:00Z'],
  ['UTC+2', '2026-07-01T07:00Z'],
  ['"GMT-05:00"', '2026-07-01T14:00Z'],
]

for (const [name, expected] of names) {
  it(`TZID ${name}`, () => {
    const reading = at(ics(local(name)))
    assert.deepEqual([starts(reading), says(reading)], [[expected], []])
  })
}

for (const name of ['Mars/Olympus', 'Customized Time Zone', '"tzone://Microsoft/Custom"', 'Nonsense Standard Time']) {
  it(`TZID ${name}: nobody knows it, so its time is floating, said once`, () => {
    const reading = at(ics(vevent(`DTSTART;TZID=${name}:20260701T090000\nDTEND;TZID=${name}:20260701T100000`)), {
      timezone: 'Europe/Berlin',
    })
    assert.deepEqual(spans(reading), ['2026-07-01T07:00Z/08:00Z'])
    assert.equal(reading.problems.length, 1)
    assert.match(says(reading).join(), /time zone «.*»: nobody knows.*read in Europe\/Berlin/)
  })
}

const floating = vevent('UID:f\nDTSTART:20260701T090000\nDURATION:PT1H')
const allDay = vevent('UID:d\nDTSTART;VALUE=DATE:20260701')
const own = (zone: string) => `X-WR-TIMEZONE:${zone}`

it('times without a zone: the explicit one, else X-WR-TIMEZONE, else UTC', () => {
  assert.deepEqual(spans(at(ics(floating, allDay))), [
    '2026-07-01T00:00Z/2026-07-02T00:00Z',
    '2026-07-01T09:00Z/10:00Z',
  ])
  assert.deepEqual(spans(at(ics(own('America/New_York'), floating, allDay))), [
    '2026-07-01T04:00Z/2026-07-02T04:00Z',
    '2026-07-01T13:00Z/14:00Z',
  ])
  assert.deepEqual(spans(at(ics(floating, allDay), { timezone: 'Asia/Tokyo' })), [
    '2026-06-30T15:00Z/2026-07-01T15:00Z',
    '2026-07-01T00:00Z/01:00Z',
  ])
  const both = at(ics(own('America/New_York'), floating), { timezone: 'Asia/Tokyo' })
  assert.deepEqual(spans(both), ['2026-07-01T00:00Z/01:00Z'])
  assert.deepEqual(says(both).length, 1)
  assert.match(
    says(both).join(),
    /X-WR-TIMEZONE: the calendar says «America\/New_York», the configuration «Asia\/Tokyo».*read in Asia\/Tokyo/,
  )
})

it('X-WR-TIMEZONE as a Windows name; no warning when both mean the same zone', () => {
  assert.deepEqual(spans(at(ics(own('W. Europe Standard Time'), floating))), ['2026-07-01T07:00Z/08:00Z'])
  assert.deepEqual(says(at(ics(own('US/Pacific'), floating), { timezone: 'America/Los_Angeles' })), [])
})

it('zones that are none are said, and the next one is used', () => {
  const reading = at(ics(own('Nowhere'), floating), { timezone: 'Neverland' })
  assert.deepEqual(spans(reading), ['2026-07-01T09:00Z/10:00Z'])
  assert.deepEqual(
    reading.problems.map(({ where }) => where),
    ['timezone', 'X-WR-TIMEZONE'],
  )
})

it('a Z goes before every other zone', () => {
  const utc = vevent('DTSTART:20260701T090000Z\nDTEND;TZID=Asia/Tokyo:20260701T100000Z')
  assert.deepEqual(spans(at(ics(own('America/New_York'), utc), { timezone: 'Asia/Tokyo' })), [
    '2026-07-01T09:00Z/10:00Z',
  ])
})

const observance = (name: string, start: string, from: string, to: string, more = '') =>
  `BEGIN:${name}\nDTSTART:${start}\nTZOFFSETFROM:${from}\nTZOFFSETTO:${to}\n${more}END:${name}\n`
const definition = (...parts: string[]) => `BEGIN:VTIMEZONE\nTZID:Own\n${parts.join('')}END:VTIMEZONE`
const euRules = definition(
  observance('STANDARD', '16011028T030000', '+0200', '+0100', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\n'),
  observance('DAYLIGHT', '16010325T020000', '+0100', '+0200', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\n'),
)
const year = (tzid: string) => vevent(`DTSTART;TZID=${tzid}:20260101T000000\nRRULE:FREQ=DAILY;BYHOUR=0,1,2,3,9`)

it('a VTIMEZONE of its own, as Outlook writes them: the same instants as the zone that it describes, all year', () => {
  assert.deepEqual(starts(at(ics(euRules, year('Own')))), starts(at(ics(year('Europe/Berlin')))))
  assert.deepEqual(
    starts(at(ics(year('Own'), euRules))),
    starts(at(ics(year('Europe/Berlin')))),
    'also after its events',
  )
})

it('VTIMEZONE: fixed offsets, listed onsets, an end, and before the first onset', () => {
  const on = (zone: string, ...times: string[]) => times.map((time) => starts(at(ics(zone, local('Own', time))))[0])
  assert.deepEqual(on(definition(observance('STANDARD', '19700101T000000', '+0530', '+0530')), '20260701T090000'), [
    '2026-07-01T03:30Z',
  ])
  const listed = definition(
    observance('STANDARD', '20260101T000000', '+0000', '+0100'),
    observance('DAYLIGHT', '20260501T000000', '+0100', '+0300', 'RDATE:20260801T000000\n'),
    observance('STANDARD', '20260701T000000', '+0300', '+0100'),
  )
  assert.deepEqual(on(listed, '20260401T090000', '20260601T090000', '20260715T090000', '20260901T090000'), [
    '2026-04-01T08:00Z',
    '2026-06-01T06:00Z',
    '2026-07-15T08:00Z',
    '2026-09-01T06:00Z',
  ])
  const ended = definition(
    observance('STANDARD', '20001029T030000', '+0200', '+0100', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\n'),
    observance(
      'DAYLIGHT',
      '20000326T020000',
      '+0100',
      '+0200',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3;UNTIL=20200329T010000Z\n',
    ),
  )
  assert.deepEqual(on(ended, '20260701T090000'), ['2026-07-01T08:00Z'])
  assert.deepEqual(on(definition(observance('STANDARD', '20300101T000000', '+0200', '+0100')), '20260701T090000'), [
    '2026-07-01T07:00Z',
  ])
})

it('a VTIMEZONE goes before a short name of IANA and gives way to a Region/City and to X-LIC-LOCATION', () => {
  const named = (tzid: string) => euRules.replace('TZID:Own', `TZID:${tzid}`)
  assert.deepEqual(starts(at(ics(named('EST'), local('EST')))), ['2026-07-01T07:00Z'])
  assert.deepEqual(starts(at(ics(named('America/New_York'), local('America/New_York')))), ['2026-07-01T13:00Z'])
  assert.deepEqual(starts(at(ics(named('Own\nX-LIC-LOCATION:Asia/Tokyo'), local('Own')))), ['2026-07-01T00:00Z'])
})

it('a VTIMEZONE that says nothing is none', () => {
  assert.match(says(at(ics(definition(), local('Own')))).join(), /nobody knows/)
})
