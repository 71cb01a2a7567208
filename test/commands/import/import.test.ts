import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { type ImportOptions, importTable } from '../../../src/commands/import/import.ts'
import { loadConfig } from '../../../src/config/load.ts'
import { expand } from '../../../src/domain/calendar/occurrences/expand.ts'
import { parseCalendar } from '../../../src/domain/calendar/occurrences/parse.ts'
import { at, iso } from '../../support/time.ts'

const folder = mkdtempSync(join(tmpdir(), 'warmseats-import-'))
after(() => rmSync(folder, { recursive: true }))
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const NOW = at('08:00')
const POOLS = 'nodePools: {user: {nodeSelector: {a: b}}, lab: {nodeSelector: {a: c}}}\ndefaultPool: user\n'
const exams = file(
  'exams.csv',
  'Course,Students,Date,Begin,End,Pool\n"Data 8, part 2",350,2026-03-24,09:00,11:00,\nPhysics,30,2026-03-25,14:00,15:30,lab\n',
)

const make = (path: string, options: Partial<ImportOptions> = {}) => importTable(path, { as: 'ics', ...options }, NOW)

/** What the product reads of a calendar. */
function readBack(ics: string, timezone?: string) {
  const parsed = parseCalendar(ics, timezone === undefined ? {} : { timezone })
  assert.ok(parsed.at === 'calendar')
  const { occurrences, problems, remarks } = expand(parsed.calendar, at('00:00'), at('2026-04-01T00:00:00Z'))
  assert.deepEqual([problems, remarks ?? []], [[], []])
  return occurrences.map(({ summary, startMs, endMs, description }) => [
    summary,
    iso(startMs),
    iso(endMs),
    Object.fromEntries(description.asks),
  ])
}

describe('warmseats import', () => {
  it('makes a calendar that the product reads without a remark', async () => {
    const { text, unread, notes } = await make(exams, { timezone: 'America/Los_Angeles' })
    assert.deepEqual(unread, [])
    assert.match(notes?.join() ?? '', /^2 exams of .*line 1 names the columns: course «Course», students «Students»/)
    assert.deepEqual(readBack(text), [
      ['Data 8, part 2', iso(at('16:00')), iso(at('18:00')), { '': { students: 350 } }],
      ['Physics', iso(at('2026-03-25T21:00:00Z')), iso(at('2026-03-25T22:30:00Z')), { lab: { students: 30 } }],
    ])
  })
  it('without a zone is in that of the calendar, and says so', async () => {
    const { text, notes } = await make(exams)
    assert.match(notes?.join() ?? '', /times are in the zone of the calendar that takes them; --timezone/)
    assert.equal(readBack(text, 'Europe/Berlin')[0]?.[1], iso(at('08:00')))
  })
  it('names the same exam by the same UID again, and two by two', async () => {
    const uids = async (path: string) => [...(await make(path)).text.matchAll(/^UID:(.*)\r$/gm)].map(([, uid]) => uid)
    assert.deepEqual(await uids(exams), await uids(exams))
    const twice = file(
      'twice.csv',
      'course,students,date,begin,end\nA,3,2026-03-24,09:00,11:00\nA,3,2026-03-24,09:00,11:00',
    )
    assert.equal(new Set(await uids(twice)).size, 2)
  })
  it('makes a schedule that the values take', async () => {
    const { text } = await make(exams, { as: 'schedule', timezone: 'Europe/Berlin' })
    const loaded = loadConfig(`${POOLS}${text}`)
    assert.ok(loaded.at === 'good', JSON.stringify(loaded))
    assert.deepEqual(loaded.warnings, [])
    assert.deepEqual(
      loaded.config.schedule.map(({ name, start, end, timezone, pools }) => [name, start, end, timezone, pools]),
      [
        ['Data 8, part 2', '2026-03-24T09:00', '2026-03-24T11:00', 'Europe/Berlin', { '': { students: 350 } }],
        ['Physics', '2026-03-25T14:00', '2026-03-25T15:30', 'Europe/Berlin', { lab: { students: 30 } }],
      ],
    )
  })
  it('takes the pool, and with a config checks it and takes its zone', async () => {
    const config = file('pools.yaml', `${POOLS}calendarTimezone: Europe/Berlin\n`)
    const { text } = await make(exams, { pool: 'user', config })
    assert.deepEqual(readBack(text)[0]?.slice(1), [iso(at('08:00')), iso(at('10:00')), { user: { students: 350 } }])
    await assert.rejects(make(exams, { pool: 'usr', config }), /--pool: no pool `usr`; did you mean `user`\?/)
    const misspelt = file(
      'misspelt.csv',
      'course,students,date,begin,end,pool\nA,3,2026-03-24,09:00,11:00,lap\nB,3,2026-03-24,09:00,11:00,lab',
    )
    assert.deepEqual((await make(misspelt, { config })).unread, [
      `${misspelt}, line 2: no pool \`lap\`; did you mean \`lab\`?`,
    ])
  })
  it('says each row that is lost, and of a table that is all lost gives nothing', async () => {
    const some = file(
      'some.csv',
      'course,students,date,begin,end\nA,3,2026-03-24,09:00,11:00\nB,many,2026-03-24,09:00,11:00',
    )
    const { text, unread } = await make(some)
    assert.equal(readBack(text).length, 1)
    assert.equal(unread?.length, 1)
    assert.match(unread?.[0] ?? '', /some\.csv, line 3, column «students»: .*many/)
    const none = file('none.csv', 'course,students,date,begin,end\nB,many,2026-03-24,09:00,11:00')
    await assert.rejects(make(none), /^InputError: no row of .*none\.csv can be read\n {2}.*line 2, column «students»/)
  })
  it('reads what Excel writes on Windows, and UTF-16', async () => {
    const text = 'Prüfung;Anzahl;Datum;Beginn;Ende\r\nÖkonomie;3;24.03.2026;09:00;11:00\r\n'
    const windows = file('windows.csv', Buffer.from(text, 'latin1'))
    const utf16 = file('utf16.csv', Buffer.from(`\uFEFF${text}`, 'utf16le'))
    for (const path of [windows, utf16]) assert.equal(readBack((await make(path)).text)[0]?.[0], 'Ökonomie')
  })
  it('says of each option what would be right', async () => {
    await assert.rejects(
      make(exams, { columns: 'studens=Students' }),
      /--columns studens=Students: .*did you mean students\?/,
    )
    await assert.rejects(make(exams, { columns: 'students' }), /write it like students=Enrolled/)
    await assert.rejects(make(exams, { duration: 'long' }), /--duration long is no length of time/)
    await assert.rejects(make(exams, { timezone: 'Mars' }), /--timezone Mars is no time zone/)
    await assert.rejects(make(join(folder, 'none')), /there is no such file/)
  })
})
