/** `hub.py` as a process that is asked again and again: what KubeSpawner imports takes a second, and no longer than once. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const HUB = join(import.meta.dirname, 'hub.py')

export interface HubProcess {
  /** One question after the other; rejects with what Python says when it ends instead. */
  ask(question: object): Promise<unknown>
  end(): void
}

/**
 * @param python one that has KubeSpawner
 * @param kubeconfig the path of one, which is read and leads nowhere
 */
export function hubProcess(python: string, kubeconfig: string): HubProcess {
  const child = spawn(python, [HUB], { env: { ...process.env, KUBECONFIG: kubeconfig }, stdio: 'pipe' })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4_000)
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    ask: async (question) => {
      child.stdin.write(`${JSON.stringify(question)}\n`)
      const { value, done } = await lines.next()
      if (done) throw new Error(`${python} ${HUB} ended: ${said}`)
      return JSON.parse(value)
    },
    end: () => void child.stdin.end(),
  }
}
