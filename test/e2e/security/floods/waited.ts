import { existsSync, readFileSync } from 'node:fs'

/**
 * How long the main threads of these processes were ready to go on and had no core, in ms since they began: what the machine does
 * beside is none of theirs. 0 where the kernel does not say.
 */
export const waitedMs = (pids: readonly (number | undefined)[]): number =>
  pids.reduce<number>((sum, pid) => {
    const file = `/proc/${pid}/schedstat`
    const [, waitedNs = 0] = existsSync(file) ? readFileSync(file, 'utf8').split(' ').map(Number) : []
    return sum + waitedNs / 1e6
  }, 0)
