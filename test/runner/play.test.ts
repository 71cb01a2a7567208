/** What must not look like success: each as a program of its own, because tests cannot run tests. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { it } from 'node:test'
import { folder } from '../kubernetes/support/kubeconfig.ts'

const own = (file: string) => JSON.stringify(join(import.meta.dirname, file))
const PASSES = "import { it } from 'node:test'; it('passes', () => {})"
const test = (body: string) => `import { it } from 'node:test'; it('a test', () => { ${body} })`

/** Runs files beside one that passes: all in one process, or each in its own. */
function played(texts: Readonly<Record<string, string>>, isShared: boolean, longestMs = 60_000) {
  using place = folder()
  const files = ['passes.mjs', ...Object.keys(texts), 'last.mjs']
  for (const file of files) place.write(file, texts[file] ?? PASSES)
  const names = JSON.stringify(files)
  const where = JSON.stringify(place.path)
  place.write(
    'together.mjs',
    `import { together } from ${own('together.ts')}\nawait together(${where}, ${names}, ${longestMs})`,
  )
  const tests = `{ folder: ${where}, files: ${names}, entries: ${isShared ? '["together.mjs"]' : names} }`
  const main = place.write(
    'main.mjs',
    `import { play } from ${own('play.ts')}\nprocess.exitCode = (await play(${tests}, 3)) ? 0 : 1`,
  )
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  env.TEST_PROCESS_MINUTES = `${isShared ? 2 : longestMs / 60_000}`
  return spawnSync(process.execPath, [main], { env, encoding: 'utf8', timeout: 120_000 })
}

type Row = readonly [name: string, text: string, shared: RegExp, alone?: RegExp]

const FAILURES: readonly Row[] = [
  ['a test fails', test("throw new Error('oh no')"), /oh no/],
  ['a test is thrown off while it is loaded', "throw new Error('oh no')", /oh no/],
  ['is no program', 'import {', /SyntaxError|Unexpected/],
  ['has no test', 'export {}', /✖ bad\.mjs: no test of it ran/, /✖ bad\.mjs: ended before its tests, or has none/],
  ['a promise is rejected while nobody listens', test("Promise.reject(new Error('oh no'))"), /oh no/],
  ['the same after its test', test("setTimeout(() => Promise.reject(new Error('oh no')), 1)"), /oh no/],
  [
    'the process dies',
    test("process.kill(process.pid, 'SIGKILL')"),
    /last\.mjs: no test of it ran/,
    /bad\.mjs: ended before/,
  ],
  [
    'the process says that all is well',
    test('process.exit(0)'),
    /last\.mjs: no test of it ran/,
    /bad\.mjs: ended before/,
  ],
]

for (const [name, text, shared, alone = shared] of FAILURES)
  it(`is no success: ${name}`, () => {
    for (const [isShared, said] of [
      [true, shared],
      [false, alone],
    ] as const) {
      const { status, stdout } = played({ 'bad.mjs': text }, isShared)
      assert.equal(status, 1, stdout)
      assert.match(stdout, said)
    }
  })

for (const isShared of [true, false])
  it(`is no success: a test loops and hears no signal, ${isShared ? 'among others' : 'alone'}`, () => {
    const loops = test("process.on('SIGTERM', () => {}); for (const loop = () => {}; ; ) loop()")
    const { status, stdout } = played({ 'bad.mjs': loops }, isShared, 3000)
    assert.equal(status, 1, stdout)
    assert.match(stdout, /bad\.mjs: has not ended after 0\.05 min, and is killed\n +at [^\n]+bad\.mjs:1\n/)
  })

const LEFT: readonly (readonly [what: string, text: string])[] = [
  ['environment variables', test("process.env.LEFT = 'x'")],
  ['the working folder', test("process.chdir('/')")],
  ['the exit code', test('process.exitCode = 0')],
  ['listeners of the process', test("process.on('SIGUSR2', () => {})")],
  ['servers and watches that are open', `import { createServer } from 'node:net'; ${test('createServer().listen(0)')}`],
  ['functions of Node that are not its own', test('Date.now = () => 0')],
  ['functions of Node that are not its own', `import { mock } from 'node:test'; ${test('mock.timers.enable()')}`],
]

it('is no success: a file leaves behind what the next one in its process finds', () => {
  const texts = Object.fromEntries(LEFT.map(([, text], index) => [`left-${index}.mjs`, text]))
  const { status, stdout } = played({ ...texts, 'hook.mjs': PASSES }, true)
  assert.equal(status, 1)
  for (const [index, [what]] of LEFT.entries())
    assert.match(stdout, new RegExp(`left-${index}\\.mjs leaves behind [^✖]*'${what}'`), stdout)
  assert.match(stdout, /✔ hook\.mjs/)
})

it('is a success: all passes, hooks of one file are not those of the next, and how long it took is said', () => {
  const hooks = `import { beforeEach, it } from 'node:test'; let n = 0; beforeEach(() => { if (n++ > 0) throw new Error('again') }); it('one', () => {})`
  for (const isShared of [true, false]) {
    const { status, stdout } = played({ 'hooks.mjs': hooks }, isShared)
    assert.equal(status, 0, stdout)
    assert.match(
      stdout,
      /how long each file took, the longest first:\n( +\d+\.\d s {2}[^\n]+\n)+ +\d+\.\d s {2}3 in all, /,
    )
  }
})

it('is a success: all tests of a file are skipped, with the reason', () => {
  const skipped =
    "import { describe, it } from 'node:test'; describe('all', { skip: 'no cluster' }, () => it('a test', () => {}))"
  const { status, stdout } = played({ 'skipped.mjs': skipped }, false)
  assert.equal(status, 0, stdout)
  assert.match(stdout, /﹣ all [^\n]*# no cluster/)
})
