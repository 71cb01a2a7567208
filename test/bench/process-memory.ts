import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Memory of a process in MiB: resident now, and the most there ever was where the system tells. */
export interface Memory {
  readonly rssMiB: number
  readonly peakMiB?: number
}

/** Of the child of ours whose command line contains `command`. */
export async function memoryOfChild(command: string): Promise<Memory> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,rss=,args='])
  const child = stdout
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [])
    .find(([, , parent, , args]) => Number(parent) === process.pid && args?.includes(command))
  if (!child) throw new Error(`no child runs ${command}`)
  const [, pid, , rss] = child
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const [, peak] = /^VmHWM:\s+(\d+) kB/m.exec(status) ?? []
  return { rssMiB: Number(rss) / 1024, ...(peak === undefined ? {} : { peakMiB: Number(peak) / 1024 }) }
}
