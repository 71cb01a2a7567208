/**
 * JupyterHub and KubeSpawner as PyPI has them, in a virtual environment of their own: made once out of hashed pins, by
 * whatever registry pip is set to, and kept beside the control plane.
 */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cacheRoot } from '../../cluster/programs/cache.ts'
import { withLock } from '../../cluster/programs/lock.ts'
import { intoPlace } from '../../cluster/programs/place.ts'
import { findPython, type Python } from './python.ts'

const REQUIREMENTS = join(import.meta.dirname, '../requirements.txt')

type Log = (line: string) => void

/**
 * The path of a Python that has `jupyterhub` and `kubespawner`; `WARMSEATS_PYTHON` names one that has them already.
 * @throws what is missing, and what to install
 */
export async function buildHubPython(log: Log = toStderr): Promise<string> {
  const given = process.env.WARMSEATS_PYTHON
  if (given) return checked(given)
  const python = await findPython()
  const folder = folderFor(python)
  const command = join(folder, 'bin', 'python')
  if (existsSync(command)) return command
  const waiting = (holder: string) => log(`another process installs JupyterHub (${holder}): waiting for it`)
  await withLock(join(cacheRoot(), 'hub', 'build.lock'), waiting, async () => {
    if (existsSync(command)) return
    // Of a Python that has been taken away and put back since.
    rmSync(folder, { recursive: true, force: true })
    log(
      `installing JupyterHub for the tests, with ${python.command}: half a minute and 250 MB in ${folder}. Once only.`,
    )
    await intoPlace(folder, (temporary) => install(python, temporary))
  })
  return command
}

/** Named after what is installed in it: a changed pin gets a new one, and an old checkout still finds its own. */
function folderFor({ kind, home }: Python): string {
  const hash = createHash('sha256')
    .update(readFileSync(REQUIREMENTS))
    .update(JSON.stringify([kind, home]))
  return join(cacheRoot(), 'hub', `${kind}-${hash.digest('hex').slice(0, 12)}`)
}

/** Only `bin/python` of it is used: the scripts beside it name the folder in which they were made. */
async function install(python: Python, folder: string): Promise<void> {
  const venv = 'the virtual environment (on Debian and Ubuntu: apt install python3-venv)'
  await run(venv, python.command, ['-m', 'venv', folder])
  // Wheels only: nobody's set-up code runs, and no compiler is asked for.
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary=:all:']
  await run('JupyterHub', join(folder, 'bin', 'python'), [...pip, '--require-hashes', '--requirement', REQUIREMENTS])
}

async function run(what: string, command: string, args: readonly string[]): Promise<void> {
  try {
    await promisify(execFile)(command, args, { env: { ...process.env, PYTHONPATH: undefined } })
  } catch (error) {
    const {
      stderr = '',
      stdout = '',
      message,
    } = error as Error & { readonly stderr?: string; readonly stdout?: string }
    const said = (stderr || stdout || message).trim().slice(-2_000)
    throw new Error(`cannot install ${what} with ${command}: ${said}`)
  }
}

async function checked(python: string): Promise<string> {
  try {
    await promisify(execFile)(python, ['-c', 'import jupyterhub, kubespawner'])
    return python
  } catch (error) {
    const said = (error as Error).message.trim().split('\n').at(-1)
    throw new Error(`WARMSEATS_PYTHON=${python} has no jupyterhub and kubespawner: ${said}`)
  }
}

function toStderr(line: string): void {
  process.stderr.write(`${line}\n`)
}
