/** A real browser for the tests of pages: one that is installed, else the one that comes with the test dependencies. */
import { accessSync, constants, existsSync } from 'node:fs'
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inflate } from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'
import packageJson from '../../package.json' with { type: 'json' }

/** A browser, or why the tests are to be skipped: `describe(name, { skip }, …)` takes `skip` as it is. */
export type RealBrowser =
  | { readonly skip: false; readonly browser: Browser }
  | { readonly skip: string; readonly browser?: undefined }

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * Starts a browser of the test's own. Where none starts, a developer's tests are skipped with the reason; with `CI=true`
 * it throws, so that a run without them is never taken for a complete one.
 */
export async function startBrowser(): Promise<RealBrowser> {
  const failures: string[] = []
  for (const find of [installed, bundled])
    try {
      const program = await find()
      if (program) return { skip: false, browser: await launch(program) }
    } catch (error) {
      failures.push((error as Error).message.split('\n').slice(0, 3).join(' '))
    }
  const because = `no browser starts here; install chromium (${failures.join('; ')})`
  if (process.env.CI === 'true') throw new Error(`CI needs a browser: ${because}`)
  return { skip: because }
}

interface Program {
  readonly executablePath: string
  readonly env?: Readonly<Record<string, string>>
}

const launch = ({ executablePath, env = {} }: Program): Promise<Browser> =>
  chromium.launch({ executablePath, args: FLAGS, env: { ...definedEnvironment(), ...env } })

const definedEnvironment = () =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const ELSEWHERE = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

function installed(): Program | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)))
  const executablePath = [...onPath, ...ELSEWHERE].find(isExecutable)
  return executablePath === undefined ? undefined : { executablePath }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const VERSION = packageJson.devDependencies['@sparticuz/chromium']

/** Linux on x64 only: a headless Chromium, with the libraries and fonts that a bare system lacks. */
async function bundled(): Promise<Program> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('none is bundled for this platform')
  const folder = join(tmpdir(), `warmseats-chromium-${VERSION}-${process.getuid?.() ?? 0}`)
  if (!existsSync(folder)) await unpackInto(folder)
  const libraries = [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter)
  return {
    executablePath: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: join(folder, 'fonts') },
  }
}

/** The package unpacks into the temporary folder, in place; tests run beside each other, so what is there must be whole. */
async function unpackInto(folder: string): Promise<void> {
  const packed = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..', 'bin')
  const before = process.env.TMPDIR
  const unfinished = await mkdtemp(`${folder}.`)
  try {
    process.env.TMPDIR = unfinished
    await Promise.all(['chromium.br', 'al2023.tar.br', 'fonts.tar.br'].map((name) => inflate(join(packed, name))))
    const fonts = join(unfinished, 'fonts', 'fonts.conf')
    await writeFile(fonts, (await readFile(fonts, 'utf8')).replaceAll('/tmp/fonts', join(folder, 'fonts')))
    await rename(unfinished, folder)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}
