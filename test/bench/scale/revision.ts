/** A revision of the product, as it is run. */
import { execFile, execFileSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface Revision {
  /** How tables call it. */
  readonly name: string
  /** Its tree, with `node_modules`. */
  readonly root: string
  /** What Node runs: its bundle where it has one, else its sources. */
  readonly program: string
  readonly nodeFlags: readonly string[]
}

export interface Built extends Revision {
  remove(): Promise<void>
}

/** The name of this tree. */
export const NOW = 'now'

export const ROOT = join(import.meta.dirname, '../../..')

/** This tree as it stands, uncommitted changes included. */
export async function thisRevision(): Promise<Built> {
  const image = await temporary('image')
  const program = await bundled(ROOT, image)
  return { name: NOW, root: ROOT, program, nodeFlags: [], remove: () => rm(image, { recursive: true, force: true }) }
}

/**
 * Another revision, checked out beside: with our packages where its lockfile is the same, else with its own.
 * @param ref whatever git takes for a commit
 * @throws Error when there is no such commit, or it cannot be built
 */
export async function revisionAt(ref: string): Promise<Built> {
  const { stdout } = await run('git', ['rev-parse', '--short', '--verify', `${ref}^{commit}`], { cwd: ROOT }).catch(
    () => {
      throw new Error(`--compare ${ref}: git knows no such commit here; \`git fetch\` may bring it`)
    },
  )
  const commit = stdout.trim()
  const [folder, image] = [await temporary('revision'), await temporary('image')]
  const root = join(folder, commit)
  const leave = () => {
    for (const one of [folder, image]) rmSync(one, { recursive: true, force: true })
    execFileSync('git', ['worktree', 'prune'], { cwd: ROOT })
  }
  // Whoever interrupts the bench is not left with a worktree.
  process.once('exit', leave)
  const remove = async () => {
    process.off('exit', leave)
    leave()
  }
  try {
    await run('git', ['worktree', 'add', '--detach', root, commit], { cwd: ROOT })
    if (await isSameFile('package-lock.json', root))
      await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'))
    else await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: root })
    return { name: commit, root, program: await bundled(root, image), nodeFlags: [], remove }
  } catch (error) {
    await remove()
    throw error
  }
}

const temporary = (what: string) => mkdtemp(join(tmpdir(), `warmseats-bench-${what}-`))

const isSameFile = async (name: string, root: string): Promise<boolean> =>
  (await readFile(join(ROOT, name), 'utf8')) === (await readFile(join(root, name), 'utf8'))

/** @returns what Node runs: the folder that its image would hold, or its sources where a revision has no such */
async function bundled(root: string, into: string): Promise<string> {
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    scripts: Readonly<Record<string, string>>
  }
  if (!scripts['build:image']) return join(root, 'src', existsSync(join(root, 'src/cli.ts')) ? 'cli.ts' : 'cli.js')
  await run('npm', ['run', 'build:image', '--', into], { cwd: root })
  return join(into, 'warmseats.mjs')
}
