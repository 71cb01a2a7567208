import type { Logger } from 'pino'

const wordsOf = (error: unknown) => ({
  because: String(error),
  ...(error instanceof Error && error.stack !== undefined ? { stack: error.stack } : {}),
})

/**
 * Runs the controller; whatever ends it that nobody asked for is a line of level fatal first, also what was thrown where
 * nobody waits for it.
 */
export async function withLastWords(log: Logger, running: () => Promise<void>): Promise<void> {
  const fatal = (error: unknown) => log.fatal(wordsOf(error), 'stopped by a fault')
  const thrown = (error: unknown) => {
    fatal(error)
    process.exit(1)
  }
  process.on('uncaughtException', thrown).on('unhandledRejection', thrown)
  try {
    await running()
  } catch (error) {
    fatal(error)
    throw error
  } finally {
    process.off('uncaughtException', thrown).off('unhandledRejection', thrown)
  }
}
