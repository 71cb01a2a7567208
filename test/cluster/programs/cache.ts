/**
 * Where built programs are kept, and under which key. A set's folder is named after what it is built from, so a changed
 * pin gets a new folder, and an old checkout still finds its own.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { ToolSet } from './tools.ts'

/** The folder for everything that can be made again: `$WARMSEATS_CACHE`, else `~/.cache/warmseats`. */
export function cacheRoot(): string {
  const { WARMSEATS_CACHE, XDG_CACHE_HOME } = process.env
  return WARMSEATS_CACHE || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'warmseats')
}

/** The folder for the programs of all sets. */
export function controlPlaneCache(): string {
  return join(cacheRoot(), 'control-plane')
}

/** The committed folder with the go.mod and go.sum of a set. */
export function moduleFolder(set: ToolSet): string {
  return join(import.meta.dirname, '../modules', set.name)
}

/** The folder into which a set is built: `<set>-<first 12 digits of a hash of go.mod, go.sum, platform and recipe>`. */
export function cacheFolder(set: ToolSet): string {
  const hash = createHash('sha256')
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(moduleFolder(set), file)))
  hash.update(JSON.stringify([process.platform, process.arch, set, linkFlags(set)]))
  return join(controlPlaneCache(), `${set.name}-${hash.digest('hex').slice(0, 12)}`)
}

/** The version of a module in a set's go.mod, e.g. `v1.36.3`. Throws when the go.mod does not require it. */
export function versionIn(set: ToolSet, module: string): string {
  const goMod = readFileSync(join(moduleFolder(set), 'go.mod'), 'utf8')
  const required = goMod
    .split('\n')
    .map((line) =>
      line
        .trim()
        .replace(/^require\s+/, '')
        .split(/\s+/),
    )
    .find(([path, version]) => path === module && version?.startsWith('v'))
  if (required?.[1] === undefined) throw new Error(`test/cluster/modules/${set.name}/go.mod does not require ${module}`)
  return required[1]
}

/** The linker's flags for a set: no debug information, and the versions stamped in. */
export function linkFlags(set: ToolSet): string {
  const variables = Object.entries(set.variables((module) => versionIn(set, module)))
  return ['-s -w', ...variables.map(([name, value]) => `-X ${name}=${value}`)].join(' ')
}
