/** A revision of the product, as it is run. */
import { execFile } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface Revision {
  /** How tables call it. */
  readonly name: string
  /** Its tree, with `node_modules`. */
  readonly root: string
  /** What Node runs: its bundle where it has one, else its sources. */
  readonly program: string
  readonly nodeFlags: readonly string[]
}

export const ROOT = join(import.meta.dirname, '../../..')

/** This tree as it stands, as the image holds it. */
export async function thisRevision(): Promise<Revision> {
  const folder = await mkdtemp(join(tmpdir(), 'warmseats-bench-image-'))
  await run(process.execPath, ['src/bundle/build.ts', '--folder', folder], { cwd: ROOT })
  return { name: 'now', root: ROOT, program: join(folder, 'warmseats.mjs'), nodeFlags: [] }
}
