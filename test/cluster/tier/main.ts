/**
 * `npm run test:cluster`: the tests that need a control plane or the chart's tools, with the program as the image has it, and at their end whether the chart's Roles
 * give what all of them together used. Arguments name files instead: then there is nothing to compare with.
 */
import { execFileSync } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { play } from '../../runner/play.ts'
import { TESTS, tierFiles } from './files.ts'
import { judgeNotes } from './read-notes.ts'

/** Clusters that are up at a time: mostly they wait for time to pass, but while they start they have to share two cores. */
const AT_A_TIME = 3

// Said as a failure until it is known not to be.
process.exitCode = 1

const named = globSync(process.argv.slice(2)).map((path) => relative(TESTS, path))
if (process.argv.length > 2 && named.length === 0)
  throw new Error(`no file is called ${process.argv.slice(2).join(' ')}`)
const files = named.length > 0 ? named : tierFiles()
const folder = mkdtempSync(join(tmpdir(), 'warmseats-audit-'))
try {
  const bundle = join(folder, 'bundle')
  execFileSync(process.execPath, [join(import.meta.dirname, '../../../src/bundle/build.ts'), '--folder', bundle])
  const notes = join(folder, 'notes')
  mkdirSync(notes)
  // For the processes of the tests.
  Object.assign(process.env, { WARMSEATS_AUDIT: notes, WARMSEATS_BUNDLE: join(bundle, 'warmseats.mjs') })
  const isGood = await play({ folder: TESTS, files, entries: files }, AT_A_TIME)
  if (isGood && (named.length > 0 || (await isExact(notes)))) process.exitCode = 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function isExact(notes: string): Promise<boolean> {
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
