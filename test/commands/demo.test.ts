import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify, stripVTControlCharacters } from 'node:util'
import { demo } from '../../src/commands/demo.ts'
import type { Terminal } from '../../src/commands/demo-screen.ts'
import { explain } from '../../src/commands/explain.ts'

const CLI = join(import.meta.dirname, '../../src/cli.ts')
const ESCAPE = '\u001b'

/** A folder that goes with the test. */
async function folder(t: { after(done: () => Promise<void>): void }): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'warmseats-test-'))
  t.after(() => rm(path, { recursive: true }))
  return path
}

function paper(more: Partial<Terminal> = {}): Terminal & { text(): string } {
  let text = ''
  return {
    ...more,
    write: (more) => {
      text += more
    },
    text: () => text,
  }
}

const untouched = () => new AbortController().signal

test('through a pipe: at once, a block every five minutes, the log, the comparison, no escape codes', async (t) => {
  const startedMs = performance.now()
  const args = [CLI, 'demo', '--keep', await folder(t)]
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args)
  assert.ok(performance.now() - startedMs < 20_000)
  assert.equal(stderr, '')
  assert.ok(!stdout.includes(ESCAPE))
  assert.equal(stdout.match(/^\d\d:\d[05] {2}\d+ nodes? ready/gm)?.length, 15)
  for (const line of [
    '08:20:00  event soon  08:50 Midterm: user 4',
    '08:50:00  placeholders scaled  user 0 → 3: "Midterm" asks 4 placeholders; node user-1 already has room',
    '09:10:30  placeholders scaled  user 4 → 1: the config asks 1 placeholder',
  ])
    assert.ok(stdout.split('\n').includes(line), line)
  assert.match(
    stdout,
    /^\d+ of 28 students waited more than 30 s without placeholders, 0 with them, \+\d\.\d node-hours\.$/m,
  )
  assert.match(stdout, /npm run demo -- --seed 2/)
})

test('what it leaves behind can be asked: explain says what the demo did', async (t) => {
  const keep = await folder(t)
  const out = paper()
  await demo({ seed: 1, keep }, out, untouched())
  assert.deepEqual((await readdir(keep)).sort(), [
    'deployments.json',
    'midterm.ics',
    'nodes.json',
    'pods.json',
    'values.yaml',
  ])
  const file = (name: string) => join(keep, name)
  const said = await explain({
    config: file('values.yaml'),
    nodes: file('nodes.json'),
    pods: file('pods.json'),
    deployments: file('deployments.json'),
    calendar: file('midterm.ics'),
    at: '2026-03-24T08:58:00Z',
    output: 'text',
  })
  assert.match(said, /user: 3 placeholders, because "Midterm" asks 4 placeholders; node user-1 already has room/)
  assert.match(out.text(), /--at 2026-03-24T08:58:00Z/)
})

test('at a terminal: panes in place, and what stood there before comes back', async (t) => {
  const out = paper({ isTTY: true, columns: 100, rows: 30 })
  await demo({ seed: 1, speed: 20_000, keep: await folder(t) }, out, untouched())
  const text = out.text()
  assert.ok(text.startsWith(`${ESCAPE}[?1049h`))
  const left = text.indexOf(`${ESCAPE}[?1049l`)
  assert.ok(left > 0)
  assert.ok(text.slice(0, left).includes('User nodes'))
  assert.match(stripVTControlCharacters(text.slice(left)), /09:30:00 {3}Warmseats demo[\s\S]*user-4[\s\S]*0 with them/)
})

test('broken off: the terminal is left as it was, nothing else is said', async () => {
  const out = paper({ isTTY: true, columns: 100, rows: 30 })
  const controller = new AbortController()
  const running = demo({ seed: 1, speed: 1 }, out, controller.signal)
  setImmediate(() => controller.abort())
  await running
  assert.ok(out.text().includes(`${ESCAPE}[?25h${ESCAPE}[?1049l`))
  assert.ok(!out.text().includes('waited more than'))
})

for (const [option, value] of [
  ['--speed', 'fast'],
  ['--speed', '-1'],
  ['--seed', '1.5'],
] as const)
  test(`${option} ${value} is refused in a sentence`, async () => {
    const options = {
      seed: option === '--seed' ? Number(value) : 1,
      ...(option === '--speed' ? { speed: Number(value) } : {}),
    }
    await assert.rejects(demo(options, paper(), untouched()), {
      name: 'InputError',
      message: new RegExp(`^${option} is`),
    })
  })
