/**
 * Commands in the documents are such as can be run: each is understood, and those that need no cluster are run in a shell,
 * letter by letter, in a folder with the files that they name.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { after, describe, it } from 'node:test'
import { Command } from 'commander'
import { load } from 'js-yaml'
import { allCommands } from '../../src/commands/groups/all.ts'
import { handOf } from '../../src/domain/cluster/hand.ts'
import { commandsIn, wordsFor } from './shell.ts'
import { fenced, pathOf, read } from './support.ts'

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(pathOf('docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]

/** Files of the reader's own, and which of ours stand for them. */
const OWN: Readonly<Record<string, string>> = {
  'values.yaml': 'examples/explain/values.yaml',
  'nodes.json': 'examples/explain/nodes.json',
  'pods.json': 'examples/explain/pods.json',
  'classes.ics': 'examples/calendars/midterm.ics',
  'midterm.ics': 'examples/calendars/midterm.ics',
  'exams.csv': 'examples/calendars/exams.csv',
  'mine.yaml': 'examples/scenarios/lecture-350.yaml',
  'semester.yaml': 'examples/scenarios/lecture-350.yaml',
  'week.yaml': 'examples/scenarios/lecture-350.yaml',
  'exam.yaml': 'examples/profiles/exam.yaml',
  'profiles.yaml': 'examples/profiles/profiles.yaml',
}

const isForm = (command: string) => /[[\]…]/.test(command)

/** Whether commander takes the words; nothing is carried out. */
function parse(words: readonly string[]): void {
  const program = allCommands(new Command('warmseats').version('1.0.0'))
  const quiet = (command: Command): void => {
    command.exitOverride().configureOutput({ writeErr: () => {}, outputError: () => {} })
    if (command.commands.length === 0) command.action(() => {})
    for (const inner of command.commands) quiet(inner)
  }
  quiet(program)
  program.parse(words, { from: 'user' })
}

/** explain and plan of files, calendar and so on; what is left is in test/e2e. */
const needsNoCluster = (words: readonly string[]) =>
  /^(calendar|import|simulate|utilization|profiles)$/.test(words[0] ?? '') ||
  (words[0] === 'plan' && words.includes('--config')) ||
  (words[0] === 'explain' && words.includes('--nodes'))

const folder = mkdtempSync(join(tmpdir(), 'warmseats-docs-'))
after(() => rmSync(folder, { recursive: true }))
for (const entry of ['package.json', 'node_modules', 'src', 'streams', 'examples', 'chart'])
  symlinkSync(pathOf(entry), join(folder, entry))
for (const [name, path] of Object.entries(OWN)) symlinkSync(pathOf(path), join(folder, name))
mkdirSync(join(folder, '.bin'))
const script = `#!/bin/sh\nexec '${process.execPath}' '${pathOf('src/cli.ts')}' "$@"\n`
writeFileSync(join(folder, '.bin/warmseats'), script, { mode: 0o755 })

const PATH = [join(folder, '.bin'), dirname(process.execPath), process.env.PATH].join(':')
const inShell = (command: string) =>
  new Promise<{ code: unknown; stdout: string; stderr: string }>((done) =>
    execFile('sh', ['-c', command], { cwd: folder, env: { ...process.env, PATH } }, (error, stdout, stderr) =>
      done({ code: error ? error.code : 0, stdout, stderr }),
    ),
  )

/** What a file of that name begins with. */
const BEGINNINGS: Readonly<Record<string, RegExp>> = { html: /^<!doctype html>/i, svg: /^<svg /, json: /^[{[]/ }

let ran = 0
for (const page of PAGES) {
  const commands = commandsIn(read(page))
  describe(`commands in ${page}`, { concurrency: 2 }, () => {
    for (const command of commands) {
      const words = wordsFor(command)
      if (words === undefined || isForm(command)) continue
      it(`${command} is understood`, () => assert.doesNotThrow(() => parse(words)))
      if (!needsNoCluster(words)) continue
      ran++
      it(`${command} does what it says`, async () => {
        const { code, stdout, stderr } = await inShell(command)
        assert.equal(code, 0, stderr)
        const [, file] = /(?:--out|>) (\S+)$/.exec(command) ?? []
        if (file === undefined) assert.notEqual(stdout.trim(), '')
        else {
          const beginning = BEGINNINGS[basename(file).split('.').at(-1) ?? '']
          assert.match(readFileSync(join(folder, file), 'utf8'), beginning ?? /./)
        }
      })
    }

    it('what npm says of itself goes into no file', () =>
      assert.deepEqual(
        commands.filter((command) => /^npm run (?!-s )[^|>]* (--out|[|>]) /.test(command)),
        [],
      ))
  })
}

it('what a pod in the documents is given is understood', () => {
  const pods = PAGES.flatMap((page) => fenced(read(page), 'yaml'))
    .filter((text) => /^kind: Pod$/m.test(text))
    .map((text) => load(text) as { readonly spec: { readonly containers: readonly { readonly args: string[] }[] } })
  assert.ok(pods.length >= 1)
  for (const { spec } of pods)
    for (const { args } of spec.containers) assert.doesNotThrow(() => parse(args), args.join(' '))
})

it('annotations by hand are such as are understood', () => {
  const written = PAGES.flatMap((page) => commandsIn(read(page))).flatMap((command) =>
    [...command.matchAll(/ (warmseats\.io\/(?:at-least|pause))="([^"]+)"/g)].map(([, name = '', text = '']) => [
      name,
      text,
    ]),
  )
  assert.ok(written.length >= 2)
  for (const [name = '', text] of written) {
    const input = { where: 'x', annotations: { [name]: text ?? '' }, writtenMs: {}, zone: 'utc', nowMs: 0 }
    assert.deepEqual(handOf(input).problems, [], `${name}=${text}`)
  }
})

it('some are run', () => assert.ok(ran >= 8, `${ran}`))
