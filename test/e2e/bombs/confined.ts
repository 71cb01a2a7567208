import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { type Cgroup, startIn } from './cgroup.ts'
import type { Answer, Question } from './subject.ts'

/** The subject in a cgroup, from its first instruction on. */
export interface Confined {
  /** Rejects when the process ends over it. */
  read(question: Question): Promise<Answer>
  end(): Promise<void>
}

export function confined(cgroup: Cgroup): Confined {
  const child = startIn(cgroup, new URL('./subject.ts', import.meta.url))
  let said = ''
  child.stderr?.on('data', (piece: Buffer) => {
    said = (said + piece.toString()).slice(-2000)
  })
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`the process ended (${code ?? signal}): ${said}`)
  })
  ended.catch(() => undefined)
  return {
    read: async (question) => {
      if (!child.connected) await ended
      const over = new AbortController()
      const answered = once(child, 'message', { signal: over.signal })
      answered.catch(() => undefined)
      child.send(question)
      try {
        const [answer] = await Promise.race([answered, ended])
        return answer as Answer
      } finally {
        over.abort()
      }
    },
    end: () => gone(child),
  }
}

async function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill()
  await once(child, 'exit')
}
