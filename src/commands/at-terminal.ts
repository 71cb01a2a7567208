import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import type { Person } from './scale.ts'

/** The person at the terminal that the process runs in, if there is one. */
export const atTerminal = (): Person => ({
  isThere: process.stdin.isTTY === true && process.stdout.isTTY === true,
  tell: (text) => void process.stdout.write(`${text}\n`),
  asks: async (question) => {
    const lines = createInterface({ input: process.stdin, output: process.stdout })
    // Ctrl-C and the end of the input are a no; without this they would leave the question open.
    const ended = once(lines, 'close').then(() => '')
    lines.on('SIGINT', () => lines.close())
    try {
      return /^\s*y(es)?\s*$/i.test(await Promise.race([lines.question(question), ended]))
    } finally {
      lines.close()
    }
  },
})
