/** Commands as the program carries them out, in this process: what all of them load is loaded once. One at a time. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Command } from 'commander'
import { allCommands } from '../../src/commands/groups/all.ts'

/** What came of a command line. */
export interface Run {
  readonly code: number | string | null | undefined
  readonly stdout: string
  readonly stderr: string
}

/** What still keeps the process alive then would have kept the program from ending. */
const ENDS_WITHIN_MS = 30_000
const LOOK_EVERY_MS = 5

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * @param words after `warmseats`
 * @param env variables that are others meanwhile
 * @throws what the program would crash of, and where it would not end
 */
export async function inProcess(words: readonly string[], env: Readonly<Record<string, string>>): Promise<Run> {
  using written = captured()
  using _ = surroundings(env)
  const before = process.getActiveResourcesInfo()
  await allCommands(new Command('warmseats').exitOverride()).parseAsync(words, { from: 'user' })
  await nothingBut(before)
  return { ...written.texts, code: process.exitCode ?? 0 }
}

async function nothingBut(before: readonly string[]): Promise<void> {
  const more = () => {
    const left = process.getActiveResourcesInfo()
    for (const one of before) if (left.includes(one)) left.splice(left.indexOf(one), 1)
    return left
  }
  for (let waitedMs = 0; more().length > 0; waitedMs += LOOK_EVERY_MS) {
    if (waitedMs > ENDS_WITHIN_MS) throw new Error(`the program would not end: ${more().join(', ')}`)
    await sleep(LOOK_EVERY_MS)
  }
}

/** Variables, exit code and signals as a process of its own has them; afterwards as they were. */
function surroundings(env: Readonly<Record<string, string>>): Disposable {
  const variables = Object.keys(env).map((name) => [name, process.env[name]] as const)
  const listeners = SIGNALS.map((signal) => [signal, process.listeners(signal)] as const)
  const { exitCode } = process
  process.exitCode = undefined
  Object.assign(process.env, env)
  return {
    [Symbol.dispose]() {
      process.exitCode = exitCode
      for (const [name, value] of variables)
        if (value === undefined) delete process.env[name]
        else process.env[name] = value
      for (const [signal, known] of listeners)
        for (const listener of process.listeners(signal))
          if (!known.includes(listener)) process.removeListener(signal, listener)
    },
  }
}

/** What is written as text goes no further. What tests report of themselves goes the same way in bytes, and on. */
function captured() {
  const texts = { stdout: '', stderr: '' }
  const streams = (['stdout', 'stderr'] as const).map((name) => {
    const stream = process[name]
    const { write } = stream
    stream.write = ((chunk: string | Uint8Array, ...rest: []) => {
      if (typeof chunk !== 'string') return write.call(stream, chunk, ...rest)
      texts[name] += chunk
      return true
    }) as typeof write
    return () => {
      stream.write = write
    }
  })
  return {
    texts,
    [Symbol.dispose]: () => {
      for (const restore of streams) restore()
    },
  }
}
