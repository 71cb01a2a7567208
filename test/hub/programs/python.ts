/** Which Python the hub runs on: one that JupyterHub takes. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** The oldest that `requirements.txt` is resolved for. */
const OLDEST = '3.10'

/** In the order in which they are asked; `python3` of macOS is older than the oldest. */
const NAMES = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10']

/** A Python that is there. */
export interface Python {
  readonly command: string
  /** With its platform, as far as wheels differ: `3.11-linux-x86_64`. */
  readonly kind: string
  /** The folder that it is installed in: a virtual environment leads there, and to nowhere once it is gone. */
  readonly home: string
}

interface Said {
  readonly version: string
  readonly platform: string
  readonly home: string
}

const DESCRIBE = `
import sys, sysconfig
print("%d.%d %s %s" % (*sys.version_info[:2], sysconfig.get_platform(), sys.base_prefix))`

/**
 * The first Python that is new enough.
 * @param names commands to ask
 * @throws what to install, where there is none
 */
export async function findPython(names: readonly string[] = NAMES): Promise<Python> {
  const found: string[] = []
  for (const command of names) {
    const said = await ask(command)
    if (said === undefined) continue
    const { version, platform, home } = said
    if (isNewEnough(version)) return { command, kind: `${version}-${platform}`, home }
    found.push(`${command} is ${version}`)
  }
  const there = found.length === 0 ? 'no python3 on the PATH' : found.join(', ')
  throw new Error(`${there}: install Python ${OLDEST} or later for the hub of the tests`)
}

async function ask(command: string): Promise<Said | undefined> {
  try {
    const { stdout } = await promisify(execFile)(command, ['-c', DESCRIBE])
    const [version = '', platform = '', ...home] = stdout.trim().split(' ')
    return { version, platform, home: home.join(' ') }
  } catch {
    return undefined
  }
}

/** `3.10` is later than `3.9`. */
export function isNewEnough(version: string): boolean {
  const [[major = 0, minor = 0], [oldestMajor = 0, oldestMinor = 0]] = [version, OLDEST].map((text) =>
    text.split('.').map(Number),
  ) as [number[], number[]]
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
}
