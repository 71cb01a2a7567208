/** What a process uses, by Linux' own count. */
import { readFileSync } from 'node:fs'

/** Of `/proc/PID/stat`, in all versions of Linux that run Node. */
const MS_A_TICK = 10

/** CPU of all threads of a process so far, ms. */
export function cpuMsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * MS_A_TICK
}

/** Resident now, MiB. */
export function rssMiBOf(pid: number): number {
  const [, kiB] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kiB) / 1024
}
