import type { Steps } from '../../src/domain/calendar/text/steps.ts'

export interface Stepped<T> {
  readonly result: T
  readonly steps: number
  /** Of the steps between two turns of the event loop the longest, in ms of this thread's CPU. */
  readonly longestMs: number
}

/** CPU time counts only where time passed as well: its clock may be coarse. */
export function stepped<T>(work: Steps<T>): Stepped<T> {
  let [steps, longestMs] = [0, 0]
  let [beganMs, beganCpuMs] = [performance.now(), cpuMs()]
  for (;;) {
    const { done, value } = work.next()
    const [nowMs, nowCpuMs] = [performance.now(), cpuMs()]
    longestMs = Math.max(longestMs, Math.min(nowMs - beganMs, nowCpuMs - beganCpuMs))
    ;[beganMs, beganCpuMs] = [nowMs, nowCpuMs]
    steps++
    if (done) return { result: value, steps, longestMs }
  }
}

/** CPU of this thread. */
export function cpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
