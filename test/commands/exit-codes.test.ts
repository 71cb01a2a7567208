/**
 * Every command × what can be wrong with its input: exit code 2, a sentence on stderr and no stack, and nothing on stdout,
 * or a partial answer of which stderr says what is not in it.
 */
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, describe, it } from 'node:test'
import { Command } from 'commander'
import { allCommands } from '../../src/commands/groups/all.ts'
import { callOf } from '../../src/commands/groups/manners.ts'
import { inProcess, type Run } from './in-process.ts'

const ROOT = join(import.meta.dirname, '../..')
const CLI = join(ROOT, 'src/cli.ts')
const folder = mkdtempSync(join(tmpdir(), 'warmseats-exit-'))
after(() => rmSync(folder, { recursive: true }))
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

/** Of a server that was there a moment ago. */
const nowhere = await new Promise<number>((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const address = server.address()
    server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
  })
})

const MISSING = '/no/such/file'
const GOOD = join(ROOT, 'examples/explain/values.yaml')
const NODES = join(ROOT, 'examples/explain/nodes.json')
const PODS = join(ROOT, 'examples/explain/pods.json')
const SCENARIO = join(ROOT, 'examples/scenarios/lecture-350.yaml')
const BAD = file('bad.yaml', 'nodePools:\n  user: [')
const HTML = file('page.ics', '<html><body>Sign in</body></html>')
const STATE = file('state.json', JSON.stringify({ kind: 'ConfigMap' }))
const KUBECONFIG = file(
  'kubeconfig',
  JSON.stringify({
    'current-context': 'gone',
    clusters: [{ name: 'gone', cluster: { server: `http://127.0.0.1:${nowhere}` } }],
    users: [{ name: 'gone', user: { token: 'token' } }],
    contexts: [{ name: 'gone', context: { cluster: 'gone', user: 'gone', namespace: 'hub' } }],
  }),
)

const FILES = `--nodes ${NODES} --pods ${PODS}`
const CLUSTER = `--kubeconfig ${KUBECONFIG}`
const WEEK = '--from 2026-03-24 --to +7d'

type Fault = 'a missing file' | 'bad YAML' | 'an unreachable cluster' | 'an unreadable calendar'

/** undefined: the command reads no such thing. */
const TABLE: Readonly<Record<string, Readonly<Record<Fault, string | undefined>>>> = {
  // A controller that finds no config asks the cluster for its last good one, and goes on asking while there is none: that
  // is said in the log (test/e2e/api-server.test.ts, test/e2e/calendar.test.ts). Without a kubeconfig there is nothing to ask,
  // and one that names a cluster that is gone names one that comes back: it waits, which is `saysAndWaits` below.
  run: {
    'a missing file': `--config ${GOOD} --port 0 --kubeconfig ${MISSING}`,
    'bad YAML': `--config ${GOOD} --port 0 --kubeconfig ${BAD}`,
    'an unreachable cluster': `--config ${GOOD} --port 0 ${CLUSTER}`,
    'an unreadable calendar': undefined,
  },
  status: {
    'a missing file': `--kubeconfig ${MISSING}`,
    'bad YAML': `--kubeconfig ${BAD}`,
    'an unreachable cluster': CLUSTER,
    // It is a problem that the program tells: test/commands/status/said.test.ts.
    'an unreadable calendar': undefined,
  },
  explain: {
    'a missing file': `--config ${GOOD} --nodes ${MISSING} --pods ${PODS}`,
    'bad YAML': `--config ${BAD} ${FILES}`,
    'an unreachable cluster': CLUSTER,
    'an unreadable calendar': `--config ${GOOD} ${FILES} --calendar ${HTML}`,
  },
  plan: {
    'a missing file': `--config ${MISSING} ${WEEK}`,
    'bad YAML': `--config ${BAD} ${WEEK}`,
    'an unreachable cluster': `${CLUSTER} ${WEEK}`,
    'an unreadable calendar': `--config ${GOOD} --calendar ${HTML} ${WEEK} -o svg`,
  },
  doctor: {
    'a missing file': `--kubeconfig ${MISSING}`,
    'bad YAML': `--kubeconfig ${BAD}`,
    'an unreachable cluster': CLUSTER,
    // It is a finding: test/e2e/commands/doctor.test.ts.
    'an unreadable calendar': undefined,
  },
  forecast: {
    'a missing file': `--config ${GOOD} --state ${MISSING}`,
    'bad YAML': `--config ${BAD} --state ${MISSING}`,
    'an unreachable cluster': CLUSTER,
    'an unreadable calendar': `--config ${GOOD} --state ${STATE} --calendar ${HTML}`,
  },
  calendar: {
    'a missing file': `${MISSING}.ics ${WEEK}`,
    'bad YAML': `${join(ROOT, 'examples/calendars/midterm.ics')} --config ${BAD} ${WEEK}`,
    'an unreachable cluster': undefined,
    'an unreadable calendar': `${HTML} ${join(ROOT, 'examples/calendars/midterm.ics')} ${WEEK}`,
  },
  import: {
    'a missing file': MISSING,
    'bad YAML': `${join(ROOT, 'examples/calendars/exams.csv')} --config ${BAD}`,
    'an unreachable cluster': undefined,
    // A table of which a row is lost.
    'an unreadable calendar': file('some.csv', 'course,students,date,begin,end\nA,3,2026-03-24,9:00,11:00\nB,,,,'),
  },
  utilization: {
    'a missing file': `--nodes ${MISSING} --pods ${PODS}`,
    'bad YAML': `--nodes ${BAD} --pods ${PODS}`,
    'an unreachable cluster': undefined,
    'an unreadable calendar': undefined,
  },
  scale: {
    'a missing file': `--dry-run --config ${MISSING} ${CLUSTER}`,
    'bad YAML': `--dry-run --config ${BAD} ${CLUSTER}`,
    'an unreachable cluster': `--dry-run ${CLUSTER}`,
    // The decision is then careful, and «Not known» says why: test/e2e/commands/scale.test.ts.
    'an unreadable calendar': undefined,
  },
  'give-back': {
    'a missing file': `--state warmseats-state --kubeconfig ${MISSING}`,
    'bad YAML': `--state warmseats-state --kubeconfig ${BAD}`,
    'an unreachable cluster': `--state warmseats-state ${CLUSTER}`,
    'an unreadable calendar': undefined,
  },
  'uncordon-all': {
    'a missing file': `--kubeconfig ${MISSING}`,
    'bad YAML': `--kubeconfig ${BAD}`,
    'an unreachable cluster': CLUSTER,
    'an unreadable calendar': undefined,
  },
  hold: {
    'a missing file': `user --nodes 1 --for 1h --kubeconfig ${MISSING}`,
    'bad YAML': `user --nodes 1 --for 1h --kubeconfig ${BAD}`,
    'an unreachable cluster': `user --nodes 1 --for 1h ${CLUSTER}`,
    'an unreadable calendar': undefined,
  },
  release: {
    'a missing file': `user --kubeconfig ${MISSING}`,
    'bad YAML': `user --kubeconfig ${BAD}`,
    'an unreachable cluster': `user ${CLUSTER}`,
    'an unreadable calendar': undefined,
  },
  pull: {
    'a missing file': `--images a --kubeconfig ${MISSING}`,
    'bad YAML': `--images a --kubeconfig ${BAD}`,
    'an unreachable cluster': `--images a ${CLUSTER}`,
    'an unreadable calendar': undefined,
  },
  forget: {
    'a missing file': `--pool user --kubeconfig ${MISSING}`,
    'bad YAML': `--pool user --kubeconfig ${BAD}`,
    'an unreachable cluster': `--pool user ${CLUSTER}`,
    'an unreadable calendar': undefined,
  },
  version: {
    'a missing file': `--kubeconfig ${MISSING}`,
    'bad YAML': `--kubeconfig ${BAD}`,
    'an unreachable cluster': CLUSTER,
    'an unreadable calendar': undefined,
  },
  rehearse: {
    'a missing file': `--pool user --users 3 --kubeconfig ${MISSING}`,
    'bad YAML': `--pool user --users 3 --kubeconfig ${BAD}`,
    'an unreachable cluster': `--pool user --users 3 ${CLUSTER}`,
    'an unreadable calendar': undefined,
  },
  simulate: {
    'a missing file': `--scenario ${MISSING}`,
    'bad YAML': `--scenario ${BAD}`,
    'an unreachable cluster': undefined,
    'an unreadable calendar': `--scenario ${SCENARIO} --calendar ${HTML}`,
  },
  record: {
    'a missing file': `--now --config ${MISSING} ${CLUSTER}`,
    'bad YAML': `--now --config ${BAD} ${CLUSTER}`,
    'an unreachable cluster': `--now --config ${GOOD} ${CLUSTER}`,
    'an unreadable calendar': undefined,
  },
  demo: {
    'a missing file': `--report ${MISSING}/report.html`,
    'bad YAML': undefined,
    'an unreachable cluster': undefined,
    'an unreadable calendar': undefined,
  },
  'profiles render': {
    'a missing file': `--profiles ${MISSING} --user ada`,
    'bad YAML': `--profiles ${join(ROOT, 'examples/profiles/profiles.yaml')} --pod ${BAD} --user ada`,
    'an unreachable cluster': undefined,
    'an unreadable calendar': undefined,
  },
  'profiles check': {
    'a missing file': MISSING,
    'bad YAML': undefined,
    'an unreachable cluster': undefined,
    'an unreadable calendar': undefined,
  },
}

const ENV = { KUBECONFIG: MISSING, HOME: folder }
const wordsOf = (line: string) => line.split(' ').filter(Boolean)

/** As a process of its own. */
const warmseats = (line: string): Promise<Run> =>
  new Promise((done) => {
    const options = { env: { ...process.env, ...ENV }, timeout: 60_000, killSignal: 'SIGKILL' } as const
    execFile(process.execPath, [CLI, ...wordsOf(line)], options, (error, stdout, stderr) =>
      done({ code: error ? (error.code ?? error.signal) : 0, stdout, stderr }),
    )
  })

/** The controller writes its log past Node, and goes on; the other shows that all of it holds of the program too. */
const AS_PROGRAMS = ['run', 'explain']

const STACK = /^\s+at |node:internal|\bundefined\b|\[object/m

function isSaid({ code, stdout, stderr }: Run) {
  assert.equal(code, 2, stderr)
  assert.doesNotMatch(stderr, STACK)
  assert.match(stderr, /^warmseats[ a-z-]*: \S.{10,}/)
  if (stdout !== '') assert.match(stderr, /^warmseats: could not be read, so the answer is without it: \S/)
}

/** A controller says that nobody answers, goes on asking, and ends well when it is told to. */
async function saysAndWaits(line: string): Promise<void> {
  const child = spawn(process.execPath, [CLI, ...line.split(' ')], { timeout: 60_000, killSignal: 'SIGKILL' })
  let stderr = ''
  child.stderr.on('data', (text) => {
    stderr += text
  })
  const ended = once(child, 'exit')
  const said = []
  for await (const text of createInterface({ input: child.stdout })) {
    const { level, msg, because = '' } = JSON.parse(text)
    said.push(`${level} ${msg}: ${because}`)
    if (msg === 'cluster lost') child.kill('SIGTERM')
  }
  assert.match(
    said.join('\n'),
    /^warn cluster lost: could not list .* refused the connection.*\ninfo stopping: \ninfo stopped: $/m,
  )
  assert.deepEqual([await ended, stderr], [[0, null], ''])
}

const runOf = (command: string, line: string): Promise<Run> =>
  AS_PROGRAMS.includes(command)
    ? warmseats(`${command} ${line}`)
    : inProcess([...wordsOf(command), ...wordsOf(line)], ENV)

/** Every command that has no further ones below it. */
const leavesOf = (command: Command): Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf)
const program = allCommands(new Command('warmseats'))
const nameOf = (command: Command) => callOf(command).slice('warmseats '.length)

describe('what a command cannot read', () => {
  for (const [command, faults] of Object.entries(TABLE))
    for (const [fault, line] of Object.entries(faults))
      if (line !== undefined)
        it(`${command}: ${fault}`, async () => {
          if (command === 'run' && fault === 'an unreachable cluster') return saysAndWaits(`${command} ${line}`)
          const ran = await runOf(command, line)
          // What a controller writes to stdout is its log, and no answer.
          isSaid(command === 'run' ? { ...ran, stdout: '' } : ran)
        })
})

describe('an unknown option', { concurrency: 2 }, () => {
  for (const name of leavesOf(program)
    .map(nameOf)
    .filter((one) => one !== '__complete'))
    it(name, async () => {
      const line = Object.values(TABLE[name] ?? {}).find((one) => one !== undefined) ?? ''
      const ran = await warmseats(`${name} ${line} --nonsense`)
      isSaid(ran)
      assert.equal(ran.stderr.trim().split('\n').length, 1)
      assert.match(ran.stderr, /unknown option '--nonsense'; .*see warmseats .*--help/)
    })
})

it('the table has every command that reads something', () => {
  const QUIET = ['completion', '__complete']
  const names = leavesOf(program)
    .map(nameOf)
    .filter((name) => !QUIET.includes(name))
  assert.deepEqual(Object.keys(TABLE).toSorted(), names.toSorted())
})

it('every command has an example in its help', () => {
  for (const command of leavesOf(program)) {
    let help = ''
    command.configureOutput({
      writeOut: (text) => {
        help += text
      },
    })
    command.outputHelp()
    assert.match(help, new RegExp(`\\nExamples?:\\n {2}.*${callOf(command)}\\b`), callOf(command))
  }
})
