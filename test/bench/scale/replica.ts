/** One replica of the product as a process, as it would run in a pod; and what it is like, from outside. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { NAMESPACE } from '../synthetic/shape.ts'
import type { Synthetic } from '../synthetic/start.ts'
import { cpuMsOf } from './process-usage.ts'
import type { Revision } from './revision.ts'
import { configOf, LEASE, type Scene, STATE } from './scene.ts'

export interface Replica {
  readonly pid: number
  readonly httpsPort: number
  /** From its start, ms: until the first answer over HTTP, until it is ready; and the CPU that took. */
  readonly began: { readonly upMs: number; readonly readyMs: number; readonly cpuMs: number }
  /** Its own metrics, by name with labels; asking begins a new time for `nodejs_eventloop_lag_…`. */
  metrics(): Promise<ReadonlyMap<string, number>>
  /** Resolves when it has ended. */
  stop(): Promise<void>
}

export interface ReplicaOptions {
  readonly revision: Revision
  readonly api: Pick<Synthetic, 'port' | 'ca'>
  readonly scene: Scene
  readonly identity: string
  /** Beside those that every scene has. */
  readonly args?: readonly string[]
  readonly config?: object
}

const TIMEOUT_MS = 180_000
const POLL_MS = 5

/** @throws Error when it ends before it is ready, or is not within three minutes */
export async function startReplica(options: ReplicaOptions): Promise<Replica> {
  const { revision, api, scene, identity, args = [], config = {} } = options
  const [port, httpsPort] = [await freePort(), await freePort()]
  const folder = await mkdtemp(join(tmpdir(), 'warmseats-bench-'))
  const files = {
    token: 'synthetic',
    namespace: NAMESPACE,
    'ca.crt': api.ca,
    'config.yaml': JSON.stringify({ ...configOf(scene, Date.now()), ...config }),
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  const startMs = performance.now()
  const child = spawn(
    process.execPath,
    [
      `--import=${fileURLToPath(import.meta.resolve('./in-pod.mjs'))}`,
      ...revision.nodeFlags,
      revision.program,
      'run',
      `--config=${join(folder, 'config.yaml')}`,
      `--namespace=${NAMESPACE}`,
      `--state=${STATE}`,
      `--lease=${LEASE}`,
      `--identity=${identity}`,
      `--port=${port}`,
      `--https-port=${httpsPort}`,
      '--log-level=warn',
      ...args,
    ],
    {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        NODE_ENV: 'production',
        KUBERNETES_SERVICE_HOST: 'localhost',
        KUBERNETES_SERVICE_PORT: String(api.port),
        WARMSEATS_BENCH_ACCOUNT: folder,
      },
    },
  )
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const exited = once(child, 'exit')
  const { pid } = child
  if (pid === undefined) throw new Error(`${revision.program} cannot be started`)
  const url = `http://127.0.0.1:${port}`
  const began = await beginning(url, startMs, () => child.exitCode)
  return {
    pid,
    httpsPort,
    began: { ...began, cpuMs: cpuMsOf(pid) },
    metrics: async () => readMetrics(await (await fetch(`${url}/metrics`)).text()),
    stop: async () => {
      child.kill('SIGTERM')
      await exited
      process.off('exit', kill)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function beginning(url: string, startMs: number, ended: () => number | null) {
  const passed = () => performance.now() - startMs
  let upMs: number | undefined
  for (;;) {
    const response = await fetch(`${url}/readyz`).catch(() => undefined)
    const text = await response?.text()
    if (response) upMs ??= passed()
    if (response?.ok) return { upMs: upMs ?? passed(), readyMs: passed() }
    if (ended() !== null) throw new Error(`the product ended with ${ended()} before it was ready; it says why above`)
    if (passed() > TIMEOUT_MS) throw new Error(`the product is not ready within ${TIMEOUT_MS / 1000} s: ${text}`)
    await delay(POLL_MS)
  }
}

function readMetrics(text: string): ReadonlyMap<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]))
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
