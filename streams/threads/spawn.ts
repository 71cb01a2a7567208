import { Worker } from 'node:worker_threads'

/** As much of a Worker as is used. */
export type ThreadWorker = Pick<Worker, 'on' | 'postMessage' | 'ref' | 'unref' | 'terminate'>

export interface SpawnOptions {
  /** Of the thread; the bundle, which has one beginning, knows by it which thread it is. */
  readonly name: 'calendars' | 'services'
  /** The file that it runs. */
  readonly entry: URL
  /** What it may hold; beyond it ends, and the process goes on. */
  readonly memoryMb: number
}

/** Of the bundle: where it begins, from the file that has this in it; `src/bundle/build.ts` says it. */
declare const BEGINNING: string | undefined

/** The young generation is small, so that the limit is about what the work leaves behind. */
const YOUNG_MB = 16

/**
 * Starts a thread with a limit of memory. What its modules print is not passed on: it may hold what strangers wrote.
 */
export function spawnThread({ name, entry, memoryMb }: SpawnOptions): ThreadWorker {
  const worker = new Worker(typeof BEGINNING === 'undefined' ? entry : new URL(BEGINNING, import.meta.url), {
    name,
    workerData: name,
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: YOUNG_MB },
  })
  worker.stdout.resume()
  worker.stderr.resume()
  return worker
}
