/** The program as one file: the command, and the thread that reads calendars, which starts the same file again. */
import { isMainThread } from 'node:worker_threads'

if (isMainThread) await import('../cli.ts')
else await import('../../streams/calendar/worker.ts')
