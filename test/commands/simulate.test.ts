import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { InputError } from '../../src/commands/read-input.ts'
import { simulate } from '../../src/commands/simulate.ts'

const SCENARIO = `title: Small
start: 2026-03-24 08:00
end: 2026-03-24 09:00
pools: {user: {node: {cpu: 8, memory: 32Gi}, seat: {memory: 4Gi}}}
users: [{kind: trace, file: who.csv}]
calendar: {ics: some.ics}
`
const ICS = (count: number) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//test//EN',
    'BEGIN:VEVENT',
    'UID:one',
    'DTSTAMP:20260324T080000Z',
    'DTSTART:20260324T081000Z',
    'DTEND:20260324T083000Z',
    'SUMMARY:Exam',
    `DESCRIPTION:user: ${count}`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n')

describe('warmseats simulate', () => {
  let folder: string
  const file = (name: string) => join(folder, name)
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'warmseats-simulate-'))
    await writeFile(file('small.yaml'), SCENARIO)
    await writeFile(file('who.csv'), 'time,user,pool,cpu,memory,stay\n600,ada,user,,4Gi,20m\n')
    await writeFile(file('some.ics'), ICS(2))
    await writeFile(file('other.ics'), ICS(3))
    await writeFile(
      file('values.yaml'),
      'nodePools: {user: {nodeSelector: {a: b}, replicas: 1, resources: {requests: {memory: 28Gi}}}}\n',
    )
    await writeFile(file('wrong.yaml'), `${SCENARIO}podstart: 3s\n`)
  })
  after(() => rm(folder, { recursive: true }))

  it('files that the scenario names lie beside it; none is the default comparison', async () => {
    const report = JSON.parse(await simulate({ scenario: file('small.yaml'), output: 'json' }))
    assert.deepEqual(
      report.policies.map(({ policy, waits }: { policy: string; waits: { people: number } }) => [policy, waits.people]),
      [
        ['warmseats', 1],
        ['none', 1],
      ],
    )
  })

  it('values and a calendar of your own', async () => {
    const options = { scenario: file('small.yaml'), config: file('values.yaml'), output: 'text' } as const
    const text = await simulate({ ...options, calendar: file('other.ics'), compare: 'static:2, polling,static:2' })
    assert.match(text, /08:00 {2}user 0 → 1: the config asks 1 placeholder/)
    assert.match(text, /08:10 {2}user 1 → 3: "Exam" asks 3 placeholders/)
    assert.equal(text.match(/^static:2 /gm)?.length, 1)
    assert.match(text, /^polling /m)
  })

  it('the schedule of the values counts, as on a cluster', async () => {
    const schedule = '{name: Quiz, start: "2026-03-24T08:20Z", end: "2026-03-24T08:40Z", pools: {user: 4}}'
    const values = `nodePools: {user: {nodeSelector: {a: b}, resources: {requests: {memory: 28Gi}}}}\nschedule: [${schedule}]\n`
    await writeFile(file('scheduled.yaml'), values)
    const text = await simulate({ scenario: file('small.yaml'), config: file('scheduled.yaml'), output: 'text' })
    assert.match(text, /08:20 {2}user 2 → 4: .*"Quiz" asks? 4 placeholders/)
  })

  it('people who come outside of its time are told in each report that has words', async () => {
    const note = '1 of 2 visits lie outside of start–end'
    await writeFile(
      file('who-late.csv'),
      'time,user,pool,cpu,memory,stay\n600,ada,user,,4Gi,20m\n9000,bob,user,,4Gi,20m\n',
    )
    await writeFile(file('late.yaml'), SCENARIO.replace('who.csv', 'who-late.csv'))
    const told = (output: 'text' | 'json' | 'html') => simulate({ scenario: file('late.yaml'), output })
    assert.match(await told('text'), new RegExp(`^warning: users\\.0: ${note}$`, 'm'))
    assert.deepEqual(JSON.parse(await told('json')).warnings, [{ where: 'users.0', text: note }])
    assert.ok((await told('html')).includes(`users.0: ${note}`))
  })

  const refused = async (options: object, message: RegExp) =>
    assert.rejects(
      simulate({ scenario: file('small.yaml'), output: 'text', ...options }),
      (error) => error instanceof InputError && message.test(error.message),
    )

  it('what can be mended is said in one message', async () => {
    await refused({ scenario: file('nowhere.yaml') }, /there is no such file/)
    await refused({ scenario: file('wrong.yaml') }, /wrong\.yaml is refused\n {2}scenario: Unrecognized key.*podstart/)
    await refused(
      { compare: 'magic' },
      /--compare magic is no policy; write none, static:3, polling, one of these with \+data-8/,
    )
    await refused({ config: file('who.csv') }, /is refused/)
    await refused(
      { calendar: file('values.yaml') },
      /small\.yaml is refused\n {2}--calendar: .*values\.yaml cannot be used: ./,
    )
  })
})
