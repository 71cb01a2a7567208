/**
 * What came of a scenario, played once for all tests that ask, and outside of CI once until a file changes that it may depend
 * on: the same world happens the same way, which `shipped.test.ts` holds to by playing twice. In CI nothing is kept from
 * run to run.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { type Played, play } from '../../../src/simulation/played.ts'
import type { Policy } from '../../../src/simulation/policies/policy.ts'
import type { Scenario } from '../../../src/simulation/scenario/scenario.ts'
import { once } from '../../support/once.ts'
import { areChangedSince, digestOf, filesOf } from './sources.ts'

const ROOT = join(import.meta.dirname, '../../..')

/** Whoever goes back to the last revision finds what it made. */
const REVISIONS_KEPT = 4

type Player = (scenario: Scenario, policy: Policy) => Promise<Played>

/**
 * @param make what is asked only for what is not known
 * @param folder where results lie, for ever; without, they are known to this process alone
 */
export function keeping(make: Player, folder?: string): Player {
  const known = new Map<string, Promise<Buffer>>()
  return async (scenario, policy) => {
    const asked = serialize([scenario, policy])
    const name = createHash('sha256').update(asked).digest('hex')
    const made = known.get(name) ?? fromFile(join(folder ?? '', name), folder !== undefined)
    known.set(name, made)
    // Each has its own: what one changes in it is nothing to the next.
    return deserialize(zstdDecompressSync(await made)) as Played

    async function fromFile(path: string, isKept: boolean): Promise<Buffer> {
      if (isKept && existsSync(path)) return readFileSync(path)
      const result = zstdCompressSync(serialize(await make(scenario, policy)))
      if (isKept) {
        // In one step: another process may look for it now.
        writeFileSync(`${path}.${process.pid}`, result)
        renameSync(`${path}.${process.pid}`, path)
      }
      return result
    }
  }
}

/** The folder of this revision, beside those of the last few before it; undefined: nobody knows which one runs here. */
function folderHere(): string | undefined {
  const modules = ['simulation/played.ts', 'simulation/scenario/read.ts'].map((path) => join(ROOT, 'src', path))
  const files = filesOf(...modules, join(import.meta.dirname, 'kept.ts'))
  // Somebody edits while tests run: what is loaded here may be the text before, and must not pass for the one after.
  if (areChangedSince(files, performance.timeOrigin)) return undefined
  const { version, versions } = process
  const place = join(ROOT, '.cache/played')
  const folder = createHash('sha256')
    .update(digestOf(ROOT, [...files, join(ROOT, 'package-lock.json')]))
    .update(JSON.stringify([version, versions.icu, versions.tz, process.env.TZ]))
    .digest('hex')
  mkdirSync(join(place, folder), { recursive: true })
  const ageOf = (name: string) => statSync(join(place, name), { throwIfNoEntry: false })?.mtimeMs ?? 0
  const others = readdirSync(place).filter((name) => name !== folder)
  for (const old of others.toSorted((a, b) => ageOf(b) - ageOf(a)).slice(REVISIONS_KEPT))
    rmSync(join(place, old), { recursive: true, force: true })
  return join(place, folder)
}

const player = once((isCi: boolean) => keeping(play, isCi ? undefined : folderHere()))

/** As `play` of `src/simulation`, for who does not look on. */
export const played: Player = (scenario, policy) => player(Boolean(process.env.CI))(scenario, policy)
