import { NoConfig } from '../domain/settings/no-config.ts'
import { ConnectionError } from '../kubernetes/connection-error.ts'
import { InputError } from './read-input.ts'

/** Runs a command; what the person at the keyboard can mend is one message and exit code 2, anything else a crash. */
export async function orExit(command: () => Promise<unknown>): Promise<void> {
  try {
    await command()
  } catch (error) {
    if (!(error instanceof InputError || error instanceof NoConfig || error instanceof ConnectionError)) throw error
    process.stderr.write(`warmseats: ${error.message}\n`)
    process.exitCode = 2
  }
}
