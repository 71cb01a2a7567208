/**
 * Every command that prints what strangers wrote, run as at a terminal: titles, calendars, tables, profiles, names of nodes
 * and pods, what the API server and the running program answer. Whatever they wrote, it steers nothing.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { Command } from 'commander'
import { load } from 'js-yaml'
import { allCommands } from '../../src/commands/groups/all.ts'
import { fakeApi } from '../kubernetes/support/fake-api.ts'
import { fc } from '../support/properties.ts'
import { EVERYTHING, hostile, steeringIn } from '../terminal/hostile.ts'
import { kubeconfigOf } from './cluster/kubeconfig.ts'
import { STATUS, statusServer } from './status/status-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'warmseats-hostile-'))
// Commands say by it how they ended.
const { exitCode } = process
after(() => rmSync(folder, { recursive: true }))
const file = (name: string, content: string | object): string => {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  return join(folder, name)
}

/** What a command prints at a terminal. The runner of the tests speaks to its parent on stdout too, in bytes. */
async function printed(words: readonly string[]): Promise<string> {
  const said: string[] = []
  const streams = [process.stdout, process.stderr].map((stream) => ({
    stream,
    write: stream.write,
    isTTY: stream.isTTY,
  }))
  for (const { stream, write } of streams) {
    stream.isTTY = true
    stream.write = (chunk: string | Uint8Array, ...rest: []) =>
      typeof chunk === 'string' ? said.push(chunk) > 0 : write.call(stream, chunk, ...rest)
  }
  try {
    await allCommands(new Command('warmseats').exitOverride()).parseAsync(['node', 'warmseats', ...words])
  } finally {
    for (const { stream, write, isTTY } of streams) Object.assign(stream, { write, isTTY })
    process.exitCode = exitCode
  }
  return said.join('')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: our own colours
const OURS = /\u001b\[(?:1|22|31|32|33|39|90)m/g

async function assertPlain(words: readonly string[], text: string): Promise<void> {
  const said = (await printed(words)).replaceAll(OURS, '')
  assert.deepEqual(steeringIn(said), [], `${words.join(' ')}: ${JSON.stringify(said)}`)
  assert.ok(said.length > 0, words.join(' '))
  if (text === EVERYTHING) assert.match(said, /Exam.?.?.?.?.?.?.?\[2J/, `${words.join(' ')}: it does not say it at all`)
}

const ONE_PERSON = { kind: 'burst', name: 'student', people: 1, at: '08:58', over: '1m' }

/** Files in which that text stands wherever somebody can write one, and each command that reads them. */
function commandsOn(text: string): readonly (readonly string[])[] {
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', `X-WR-CALNAME:${text}`, 'BEGIN:VEVENT', `UID:${text}`],
    ...['DTSTART:20260324T090000Z', 'DTEND:20260324T103000Z', `SUMMARY:${text}`],
    ...[`DESCRIPTION:students: 40\\n${text}: 3\\nlab: ${text}`, 'END:VEVENT', 'END:VCALENDAR', ''],
  ]
  const calendar = file('classes.ics', lines.join('\r\n'))
  const pools = { user: { nodeSelector: { pool: 'user' }, seat: { requests: { memory: '1Gi' } } } }
  const config = file('values.yaml', {
    nodePools: pools,
    schedule: [{ name: text, start: '2026-03-24T09:00', duration: '1h', pools: { user: 4 } }],
  })
  const bad = file('bad.yaml', { nodePools: pools, [text]: text })
  const labels = { pool: 'user' }
  const node = { metadata: { name: text, uid: 'n', labels }, status: { allocatable: { cpu: '4', memory: '8Gi' } } }
  const condition = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: text }
  const pod = {
    metadata: { name: text, namespace: text, uid: 'p', labels: { 'hub.jupyter.org/username': text } },
    spec: { nodeName: text, containers: [] },
    status: { phase: 'Pending', conditions: [condition] },
  }
  const nodes = file('nodes.json', { kind: 'List', items: [node] })
  const pods = file('pods.json', { kind: 'List', items: [pod] })
  const cells = text.replaceAll(/["\r]/g, '')
  const table = file(
    'exams.csv',
    `course,students,date,begin,end\n"${cells}",30,2026-03-24,09:00,11:00\n"${cells}",x,y,z,\n`,
  )
  const profiles = file('profiles.yaml', { profiles: [{ name: text, env: { A: text, [text]: 'b' } }], [text]: [] })
  const lecture = load(readFileSync(join(import.meta.dirname, '../../examples/scenarios/lecture-350.yaml'), 'utf8'))
  const about = { title: text, about: text, users: [ONE_PERSON], compare: ['none'] }
  const calendarOf = { events: [{ title: text, from: '09:00', to: '10:20', description: `user: 2\n${text}: 1` }] }
  const scenario = file('scenario.yaml', { ...(lecture as object), ...about, calendar: calendarOf })
  const week = ['--from', '2026-03-24', '--to', '+7d']
  const files = ['--nodes', nodes, '--pods', pods]
  return [
    ['calendar', calendar, ...week],
    ['calendar', calendar, '--config', config, ...week, '-o', 'json'],
    ['plan', '--config', config, '--calendar', calendar, ...week],
    ['plan', '--config', config, '--calendar', calendar, ...week, '-o', 'json'],
    ['plan', '--config', config, '--calendar', calendar, ...week, '-o', 'svg'],
    ['explain', '--config', config, '--calendar', calendar, ...files, '--at', '2026-03-24T09:10'],
    ['explain', '--config', config, '--calendar', calendar, ...files, '--at', '2026-03-24T09:10', '-o', 'json'],
    ['explain', '--config', bad, ...files],
    ['import', table],
    ['import', table, '--as', 'schedule'],
    ['simulate', '--scenario', scenario],
    ['simulate', '--scenario', scenario, '-o', 'json'],
    ['profiles', 'check', profiles],
    ['profiles', 'render', '--profiles', profiles, '--user', text, '--explain'],
    ['utilization', ...files],
  ]
}

describe('what strangers write steers no terminal', () => {
  it('all of it, from each command that reads files', async () => {
    for (const words of commandsOn(EVERYTHING)) await assertPlain(words, EVERYTHING)
  })

  it('and whatever else', () =>
    fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        for (const words of commandsOn(text)) await assertPlain(words, text)
      }),
      { numRuns: 5 },
    ))

  it('what an API server answers, whichever command asked', async () => {
    await using api = await fakeApi()
    using files = kubeconfigOf(api)
    api.serve((exchange) => exchange.refuse(403, { message: EVERYTHING }))
    const place = ['--kubeconfig', files.kubeconfig]
    for (const words of [
      ['status'],
      ['doctor'],
      ['explain'],
      ['plan'],
      ['forecast'],
      ['hold', 'user', '--for', '1h', '--students', '3'],
      ['release', 'user'],
      ['version'],
      ['scale', '--dry-run'],
      ['record', '--now'],
      ['uncordon-all'],
    ])
      await assertPlain([...words, ...place], EVERYTHING)
  })

  for (const output of ['text', 'json'])
    it(`what the running program says of itself, as ${output}`, async () => {
      const at = new Date().toISOString()
      const verdict = { state: 'bad', text: EVERYTHING, parts: [EVERYTHING], causes: [] }
      const problems = [{ level: 'bad', where: EVERYTHING, text: EVERYTHING }]
      await using server = await statusServer((exchange) => exchange.answer(200, { ...STATUS, at, verdict, problems }))
      await assertPlain(['status', '--kubeconfig', `${server.options.kubeconfig}`, '-o', output], EVERYTHING)
    })

  it('what another program says in its place', async () => {
    await using server = await statusServer((exchange) => exchange.answer(200, `<html>${EVERYTHING}`))
    await assertPlain(['status', '--kubeconfig', `${server.options.kubeconfig}`], EVERYTHING)
  })
})
