/**
 * One builder at a time on a machine. The lock only spares work: what is built is renamed into place whole, so a lock
 * that two hold at once (a laptop slept, two took over the same stale one) costs time and breaks nothing.
 */
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const beatMs = 5_000
const staleMs = 60_000
const pollMs = 500

/**
 * Runs `work` while holding the lock file `path`; waits for whoever holds it now, and calls `waiting` once when it has to.
 * A lock is stale when its process is gone, or (a process of another host or container) when it has not been touched for
 * a minute.
 */
export async function withLock<T>(path: string, waiting: (holder: string) => void, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(path), { recursive: true })
  const mine = `${process.pid} ${hostname()}`
  let told = false
  while (!acquire(path, mine)) {
    if (isStale(path)) {
      rmSync(path, { force: true })
      continue
    }
    if (!told) waiting(holderOf(path))
    told = true
    await delay(pollMs)
  }
  const beat = setInterval(() => touch(path), beatMs)
  beat.unref()
  try {
    return await work()
  } finally {
    clearInterval(beat)
    if (holderOf(path) === mine) rmSync(path, { force: true })
  }
}

function acquire(path: string, mine: string): boolean {
  try {
    writeFileSync(path, mine, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function isStale(path: string): boolean {
  const [pid, host] = holderOf(path).split(' ')
  if (host === hostname() && !isAlive(Number(pid))) return true
  try {
    return Date.now() - statSync(path).mtimeMs > staleMs
  } catch {
    return false
  }
}

function holderOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date())
  } catch {
    // Taken over by another builder: nothing to keep alive any more.
  }
}

/** Whether a process of that id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
