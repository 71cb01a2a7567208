/** The program as one file: the command, and its threads, which start the same file again. */
import { isMainThread, workerData } from 'node:worker_threads'

if (isMainThread) await import('../cli.ts')
else if (workerData === 'services') await import('../../streams/services/worker.ts')
else await import('../../streams/calendar/worker.ts')
