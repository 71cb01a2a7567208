/** Which files a module is made of: what it says may depend on no other. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** Whatever may be the name of a file, in quotes: imports, threads, tables. One too many does no harm, one too few would. */
const NAMES = /['"`]([\w@./-]+\.\w+)['"`]/g

/** @returns the paths of the modules and of all files that they name, and those name in turn; sorted */
export function filesOf(...modules: readonly string[]): readonly string[] {
  const found = new Set(modules)
  // Goes on through what it adds.
  for (const path of found) {
    if (!/\.(ts|mjs)$/.test(path)) continue
    for (const [, name = ''] of readFileSync(path, 'utf8').matchAll(NAMES)) {
      const named = join(dirname(path), name)
      if (existsSync(named) && statSync(named).isFile()) found.add(named)
    }
  }
  return [...found].toSorted()
}

/** Whether one of the files is not as it was at that instant (epoch ms): a process that began before may have read the older. */
export const areChangedSince = (files: readonly string[], atMs: number): boolean =>
  files.some((path) => statSync(path).mtimeMs >= atMs)

/** One text for all that is in the files and where they lie below `root`: another one as soon as a byte differs. */
export function digestOf(root: string, files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of files) {
    const content = readFileSync(path)
    hash.update(`${relative(root, path)} ${content.length}\n`).update(content)
  }
  return hash.digest('hex')
}
