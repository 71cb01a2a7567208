/** Making files and folders whole or not at all. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isAlive } from './lock.ts'

/**
 * Has `make` build something at a temporary path beside `target`, and renames it into place. When another process was
 * faster, its result stays. What processes that were killed have left of the same target is removed first.
 */
export async function intoPlace(target: string, make: (temporary: string) => void | Promise<void>): Promise<void> {
  mkdirSync(dirname(target), { recursive: true })
  sweep(target)
  const temporary = `${target}.part-${process.pid}`
  try {
    await make(temporary)
    if (!existsSync(target)) renameSync(temporary, target)
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

function sweep(target: string): void {
  const prefix = `${basename(target)}.part-`
  const parts = readdirSync(dirname(target)).filter((name) => name.startsWith(prefix))
  for (const part of parts.filter((name) => !isAlive(Number(name.slice(prefix.length))))) {
    rmSync(join(dirname(target), part), { recursive: true, force: true })
  }
}
