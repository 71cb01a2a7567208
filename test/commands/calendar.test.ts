import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { after, describe, it } from 'node:test'
import { calendar } from '../../src/commands/calendar.ts'
import { plan } from '../../src/commands/plan/plan.ts'
import { InputError } from '../../src/commands/read-input.ts'
import { ics, vevent } from '../domain/calendar/support.ts'
import { MIDTERM } from './midterm.ts'

const CLI = join(import.meta.dirname, '../../src/cli.ts')
const folder = mkdtempSync(join(tmpdir(), 'warmseats-calendar-'))
after(() => rmSync(folder, { recursive: true }))
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

const midterm = file('midterm.ics', MIDTERM)
const DAY = { from: '2026-03-24T00:00:00Z', to: '2026-03-25T00:00:00Z' }
const NOW = Date.parse('2026-03-24T07:00:00Z')
const json = async (urls: string[], options: object = {}) =>
  JSON.parse((await calendar(urls, { ...DAY, output: 'json', ...options }, NOW)).text)

describe('warmseats calendar', () => {
  it('lists every occurrence by start, in UTC, also those that ask nothing, and what is wrong', async () => {
    assert.deepEqual(await json([midterm]), {
      events: [
        {
          uid: 'l',
          summary: 'Lunch',
          start: '2026-03-24T06:00:00Z',
          end: '2026-03-24T07:00:00Z',
          allDay: false,
          demand: {},
        },
        {
          uid: 'm',
          summary: 'Midterm',
          start: '2026-03-24T08:00:00Z',
          end: '2026-03-24T09:00:00Z',
          allDay: false,
          demand: { user: { integer: 2 } },
        },
      ],
      problems: [
        {
          uid: 'b',
          text: 'event "Broken" (uid b): line 26: DTSTART is no date or time: «soon»; this event is left out',
        },
      ],
      remarks: [],
    })
  })
  it('with a config knows the pools: names are checked, and what names none has its pool', async () => {
    const values = (more: string) =>
      file('pools.yaml', `nodePools: {user: {nodeSelector: {a: b}}, lab: {nodeSelector: {a: c}}}\n${more}`)
    const named = file(
      'named.ics',
      ics(
        vevent('UID:a\nSUMMARY:A\nDTSTART:20260324T080000Z\nDURATION:PT1H\nDESCRIPTION:students: 120\\nLab: 2'),
        vevent(
          'UID:b\nSUMMARY:B\nDTSTART:20260324T090000Z\nDURATION:PT1H\nDESCRIPTION:usr: {students: 3}\\nstudents: 5\\nuser: {students: 7}',
        ),
      ),
    )
    const known = await json([named], { config: values('defaultPool: user') })
    assert.deepEqual(
      known.events.map(({ demand }: { demand: unknown }) => demand),
      [{ lab: { integer: 2 }, user: { students: 120 } }, { user: { students: 12 } }],
    )
    assert.match(JSON.stringify(known.problems), /no pool `usr`; did you mean `user`\?/)
    assert.deepEqual(known.remarks, [
      { text: 'entries that name no pool are of `user`, the default pool' },
      { uid: 'a', text: 'event "A" (uid a): «Lab: 2»: read as `lab: 2`' },
    ])
    const without = await json([named], { config: values('') })
    assert.deepEqual(without.events[0].demand, { lab: { integer: 2 } })
    assert.match(
      JSON.stringify(without.problems),
      /it names no pool, and there are several; write `user: \{students: 120\}`/,
    )
  })
  it('is in the time zone of the config, unless another is said', async () => {
    const config = file('zone.yaml', 'nodePools: {user: {nodeSelector: {a: b}}}\ncalendarTimezone: America/Los_Angeles')
    const floating = file('floating.ics', ics(vevent('UID:f\nDTSTART:20260324T080000\nDURATION:PT1H')))
    const [ofConfig, said] = await Promise.all([
      json([floating], { config }),
      json([floating], { config, timezone: 'Europe/Berlin' }),
    ])
    assert.deepEqual(
      [ofConfig, said].map(({ events }) => events[0].start),
      ['2026-03-24T15:00:00Z', '2026-03-24T07:00:00Z'],
    )
  })
  it('says how a line is read that is not written as documented, once for all occurrences of its event', async () => {
    const written = file(
      'written.ics',
      ics(
        vevent(
          'UID:s\nSUMMARY:Data 8\nDTSTART:20260324T080000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY\nDESCRIPTION:350 people\\nusers: 3',
        ),
      ),
    )
    const { events, problems, remarks } = await json([written], { to: '2026-03-26T00:00:00Z' })
    assert.deepEqual(
      events.map(({ demand }: { demand: unknown }) => demand),
      [{ students: 350 }, { students: 350 }],
    )
    const where = 'event "Data 8" (uid s)'
    assert.deepEqual(remarks, [{ uid: 's', text: `${where}, description: «350 people»: read as \`students: 350\`` }])
    assert.deepEqual(problems, [
      {
        uid: 's',
        text: `${where}: «users: 3»: no pool is called so; \`students: 3\` would be right where so many come`,
      },
    ])
    const { text } = await calendar([written], { ...DAY, output: 'text' }, NOW)
    assert.match(text, /\n\nRemarks\n {2}event "Data 8" \(uid s\), description: «350 people»: read as/)
  })
  it('what overlaps by a millisecond is in, what ends or begins at a limit is not', async () => {
    const uids = async (from: string, to: string) =>
      (await json([midterm], { from, to })).events.map(({ uid }: { uid: string }) => uid)
    assert.deepEqual(await uids('2026-03-24T08:59:59.999Z', '2026-03-24T12:00Z'), ['m'])
    assert.deepEqual(await uids('2026-03-24T09:00Z', '2026-03-24T12:00Z'), [])
    assert.deepEqual(await uids('2026-03-24T07:00Z', '2026-03-24T08:00Z'), [])
  })
  it('lists the event’s own time, not its lead time, and reads dates in --timezone', async () => {
    const { events } = await json([midterm], { from: '2026-03-25', to: '2026-03-26', timezone: 'America/Los_Angeles' })
    assert.deepEqual(events, [
      {
        uid: 'w',
        summary: 'Whole day',
        start: '2026-03-25T07:00:00Z',
        end: '2026-03-26T07:00:00Z',
        allDay: true,
        demand: { lab: { integer: 1 } },
      },
    ])
  })
  it('follows series for years, forwards and back', async () => {
    const weekly = file('weekly.ics', ics(vevent('DTSTART:20200106T090000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY')))
    assert.equal((await json([weekly], { from: '2019-01-01', to: '2021-01-01' })).events.length, 52)
    assert.equal((await json([weekly], { from: '2030-01-01', to: '2031-01-01' })).events.length, 52)
  })
  it('several files are one calendar; one that cannot be read is a problem', async () => {
    const html = file('page.ics', '<html>')
    const { events, problems } = await json([midterm, midterm, html])
    assert.equal(events.length, 2)
    assert.match(problems[0].text, /^calendar 3 \(file page\.ics\): this is an HTML page/)
    const { unread } = await calendar([midterm, html], { ...DAY, output: 'text' }, NOW)
    assert.match(unread?.join() ?? '', /^calendar 2 \(file page\.ics\): this is an HTML page/)
    assert.deepEqual((await calendar([midterm], { ...DAY, output: 'text' }, NOW)).unread, [])
  })
  it('for people', async () => {
    const { text } = await calendar(
      [midterm],
      { ...DAY, to: '2026-03-27', output: 'text', timezone: 'Europe/Berlin' },
      NOW,
    )
    assert.equal(
      text,
      [
        'when                                    asks     event',
        'Tue 2026-03-24 07:00 – 08:00            –        Lunch',
        'Tue 2026-03-24 09:00 – 10:00            user: 2  Midterm',
        'Wed 2026-03-25 00:00 – Thu 03-26 00:00  lab: 1   Whole day',
        '',
        'Problems',
        '  event "Broken" (uid b): line 26: DTSTART is no date or time: «soon»; this event is left out',
      ].join('\n'),
    )
  })
  for (const [options, says] of [
    [
      { from: 'soon' },
      /--from soon is no instant; write now, today, tomorrow, 14:30, \+7d, or ISO 8601 such as 2026-03-24T09:00/,
    ],
    [{ from: '2026-03-25', to: '2026-03-24' }, /--to 2026-03-24 is not after --from 2026-03-25/],
    [{ timezone: 'Mars' }, /--timezone Mars is no time zone/],
  ] as const)
    it(`refuses ${JSON.stringify(options)}`, () =>
      assert.rejects(json([midterm], options), (error) => error instanceof InputError && says.test(error.message)))
  it('is a command: nothing readable is exit code 2, with the same answer', async () => {
    const run = (path: string) =>
      new Promise<[number | string | null | undefined, string]>((done) =>
        execFile(
          process.execPath,
          ['src/cli.ts', 'calendar', path, '--from', DAY.from, '--to', DAY.to, '--output', 'json'],
          (error, stdout) => done([error?.code ?? 0, stdout]),
        ),
      )
    const [[code, text], [broken, said]] = await Promise.all([run(midterm), run('/no/such.ics')])
    assert.deepEqual([code, JSON.parse(text).events.length], [0, 2])
    assert.deepEqual(
      [broken, JSON.parse(said)],
      [
        2,
        {
          events: [],
          problems: [{ text: 'calendar (file such.ics): it cannot be read: there is no such file' }],
          remarks: [],
        },
      ],
    )
  })
})

describe('calendars on the command line', () => {
  const at = (cwd: string, ...args: string[]) =>
    new Promise<string>((done) =>
      execFile(process.execPath, [CLI, ...args, '--from', DAY.from, '--to', DAY.to], { cwd }, (_, stdout) =>
        done(stdout),
      ),
    )
  it('a plain name is a file if it is there, with folders too', async () => {
    assert.match(await at(folder, 'calendar', 'midterm.ics'), /Midterm/)
    assert.match(await at(dirname(folder), 'calendar', join(basename(folder), 'midterm.ics')), /Midterm/)
    file('bare.yaml', 'nodePools: {user: {nodeSelector: {a: b}}}')
    assert.match(
      await at(folder, 'plan', '--config', 'bare.yaml', '--calendar', 'midterm.ics'),
      / 2 placeholders +Midterm\n/,
    )
  })
  it('one that is not there may be an address without its scheme, and is not told', async () => {
    const said = await at(folder, 'calendar', 'calendar.example.edu/s3cret.ics')
    assert.match(said, /calendar: its address has no https:\/\/ in front; a file is written .*\.\/a\/path/)
    assert.doesNotMatch(said, /s3cret/)
    assert.match(
      await at(folder, 'calendar', './mistrem.ics'),
      /file mistrem\.ics\): it cannot be read: there is no such/,
    )
  })
  it('in the config a plain name is no file, whatever lies beside it', async () => {
    const config = file('plain.yaml', JSON.stringify({ calendarUrl: 'midterm.ics' }))
    const refused = plan({ config, ...DAY, output: 'text' }, NOW)
    await assert.rejects(refused, /plain\.yaml is refused\n {2}calendarUrl: has no scheme that is read(?!.*midterm)/s)
  })
})
