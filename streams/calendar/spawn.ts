import { Worker } from 'node:worker_threads'
import { SMALLER } from '../../src/domain/calendar/text/budget.ts'

/** As much of a Worker as is used. */
export type CalendarWorker = Pick<Worker, 'on' | 'postMessage' | 'ref' | 'unref' | 'terminate'>

/** From the sources it is the file beside this one; a bundle is one file, which knows that it is a thread. */
const ENTRY = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : import.meta.url, import.meta.url)

/** The young generation is small, so that the limit is about what a calendar leaves behind. */
const YOUNG_MB = 16

/**
 * Starts the thread that calendars are read in.
 * @param memoryMb what it may hold; beyond it ends, and the process goes on
 */
export const spawnWorker = (memoryMb: number): CalendarWorker =>
  new Worker(ENTRY, {
    name: 'calendars',
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: YOUNG_MB },
  })

/** Why a thread ended, for people. An error's own message is not used: it may hold what stands in the calendar. */
export function sayDeath(error: unknown, memoryMb: number): string {
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown }
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return `it takes more than ${memoryMb} MB of memory to be read: ${SMALLER}`
  return `it cannot be read: the thread that reads it failed (${String(code ?? name)}), which is a fault of this program`
}
