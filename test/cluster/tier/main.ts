/**
 * `npm run test:cluster`: the tests that need a control plane or the chart's tools, with the program as the image has it, and at their end whether the chart's Roles
 * give what all of them together used. Arguments name files instead: then there is nothing to compare with.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { judgeNotes } from './read-notes.ts'

// Said as a failure until it is known not to be.
process.exitCode = 1

const named = process.argv.slice(2)
const files = named.length > 0 ? named : ['test/{chart,cluster,e2e}/**/*.test.ts']
const folder = mkdtempSync(join(tmpdir(), 'warmseats-audit-'))
const bundle = join(folder, 'bundle')
execFileSync(process.execPath, [join(import.meta.dirname, '../../../src/bundle/build.ts'), '--folder', bundle])
const notes = join(folder, 'notes')
mkdirSync(notes)
const tests = spawn(
  process.execPath,
  ['--import', './test/runner/each-process.ts', '--test', '--test-concurrency=2', ...files],
  {
    stdio: 'inherit',
    env: { ...process.env, WARMSEATS_AUDIT: notes, WARMSEATS_BUNDLE: join(bundle, 'warmseats.mjs') },
  },
)
try {
  const [code] = (await once(tests, 'close')) as [number | null]
  if (code === 0 && named.length > 0) process.exitCode = 0
  else if (code === 0) process.exitCode = (await isExact()) ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function isExact(): Promise<boolean> {
  const { unused, refused, granted } = await judgeNotes(notes)
  const say = (text: string) => process.stdout.write(`${text}\n`)
  if (granted === 0) say('✖ no release was noted: the rights of the chart are not compared')
  for (const right of unused)
    say(`✖ the chart gives a right that no test used: ${right}; a test has to need it, or it goes`)
  for (const one of refused) say(`✖ the controller was refused, for want of a rule in the chart: ${one}`)
  if (granted === 0 || unused.length > 0 || refused.length > 0) return false
  say(`✔ each of ${granted} rights of the chart was used, and none was missing`)
  return true
}
