/** The thread of services (`thread.ts` starts it): one request after the other, each with one answer. */
import { parentPort } from 'node:worker_threads'
import { READY } from '../threads/ready.ts'
import { jinjaEngine } from './engine.ts'
import { jobs, type Request } from './job.ts'

const answer = jobs(jinjaEngine())
parentPort?.postMessage(READY)
parentPort?.on('message', (request: Request) => parentPort?.postMessage(answer(request)))
