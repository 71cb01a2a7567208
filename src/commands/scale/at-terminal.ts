import { createInterface } from 'node:readline'
import { shown } from '../../terminal/shown.ts'
import type { Person } from './scale.ts'

interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean }
}

/** The person at the terminal that the process runs in, if there is one. */
export const atTerminal = ({ input, output }: Terminal = { input: process.stdin, output: process.stdout }): Person => ({
  isThere: input.isTTY === true && output.isTTY === true,
  tell: (text) => void output.write(shown(`${text}\n`)),
  asks: (question) =>
    new Promise((resolve) => {
      const lines = createInterface({ input, output })
      // Ctrl-C and the end of the input close it without an answer: that is a no.
      lines.once('close', () => resolve(false))
      lines.question(shown(question), (answer) => {
        resolve(/^\s*y(es)?\s*$/i.test(answer))
        lines.close()
      })
    }),
})
