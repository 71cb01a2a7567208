import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loadConfig } from '../../src/config/load.ts'
import { MOST_BYTES } from '../../src/domain/calendar/calendar-store.ts'
import { expand } from '../../src/domain/calendar/occurrences/expand.ts'
import { parseCalendar } from '../../src/domain/calendar/occurrences/parse.ts'
import { MOST } from '../../src/domain/calendar/text/budget.ts'
import { timelineOf } from '../../src/domain/demand/timeline.ts'
import { MAX_BYTES } from '../../streams/calendar/fetched.ts'
import { DEADLINE_MS, MEMORY_MB } from '../../streams/calendar/thread.ts'
import { answerTo, sayAsks } from '../domain/calendar/description/answer.ts'
import { config } from '../support/config.ts'
import { at, DAY } from '../support/time.ts'
import { between, fenced, keeps, read, table } from './support.ts'

const DOC = 'docs/calendars.md'
const TEXT = read('examples/calendars/descriptions.ics')
const POOLS = config({ nodePools: { user: {}, lab: {} }, defaultPool: 'user' })

function understood() {
  const parsed = parseCalendar(TEXT)
  assert.ok(parsed.at === 'calendar')
  return expand(parsed.calendar, at('00:00'), at('00:00') + 2 * DAY)
}

/** The descriptions as they stand in the file, by UID. */
const written = new Map(
  [...TEXT.replaceAll('\r\n ', '').matchAll(/^UID:(.*)\r\n(?:.*\r\n)*?DESCRIPTION:(.*)\r$/gm)].map(
    ([, uid = '', text = '']) => [uid, text.replaceAll('\\n', '\n').replaceAll(/\\(.)/g, '$1')],
  ),
)

/** What the product says to each event, as in the log. */
function answers(): string {
  const { occurrences, problems, remarks = [] } = understood()
  const timeline = timelineOf(occurrences, POOLS)
  const all = [...problems, ...timeline.problems]
  const said = [...remarks, ...timeline.remarks]
  return occurrences
    .map((one) => {
      const own = timeline.intervals.filter(({ uid }) => uid === one.uid)
      const asked = own
        .map(({ pool, unit, amount }) => `${amount} ${unit === 'integer' ? 'placeholders' : unit} in \`${pool}\``)
        .join(', ')
      const lead = one.description.leadTimeMs
      const early = typeof lead === 'number' ? `, from ${lead / 60_000} minutes before its start` : ''
      const about = (list: readonly { readonly where: string; readonly text: string }[]) =>
        list.filter(({ where }) => where.includes(one.uid)).map(({ text }) => text)
      const wrong = [
        ...about(all).map((text) => `  - reported: ${text}`),
        ...about(said).map((text) => `  - remarked: ${text}`),
      ]
      return [
        `**${one.summary}**`,
        '',
        '````text',
        written.get(one.uid),
        '````',
        '',
        `- asks ${asked || 'nothing'}${early}`,
        ...wrong,
      ].join('\n')
    })
    .join('\n\n')
}

/** A few of the texts in the tests' table, with what the product answers. */
const FORMS = [
  ...['Students:350', '• students: 350', 'students = 350', '350 students', 'participants: 350', 'students: 1,200'],
  ...['• about 350 people', 'Studierende: 1.200', 'students: 300–350'],
  ...['students: about 350', 'students: 300-350', 'students: twenty-five', '“Students”: “350”', 'lab: 350 students'],
  ...[
    'students: 350 in lab',
    'Pool: lab\nstudents: 30',
    'LAB: {students: 30}',
    'students: 350; lab: {students: 30}',
    'students: 350, leadTime: 20 minutes',
  ],
  ...['Anzahl Studierende: 350', 'Étudiants : 350', 'hasta 350 personas', 'około 120 osób', '受講者：３５０名'],
]
const WRONG = [
  ...['students: 1.5', 'students: 350 not coming', 'students: lots', 'users: 350', 'usr: {students: 40}', '350'],
  ...[
    'students: 350\nleadTime: 20',
    'Students should bring laptops',
    '12 students need extra time',
    'Data 8: 350 students',
  ],
]

function answered(texts: readonly string[]): string {
  const rows = texts.map((text) => {
    const { asks, problems, remarks } = answerTo(text)
    const line = text.replaceAll('\n', '`, `')
    return [`\`${line}\``, sayAsks(asks), [...problems, ...remarks].join('; ')].map((cell) =>
      cell.replaceAll('|', '\\|'),
    )
  })
  return table(['in the description', 'what counts', 'what is said'], rows)
}

type Row = readonly [what: string, most: string, beyond: string]

const [CUT, FIRST, REFUSED] = ['the rest is not read; reported', 'the first count; reported', '**refused**']

const said = (count: number): string => count.toLocaleString('en')

/** Each limit has its row. */
const LIMITS: Readonly<Record<keyof typeof MOST, Row>> = {
  events: ['events', said(MOST.events), REFUSED],
  calendars: ['VCALENDARs in one file', said(MOST.calendars), REFUSED],
  definedZones: ['time zones that it defines', said(MOST.definedZones), REFUSED],
  definedChanges: [
    'changes of clocks in them, of summer time and of winter time',
    `${said(MOST.definedChanges)} each`,
    REFUSED,
  ],
  changesOfZone: ['changes of clocks of one of them', said(MOST.changesOfZone), 'the latest count; reported'],
  datesOfChange: ['dates of one change', said(MOST.datesOfChange), FIRST],
  namedZones: [
    'names of time zones',
    said(MOST.namedZones),
    'the times of others are read in the calendar’s own; reported',
  ],
  zoneName: ['the name of a time zone', `${said(MOST.zoneName)} characters`, 'nobody knows it; reported'],
  line: ['a line, unfolded', `${said(MOST.line)} characters`, 'the rest is not read'],
  title: ['a title', `${said(MOST.title)} bytes`, 'it is cut; reported'],
  uid: ['a UID', `${said(MOST.uid)} bytes`, 'a checksum stands for the rest: two that differ stay two'],
  dates: ['dates of an RDATE, and of an EXDATE', said(MOST.dates), FIRST],
  rules: ['rules of an event', said(MOST.rules), FIRST],
  rule: ['a rule', `${said(MOST.rule)} characters`, 'the event counts once; reported'],
  eventsOfUid: ['events with the same UID', said(MOST.eventsOfUid), 'others are left out; reported'],
  changedOfUid: [
    'occurrences of one UID that were moved or changed',
    said(MOST.changedOfUid),
    'others stay where the series has them; reported',
  ],
  written: ['a description with its HTML', `${said(MOST.written)} characters`, CUT],
  description: ['a description as people read it', `${said(MOST.description)} characters`, CUT],
  descriptionLines: ['its lines', said(MOST.descriptionLines), CUT],
  problemsOfDescription: [
    'wrong lines of a description that are reported one by one',
    said(MOST.problemsOfDescription),
    '«and 280 more»',
  ],
  remarksOfDescription: [
    'lines of a description that are remarked upon',
    said(MOST.remarksOfDescription),
    'others are not remarked upon',
  ],
  pools: ['pools that one description asks', said(MOST.pools), FIRST],
  occurrences: ['occurrences in two weeks', said(MOST.occurrences), 'the rest is left out; reported'],
  asks: ['what they ask, pool by pool', said(MOST.asks), 'the rest is left out; reported'],
  problemsOfEvent: ['problems of an event that are reported one by one', said(MOST.problemsOfEvent), '«and 412 more»'],
  problems: ['problems of a calendar that are reported one by one', said(MOST.problems), '«500 more»'],
}

const limits = (): string =>
  table(
    ['what', 'at most', 'beyond it'],
    [
      ['a calendar’s text', `${MAX_BYTES / 2 ** 20} MB`, REFUSED],
      ['what reading it takes', `${DEADLINE_MS / 1000} s, ${MEMORY_MB} MB`, REFUSED],
      ...Object.values(LIMITS),
      [
        'what is kept over a restart, of all calendars',
        `${MOST_BYTES / 2 ** 20} MB, 900 KB packed`,
        'the nearest are kept; the log says `calendar store full`',
      ],
    ],
  )

describe(DOC, () => {
  it('shows how texts are read', () =>
    keeps(DOC, (text) => between(between(text, 'forms', answered(FORMS)), 'wrong', answered(WRONG))))

  it('has each limit, as it is', () => keeps(DOC, (text) => between(text, 'limits', limits())))

  it('shows what is answered to each of the eight descriptions', () => {
    assert.equal(understood().occurrences.length, 8)
    keeps(DOC, (text) => between(text, 'descriptions', answers()))
  })

  it('five count, and what is remarked upon is no problem', () => {
    const { occurrences, problems } = understood()
    const complaints = [...problems, ...timelineOf(occurrences, POOLS).problems]
    const right = occurrences.filter(
      ({ uid, description }) => description.asks.size > 0 && !complaints.some(({ where }) => where.includes(uid)),
    )
    assert.deepEqual(
      right.map(({ uid }) => uid[0]),
      ['1', '2', '3', '4', '5'],
    )
  })

  it('its values are a config without a warning', () => {
    const values = fenced(read(DOC), 'yaml').filter((text) => /^(calendar|nodePools)/.test(text))
    assert.equal(values.length, 2)
    for (const text of values) {
      const loaded = loadConfig(text)
      assert.deepEqual(loaded.at === 'good' ? loaded.warnings : loaded.errors, [])
    }
  })
})
