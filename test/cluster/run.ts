/** Runs a command-line tool to its end. */
import { spawn } from 'node:child_process'

/** What a tool gets beside its arguments. */
export interface RunOptions {
  readonly env: NodeJS.ProcessEnv
  readonly input?: string | undefined
}

/** Returns what the tool printed on stdout; rejects with the command and its stderr when it does not end with 0. */
export function run(command: string, args: readonly string[], options: RunOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: options.env, stdio: ['pipe', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.on('error', reject)
    child.on('close', (code, signal) => {
      const name = command.slice(command.lastIndexOf('/') + 1)
      if (code === 0) resolve(stdout)
      else
        reject(new Error(`${name} ${args.join(' ')} ended with ${signal ?? code}: ${stderr.trim() || stdout.trim()}`))
    })
    // A tool that ends before it has read its input closes the pipe; its exit code tells the story.
    child.stdin.on('error', () => {})
    child.stdin.end(options.input ?? '')
  })
}
