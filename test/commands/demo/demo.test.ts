import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { promisify, stripVTControlCharacters } from 'node:util'
import { demo } from '../../../src/commands/demo/demo.ts'
import type { Terminal } from '../../../src/commands/demo/screen.ts'
import { simulate } from '../../../src/commands/simulate.ts'

const ROOT = join(import.meta.dirname, '../../..')
const ESCAPE = '\u001b'
// Whatever this test runs in: on a dumb one the demo says plain lines.
const { TERM } = process.env
before(() => {
  process.env.TERM = 'xterm'
})
after(() => {
  if (TERM === undefined) delete process.env.TERM
  else process.env.TERM = TERM
})

/** A report in a folder that goes with the test. */
async function file(t: { after(done: () => Promise<void>): void }): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'warmseats-test-'))
  t.after(() => rm(path, { recursive: true }))
  return join(path, 'report.html')
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

it('through a pipe: plain lines, each change with its reason, the comparison, the report', async (t) => {
  const report = await file(t)
  const args = [join(ROOT, 'src/cli.ts'), 'demo', '--report', report]
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args)
  assert.equal(stderr, '')
  assert.ok(!stdout.includes(ESCAPE))
  assert.match(stdout, /^08:\d\d:\d\d {2}user 0 → \d+: "Data 8 lecture" asks 350 students; \d+ by \d\d:\d\d; 0 came; /m)
  assert.match(
    stdout,
    /^\d{3} people waited more than 30 s under the old rule, 0 with Warmseats, [+−]\d\.\d node-hours\.$/m,
  )
  for (const name of ['Warmseats', 'no placeholders', 'always 3 placeholders', 'the old rule'])
    assert.match(stdout, new RegExp(`^${name} +\\d+ of 355 `, 'm'))
  assert.ok(stdout.includes(report))
  assert.match(await readFile(report, 'utf8'), /^<!doctype html>/)
})

it('it is what `warmseats simulate` says of the same scenario', async (t) => {
  const out = paper()
  const report = await file(t)
  await demo({ report }, out, untouched())
  const options = { scenario: join(ROOT, 'examples/scenarios/lecture-350.yaml') }
  assert.equal(await readFile(report, 'utf8'), await simulate({ ...options, output: 'html' }))
  const { policies } = JSON.parse(await simulate({ ...options, output: 'json' }))
  const paid = policies.map(({ nodeHours }: { nodeHours: { paid: number } }) => nodeHours.paid.toFixed(1))
  const rows = out.text().match(/^.* \d+ of 355 .*$/gm) ?? []
  assert.deepEqual(
    rows.map((row) => / s +(\d+\.\d)/.exec(row)?.[1]),
    paid,
  )
})

it('at a terminal: in place, what stood there before comes back, and what was done is left to read', async (t) => {
  const out = paper({ isTTY: true, columns: 100, rows: 30 })
  await demo({ speed: 20_000, report: await file(t) }, out, untouched())
  const text = out.text()
  const entered = text.indexOf(`${ESCAPE}[?1049h`)
  const left = text.indexOf(`${ESCAPE}[?1049l`)
  assert.ok(entered > 0 && left > entered)
  assert.match(stripVTControlCharacters(text.slice(entered, left)), /People +\d+ at work/)
  const rest = stripVTControlCharacters(text.slice(left))
  assert.match(rest, /08:\d\d:\d\d {2}user 0 → [\s\S]*user \d+ → 0: [\s\S]*0 with Warmseats/)
  assert.ok(
    Math.max(
      ...rest
        .split('\n')
        .slice(0, -2)
        .map((line) => line.length),
    ) <= 100,
  )
})

it('broken off: the terminal is left as it was, nothing else is said, no report is written', async (t) => {
  const out = paper({ isTTY: true, columns: 100, rows: 30 })
  const report = await file(t)
  const controller = new AbortController()
  const running = demo({ speed: 1, report }, out, controller.signal)
  setImmediate(() => controller.abort())
  await running
  assert.ok(out.text().endsWith(`${ESCAPE}[?25h${ESCAPE}[?1049l`))
  await assert.rejects(readFile(report), { code: 'ENOENT' })
})

for (const speed of [Number('fast'), -1])
  it(`a speed of ${speed} is refused in a sentence`, () =>
    assert.rejects(demo({ speed }, paper(), untouched()), { name: 'InputError', message: /^--speed is/ }))

for (const [path, because] of [
  ['nowhere/report.html', /^cannot write .*nowhere\/report.html: there is no folder .*nowhere$/],
  ['test', /^cannot write .*test: it is a folder$/],
] as const)
  it(`a report that cannot be written (${path}) is said in a sentence, before anything is played`, async () => {
    const out = paper()
    const report = join(ROOT, path)
    await assert.rejects(demo({ report }, out, untouched()), { name: 'InputError', message: because })
    assert.equal(out.text(), '')
  })
