/**
 * The process that owns a cluster's components and folders, so that nothing outlives the test runner, not even when the
 * runner is killed with -9: the kernel then closes the channel between the two, and the watchdog ends everything.
 *
 * It starts the components itself (a runner that started them and then reported their pids could die in between), makes
 * the folders itself for the same reason, and is the leader of a process group of its own, so that Ctrl-C in the runner's
 * terminal does not reach it and the runner can kill the group should the watchdog itself be killed.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, closeSync, constants, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

/** One program to run: its output goes to the file `log`, appended. */
export interface Start {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly log: string
}

/** What the runner asks: start a program, or kill one and wait for its end. `id` comes back with the answer. */
export type Ask = { readonly id: number; readonly start: Start } | { readonly id: number; readonly kill: string }

/** What the watchdog tells: its folders once, an answer to each `Ask`, and every program's end. */
export type Tell =
  | { readonly ready: { readonly directory: string; readonly dataDirectory: string } }
  | { readonly id: number; readonly error?: string }
  | { readonly ended: string; readonly how: string }

let ending = false
const children = new Map<string, ChildProcess>()
const directory = mkdtempSync(join(tmpdir(), 'warmseats-cluster-'))
// etcd writes all the time: memory spares the disk and is several times faster where a disk is slow to sync.
const dataDirectory = join(writable('/dev/shm') ? '/dev/shm' : tmpdir(), `${basename(directory)}-etcd`)
mkdirSync(dataDirectory, { mode: 0o700 })

process.on('message', (ask: Ask) => {
  if (ending) return
  if ('start' in ask) start(ask.id, ask.start)
  else void kill(ask.kill).then(() => tell({ id: ask.id }))
})
process.on('disconnect', endAll)
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, endAll)
tell({ ready: { directory, dataDirectory } })

function start(id: number, { name, command, args, env, log }: Start): void {
  const output = openSync(log, 'a')
  const child = spawn(command, args, { env, stdio: ['ignore', output, output] })
  closeSync(output)
  // At once, not at 'spawn': the runner may be gone by then, and this child would be forgotten.
  if (child.pid !== undefined) children.set(name, child)
  child.once('spawn', () => tell({ id }))
  child.once('error', (error) => tell({ id, error: error.message }))
  child.once('exit', (code, signal) => {
    children.delete(name)
    tell({ ended: name, how: signal ?? `exit code ${code}` })
  })
}

function kill(name: string): Promise<void> {
  const child = children.get(name)
  if (child === undefined) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })
}

async function endAll(): Promise<void> {
  if (ending) return
  ending = true
  await Promise.all([...children.keys()].map(kill))
  for (const folder of [dataDirectory, directory]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  process.exit(0)
}

function tell(message: Tell): void {
  if (process.connected) process.send?.(message)
}

function writable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
