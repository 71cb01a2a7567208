/** What Linux tells of a process in /proc; elsewhere nothing is known. */
import { readdir, readFile } from 'node:fs/promises'

/** Resident memory, and how many descriptors are open. */
export interface ProcessSize {
  readonly rssMiB: number
  readonly descriptors: number
}

export async function sizeOf(pid: number): Promise<ProcessSize | undefined> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8')
    const [, kib] = /^VmRSS:\s+(\d+) kB/m.exec(status) ?? []
    return { rssMiB: Number(kib) / 1024, descriptors: (await readdir(`/proc/${pid}/fd`)).length }
  } catch {
    return undefined
  }
}

/** Whether it is stopped by a signal. */
export async function isStopped(pid: number): Promise<boolean> {
  // The name in brackets may hold anything; the state comes after it.
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return stat.slice(stat.lastIndexOf(')')).startsWith(') T')
}
