/**
 * Processor time of this thread that some work takes, in ms: whatever else the machine does meanwhile.
 * @returns what the work gave, and how long it took
 */
export function timed<T>(work: () => T): { readonly result: T; readonly tookMs: number } {
  const before = process.threadCpuUsage()
  const result = work()
  const { user, system } = process.threadCpuUsage(before)
  return { result, tookMs: (user + system) / 1000 }
}
