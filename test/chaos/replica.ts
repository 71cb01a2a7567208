/** One replica of the product under chaos: its process, its way to the API server, its clock, and all it ever said. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { writeKubeconfig } from '../cluster/credentials.ts'
import { type Cluster, eventually } from '../cluster/index.ts'
import type { Controller, LogLine } from '../e2e/support/controller.ts'
import type { Release } from '../e2e/support/release.ts'
import { DAY, SECOND } from '../support/time.ts'
import { isStopped } from './process.ts'
import { type ApiProxy, apiProxy, type Write } from './proxy/proxy.ts'

/** A line and when it came, epoch ms of our clock. */
export interface Heard {
  readonly atMs: number
  readonly line: LogLine
}

export interface Replica {
  readonly identity: string
  readonly proxy: ApiProxy
  readonly lines: readonly Heard[]
  /** Of all its lives. */
  readonly stderr: () => readonly string[]
  /** What befell it that nobody had ordered. */
  readonly mishaps: readonly string[]
  readonly isRunning: () => boolean
  readonly pid: () => number
  /** Starts it, as its pod's container would be: under the same name. Resolves when it is ready. */
  start(): Promise<void>
  /** SIGSTOP and SIGCONT resolve at once, other signals when it is gone. */
  signal(name: NodeJS.Signals): Promise<void>
  /** Sets its wall clock so far off ours, by and by in its next lives too. */
  setClock(offMs: number): Promise<void>
  stop(): Promise<void>
}

export interface ReplicaOptions {
  readonly identity: string
  readonly cluster: Cluster
  readonly release: Release
  readonly onWrite: (write: Write) => void
  readonly onLine: (line: LogLine) => void
}

export async function replica({ identity, cluster, release, onWrite, onLine }: ReplicaOptions): Promise<Replica> {
  const certificate = await readFile(cluster.caFile)
  const key = await readFile(cluster.caFile.replace(/crt$/, 'key'))
  const proxy = await apiProxy({ target: cluster.server, certificate, key, onWrite })
  const kubeconfig = join(cluster.directory, `${identity}.kubeconfig`)
  writeKubeconfig(
    kubeconfig,
    proxy.url,
    cluster.caFile,
    await cluster.tokenFor('hub', 'warmseats', { seconds: DAY / SECOND }),
  )
  const clockFile = join(cluster.directory, `${identity}.clock`)
  await writeFile(clockFile, '0')
  const env = { CHAOS_CLOCK: clockFile, NODE_OPTIONS: `--import=${join(import.meta.dirname, 'clock.ts')}` }

  const lines: Heard[] = []
  const lives: Controller[] = []
  const mishaps: string[] = []
  let isRunning = false
  let isSuspended = false
  const heard = (line: LogLine) => {
    lines.push({ atMs: Date.now(), line })
    onLine(line)
  }
  const life = (): Controller => {
    const now = lives.at(-1)
    if (!now) throw new Error(`${identity} was never started`)
    return now
  }
  // On a shared machine: what was measured then says nothing of the product.
  const watch = setInterval(async () => {
    if (isRunning && !isSuspended && (await isStopped(life().pid)) && isRunning && !isSuspended)
      mishaps.push('was suspended by somebody else')
  }, SECOND).unref()
  return {
    identity,
    proxy,
    lines,
    mishaps,
    stderr: () => lives.flatMap(({ stderr }) => stderr),
    isRunning: () => isRunning,
    pid: () => life().pid,
    start: async () => {
      const controller = await release.start(identity, { kubeconfig, env, heard })
      lives.push(controller)
      isRunning = true
      controller.exited.then((code) => {
        if (isRunning) mishaps.push(`ended by itself with ${code}`)
        isRunning = false
      })
      await eventually(`${identity} to be ready`, async () => (await controller.get('/readyz')).status === 200)
    },
    signal: async (name) => {
      const { kill, exited } = life()
      isSuspended = name === 'SIGSTOP'
      if (name !== 'SIGSTOP' && name !== 'SIGCONT') isRunning = false
      kill(name)
      if (!isRunning) await exited
    },
    setClock: async (offMs) => {
      await writeFile(clockFile, String(offMs))
      await pass(CLOCK_SEEN_MS)
    },
    stop: async () => {
      isRunning = false
      clearInterval(watch)
      for (const { kill } of lives) kill('SIGKILL')
      await Promise.all(lives.map(({ exited }) => exited))
      proxy.close()
    },
  }
}

/** The preload looks at its file ten times a second. */
const CLOCK_SEEN_MS = 250
