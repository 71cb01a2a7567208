/**
 * Ends a process of tests that no longer does anything else: one that loops hears neither its own timers nor a signal.
 * Watched from a thread, which says where it loops.
 */
import { Worker } from 'node:worker_threads'

/** Says that something else begins now, by its name. */
export type Watched = (name: string) => void

export interface Watch {
  readonly beats: Int32Array
  readonly longestMs: number
  readonly name: string
}

/** @param longestMs how long one thing may take: then it is named on stderr, and the process is killed */
export function watchdog(longestMs: number, name: string): Watched {
  const beats = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  const thread = new Worker(new URL('watchdog-thread.ts', import.meta.url), {
    workerData: { beats, longestMs, name } satisfies Watch,
  })
  thread.unref()
  return (next) => {
    thread.postMessage(next)
    Atomics.add(beats, 0, 1)
    Atomics.notify(beats, 0)
  }
}
