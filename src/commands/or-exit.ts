import { NoConfig } from '../domain/settings/no-config.ts'
import { ConnectionError } from '../kubernetes/connection-error.ts'
import { sayAside } from '../terminal/outlet.ts'
import { InputError } from './read-input.ts'
import { Unfinished } from './unfinished.ts'

/**
 * Runs a command; what the person at the keyboard can mend is one message and exit code 2, what was begun and not done
 * exit code 1, anything else a crash.
 */
export async function orExit(command: () => Promise<unknown>): Promise<void> {
  try {
    await command()
  } catch (error) {
    const isUnfinished = error instanceof Unfinished
    const isInput = error instanceof InputError || error instanceof NoConfig || error instanceof ConnectionError
    if (!isInput && !isUnfinished) throw error
    sayAside(`warmseats: ${error.message}\n`)
    process.exitCode = isUnfinished ? 1 : 2
  }
}
