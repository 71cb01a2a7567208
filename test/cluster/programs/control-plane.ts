/**
 * Finds the real control plane's programs, and builds what is missing out of pinned Go modules.
 *
 * Every file is built beside its place and renamed into it, so what is there is whole; an interrupted build goes on where
 * it stopped (Go's own build cache keeps the packages that were done).
 */
import { execFile, spawn } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cacheFolder, controlPlaneCache, linkFlags, moduleFolder, versionIn } from './cache.ts'
import { withLock } from './lock.ts'
import { intoPlace } from './place.ts'
import { findGo } from './toolchain.ts'
import { filesOf, type Program, type ToolSet, toolSets } from './tools.ts'

type Log = (line: string) => void

/** Where each file of the control plane lies: by its name in `tools.ts`, e.g. `kubectl` or `crds/karpenter.sh_nodepools.yaml`. */
export type Files = ReadonlyMap<string, string>

/** The files of the control plane as they are on this machine, and the names of those that are not. Builds nothing. */
export function findControlPlane(): { readonly files: Files; readonly missing: readonly string[] } {
  const given = process.env.WARMSEATS_CONTROL_PLANE_BIN
  const all = toolSets.flatMap((set) => {
    const folder = given || cacheFolder(set)
    return filesOf(set).map((name) => [name, join(folder, name)] as const)
  })
  return {
    files: new Map(all.filter(([, path]) => existsSync(path))),
    missing: all.filter(([, path]) => !existsSync(path)).map(([name]) => name),
  }
}

/**
 * Returns the control plane's files; builds what is missing. With `WARMSEATS_CONTROL_PLANE_BIN` it takes them from that
 * folder, never builds, and throws naming what the folder lacks.
 */
export async function buildControlPlane(log: Log = toStderr): Promise<Files> {
  const found = findControlPlane()
  if (found.missing.length === 0) return found.files
  const given = process.env.WARMSEATS_CONTROL_PLANE_BIN
  if (given) throw new Error(`WARMSEATS_CONTROL_PLANE_BIN=${given} lacks ${found.missing.join(', ')}`)
  const waiting = (holder: string) => log(`another process builds the control plane (${holder}): waiting for it`)
  await withLock(join(controlPlaneCache(), 'build.lock'), waiting, () => buildMissing(log))
  return findControlPlane().files
}

async function buildMissing(log: Log): Promise<void> {
  const sets = toolSets.filter((set) => missingFrom(set).length > 0)
  if (sets.length === 0) return
  const started = Date.now()
  log(`building the real control plane for the tests: ${sets.map((set) => set.name).join(', ')}. Once only.`)
  log(`All of it takes about 18 minutes on 2 cores, 9 GB of disk in Go's caches and 650 MB in ${controlPlaneCache()}`)
  const go = await findGo(log)
  for (const set of sets) {
    const folder = cacheFolder(set)
    const tell: Log = (line) => log(`[${elapsed(started)}] ${set.name} ${versionIn(set, set.module)}: ${line}`)
    for (const program of set.programs) await buildProgram(go, set, program, folder, tell)
    for (const module of new Set(set.data.map((data) => data.module))) await copyData(go, set, module, folder)
  }
  log(`[${elapsed(started)}] the control plane is built`)
}

function missingFrom(set: ToolSet): readonly string[] {
  return filesOf(set).filter((name) => !existsSync(join(cacheFolder(set), name)))
}

async function buildProgram(go: string, set: ToolSet, program: Program, folder: string, tell: Log): Promise<void> {
  const target = join(folder, program.name)
  if (existsSync(target)) return
  tell(`building ${program.name}`)
  const tags = set.tags === undefined ? [] : ['-tags', set.tags]
  const flags = ['-mod=readonly', '-trimpath', ...tags, '-ldflags', linkFlags(set)]
  await intoPlace(target, (temporary) => run(go, set, ['build', ...flags, '-o', temporary, program.package]))
}

/** Copies a module's run-time files out of Go's module cache, which makes them read-only: a cache must stay deletable. */
async function copyData(go: string, set: ToolSet, module: string, folder: string): Promise<void> {
  const options = { cwd: moduleFolder(set), env: goEnvironment() }
  await promisify(execFile)(go, ['mod', 'download', module], options)
  const { stdout } = await promisify(execFile)(go, ['list', '-mod=readonly', '-m', '-f', '{{.Dir}}', module], options)
  for (const data of set.data.filter((each) => each.module === module)) {
    await intoPlace(join(folder, data.to), (temporary) => {
      copyFileSync(join(stdout.trim(), data.from), temporary)
      chmodSync(temporary, 0o644)
    })
  }
}

function run(go: string, set: ToolSet, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(go, args, { cwd: moduleFolder(set), env: goEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] })
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-4_000)
    })
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code === 0) resolve()
      else reject(new Error(`go build of ${set.name} ended with ${signal ?? code}:\n${stderr}`))
    })
  })
}

/** No C compiler is asked for, no other Go is fetched; a cross-compiler's settings and a go.work around change nothing. */
function goEnvironment(): NodeJS.ProcessEnv {
  const { GOROOT: _root, GOOS: _os, GOARCH: _arch, ...env } = process.env
  return { ...env, CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOWORK: 'off' }
}

function toStderr(line: string): void {
  process.stderr.write(`${line}\n`)
}

function elapsed(since: number): string {
  const seconds = Math.round((Date.now() - since) / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
