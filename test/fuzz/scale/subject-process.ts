import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Trial } from './grammar.ts'

export interface Question {
  readonly grammar: string
  readonly text: string
}

export interface Answer {
  readonly trial: Trial
  /** What the process takes. */
  readonly rssMb: number
}

/** Has texts read in a process of their own, one after the other. */
export interface Subject {
  /** Rejects when the process ends over it, or an error is thrown there. */
  read(question: Question): Promise<Answer>
  end(): Promise<void>
}

export function subjectProcess(): Subject {
  const child = fork(fileURLToPath(new URL('./subject.ts', import.meta.url)), [], {
    serialization: 'advanced',
    // As Node makes its heap in a pod of 512 MiB.
    execArgv: ['--max-old-space-size=240', '--max-semi-space-size=4'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = ''
  child.stderr?.on('data', (piece: Buffer) => {
    said = (said + piece.toString()).slice(-2000)
  })
  return {
    read: async (question) => {
      const over = new AbortController()
      const [answered, ended] = ['message', 'exit'].map((event) => once(child, event, { signal: over.signal }))
      child.send(question)
      const [first] = (await Promise.race([answered, ended])) ?? []
      for (const one of [answered, ended]) one?.catch(() => undefined)
      over.abort()
      if (typeof first !== 'object' || first === null) throw new Error(`the process ended (${first}): ${said}`)
      return first as Answer
    },
    end: async () => {
      if (child.exitCode !== null) return
      child.kill()
      await once(child, 'exit')
    },
  }
}
