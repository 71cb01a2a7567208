/** A memory limit of the kernel's, as a pod has one. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Cgroup {
  /** The file into which a process writes its id to be in it. */
  readonly entrance: string
  /** The most memory that it took, page cache included, in bytes; undefined where the kernel does not say. */
  mostBytes(): number | undefined
  /** All its processes must have ended. */
  remove(): void
}

interface Version {
  readonly root: string
  /** Exists in the root where memory is limited so. */
  readonly sign: string
  readonly limit: string
  /** What is swapped is no way out: with the limit in v1, beside it in v2. */
  readonly swap: readonly [file: string, value: (limitBytes: number) => number]
  readonly most: string
}

const VERSIONS: readonly Version[] = [
  {
    root: '/sys/fs/cgroup',
    sign: 'cgroup.controllers',
    limit: 'memory.max',
    swap: ['memory.swap.max', () => 0],
    most: 'memory.peak',
  },
  {
    root: '/sys/fs/cgroup/memory',
    sign: 'memory.limit_in_bytes',
    limit: 'memory.limit_in_bytes',
    swap: ['memory.memsw.limit_in_bytes', (limitBytes) => limitBytes],
    most: 'memory.max_usage_in_bytes',
  },
]

const ENTER = 'echo $$ > "$0" && exec "$@"'

/** A script of ours in the cgroup, from its first instruction on; what it says of itself comes by messages. */
export const startIn = ({ entrance }: Cgroup, script: URL): ChildProcess =>
  spawn('sh', ['-c', ENTER, entrance, process.execPath, fileURLToPath(script)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })

/** @returns the cgroup, or why there is none */
export function memoryCgroup(limitBytes: number): Cgroup | { readonly none: string } {
  const reasons = VERSIONS.map((version) => {
    if (!existsSync(join(version.root, version.sign))) return `there is no ${join(version.root, version.sign)}`
    try {
      return made(version, limitBytes)
    } catch (error) {
      return (error as Error).message
    }
  })
  const found = reasons.find((one) => typeof one === 'object')
  return found ?? { none: `no cgroup with a memory limit can be made here: ${reasons.join('; ')}` }
}

function made({ root, limit, swap, most }: Version, limitBytes: number): Cgroup {
  const folder = join(root, `warmseats-test-${process.pid}`)
  mkdirSync(folder)
  const remove = () => rmdirSync(folder)
  try {
    writeFileSync(join(folder, limit), String(limitBytes))
    const [file, value] = swap
    if (existsSync(join(folder, file))) writeFileSync(join(folder, file), String(value(limitBytes)))
  } catch (error) {
    remove()
    throw error
  }
  const readMost = join(folder, most)
  return {
    entrance: join(folder, 'cgroup.procs'),
    mostBytes: () => (existsSync(readMost) ? Number(readFileSync(readMost, 'utf8')) : undefined),
    remove,
  }
}
