/** The thread that calendars are read in (`thread.ts` starts it): one request after the other, each with one answer. */
import { parentPort } from 'node:worker_threads'
import { keptCalendars, type Request } from './kept-calendars.ts'

const read = keptCalendars()
parentPort?.on('message', (request: Request) => parentPort?.postMessage(read(request)))
