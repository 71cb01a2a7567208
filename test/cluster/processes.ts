/** The runner's end of a watchdog: starting and killing a cluster's programs, and hearing of their end. */
import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Ask, Start, Tell } from './watchdog.ts'

/** A running watchdog. Nothing of it keeps the runner alive; when the runner ends, in whatever way, all of it ends. */
export interface Processes {
  readonly directory: string
  readonly dataDirectory: string
  /** Resolves when the program runs (not: is ready). The promise inside rejects with the log's tail if it ends unasked. */
  start(program: Omit<Start, 'log'>): Promise<{ readonly died: Promise<never> }>
  /** Kills with SIGKILL, resolves when the program is gone. */
  kill(name: string): Promise<void>
  /** The path of a program's log. */
  log(name: string): string
  /** Ends all programs and removes both folders. */
  stop(): Promise<void>
}

/** Starts a watchdog with empty folders. */
export async function startProcesses(): Promise<Processes> {
  const watchdog = fork(join(import.meta.dirname, 'watchdog.ts'), {
    detached: true,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const ended = new Promise<void>((resolve) => watchdog.once('exit', () => resolve()))
  const answers = new Map<number, (error: string | undefined) => void>()
  const deaths = new Map<string, (how: string) => void>()
  const { directory, dataDirectory } = await new Promise<{ directory: string; dataDirectory: string }>(
    (resolve, reject) => {
      watchdog.once('error', reject)
      watchdog.once('exit', (code) => reject(new Error(`the watchdog ended with ${code} before it made its folders`)))
      watchdog.on('message', (tell: Tell) => {
        if ('ready' in tell) resolve(tell.ready)
        else if ('ended' in tell) deaths.get(tell.ended)?.(tell.how)
        else answers.get(tell.id)?.(tell.error)
      })
    },
  )
  // A watchdog that was itself killed cannot clean up: its process group and folders can still be reached from here.
  watchdog.once('exit', () => {
    killGroup(watchdog)
    for (const folder of [dataDirectory, directory]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    for (const answer of answers.values()) answer('the watchdog of this cluster was killed')
  })
  watchdog.unref()
  watchdog.channel?.unref()

  let asked = 0
  function ask(message: { start: Start } | { kill: string }): Promise<void> {
    const id = ++asked
    watchdog.channel?.ref()
    return new Promise<void>((resolve, reject) => {
      answers.set(id, (error) => {
        answers.delete(id)
        if (answers.size === 0) watchdog.channel?.unref()
        if (error === undefined) resolve()
        else reject(new Error(error))
      })
      if (watchdog.connected) watchdog.send({ id, ...message } satisfies Ask)
      else answers.get(id)?.('this cluster is stopped')
    })
  }

  const log = (name: string) => join(directory, `${name}.log`)
  return {
    directory,
    dataDirectory,
    log,
    async start(program) {
      const died = new Promise<never>((_, reject) => {
        deaths.set(program.name, (how) => reject(new Error(obituary(program.name, how, log(program.name)))))
      })
      died.catch(() => {})
      await ask({ start: { ...program, log: log(program.name) } })
      return { died }
    },
    async kill(name) {
      deaths.delete(name)
      await ask({ kill: name })
    },
    async stop() {
      deaths.clear()
      watchdog.ref()
      if (watchdog.connected) watchdog.disconnect()
      await ended
    },
  }
}

function killGroup(watchdog: ChildProcess): void {
  try {
    if (watchdog.pid !== undefined) process.kill(-watchdog.pid, 'SIGKILL')
  } catch {
    // Nothing is left in the group: the usual case.
  }
}

function obituary(name: string, how: string, log: string): string {
  return `${name} ended with ${how}. The end of its log:\n${tail(log)}`
}

function tail(log: string): string {
  try {
    return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-15).join('\n')
  } catch {
    return '(no log)'
  }
}
