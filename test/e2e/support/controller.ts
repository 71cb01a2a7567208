import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { eventually } from '../../cluster/index.ts'
import { PROGRAM } from './program.ts'

export type LogLine = { readonly level: string; readonly time: string; readonly msg: string } & Readonly<
  Record<string, unknown>
>

/** The product as a process, and what it logs. */
export interface Controller {
  readonly identity: string
  readonly pid: number
  /** Of health, metrics and the status page. */
  readonly port: number
  /** Of the status page. */
  readonly url: string
  /** Of webhook and profiles API, where profiles are enabled. */
  readonly httpsPort: number
  readonly lines: readonly LogLine[]
  readonly stderr: readonly string[]
  /** The first line with this message, from `since` on, that `holds`; waits for it. */
  line(msg: string, holds?: (line: LogLine) => boolean, since?: number): Promise<LogLine>
  get(
    path: '/healthz' | '/readyz' | '/metrics' | '/' | '/status.json' | `/feed/${string}.ics`,
  ): Promise<{ readonly status: number; readonly text: string }>
  kill(signal: NodeJS.Signals): void
  readonly exited: Promise<number | null>
}

export interface ControllerOptions {
  readonly port: number
  readonly httpsPort: number
  readonly env?: NodeJS.ProcessEnv
  /** Is told of each line as it comes. */
  readonly heard?: (line: LogLine) => void
}

/** Starts `warmseats` with these arguments; what it writes to stderr is part of a failure's message. */
export function startController(
  identity: string,
  args: readonly string[],
  { port, httpsPort, env = {}, heard = () => undefined }: ControllerOptions,
): Controller {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: LogLine[] = []
  const stderr: string[] = []
  const raw: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => {
    raw.push(line)
    const parsed = parse(line)
    lines.push(parsed)
    heard(parsed)
  })
  createInterface({ input: child.stderr }).on('line', (line) => {
    raw.push(line)
    stderr.push(line)
  })
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  killedWithUs(child)
  const died = exited.then((code) =>
    Promise.reject(new Error(`${identity} ended (${code}):\n${raw.slice(-30).join('\n')}`)),
  )
  died.catch(() => undefined)
  return {
    identity,
    pid: child.pid ?? 0,
    port,
    url: `http://127.0.0.1:${port}/`,
    httpsPort,
    lines,
    stderr,
    exited,
    line: async (msg, holds = () => true, since = 0) => {
      const find = () => lines.slice(since).find((line) => line.msg === msg && holds(line))
      try {
        return await eventually(`the line "${msg}" of ${identity}`, find, { everyMs: 10, unless: died })
      } catch (error) {
        throw new Error(`${(error as Error).message}\n${raw.slice(-30).join('\n')}`)
      }
    },
    get: async (path) => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`)
      return { status: response.status, text: await response.text() }
    },
    kill: (signal) => void child.kill(signal),
  }
}

function parse(line: string): LogLine {
  try {
    return JSON.parse(line) as LogLine
  } catch {
    return { level: 'raw', time: '', msg: line }
  }
}

function killedWithUs(child: ChildProcess): void {
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
}
