/** The site as it is built, into a folder of the test's own. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const TOP = join(import.meta.dirname, '../../..')
const SITE = join(TOP, 'site')
const PROGRAM = join(SITE, 'node_modules/vitepress/bin/vitepress.js')

/** Why the site cannot be built here: `describe(name, { skip }, …)` takes it as it is; with `CI=true` that is a failure. */
export function siteIsMissing(): string | false {
  if (existsSync(PROGRAM)) return false
  const because = 'the packages of the site are not there; `npm ci --prefix site --ignore-scripts` brings them'
  if (process.env.CI === 'true') throw new Error(`CI needs the site: ${because}`)
  return because
}

/** @throws {Error} with what VitePress said, when it does not build */
export async function buildSite(into: string): Promise<void> {
  await promisify(execFile)(process.execPath, [PROGRAM, 'build', '--outDir', into], { cwd: SITE })
}

/** @throws {Error} with what the compiler said; the program's own types know nothing of VitePress */
export async function typesOfSite(): Promise<void> {
  await promisify(execFile)(join(TOP, 'node_modules/.bin/tsc'), ['--project', SITE])
}
