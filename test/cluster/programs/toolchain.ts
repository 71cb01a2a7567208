/**
 * Which Go builds the control plane: the one on the PATH when it is new enough, else the toolchain that the Go module
 * proxy serves as a zip, checked against a pinned hash before it is unpacked.
 */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { EnvHttpProxyAgent, fetch } from 'undici'
import { cacheRoot } from './cache.ts'
import { intoPlace } from './place.ts'
import { unzip } from './unzip.ts'

/** The Go that is downloaded where there is none. */
const goVersion = '1.26.8'

/** The oldest Go that the go.mod files accept. */
const oldestGo = '1.26.6'

/** sha256 of the zips as the proxy serves them; each one's content was compared with Go's checksum database. */
const zipHashes: Readonly<Record<string, string>> = {
  'linux-amd64': '30c2b1bf7dcc88d3eb0a1364e47ddd9128edb3110a30e8a0ef61cd5856b31de7',
  'linux-arm64': '02b36b6787b3ac767668f630e2998df45a3b1f9ffee08d1bf3ef6487cd658d99',
  'darwin-arm64': '0aad5fb52b88498885290178adc0bcfe429bc63012621af9f83282eb640bd9c7',
  'darwin-amd64': 'fe99a2009e5bb51e06d7784f1a486478673512041c2671157bd382806e2aedcf',
}

/** Returns the path of a `go` that is new enough; downloads one (70 MB, 260 MB unpacked) when the PATH has none. */
export async function findGo(log: (line: string) => void): Promise<string> {
  const onPath = await versionOf('go')
  if (onPath !== undefined && isAtLeast(onPath, oldestGo)) return 'go'
  const platform = `${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`
  const folder = join(cacheRoot(), `go${goVersion}-${platform}`)
  const go = join(folder, 'bin', 'go')
  if (!existsSync(go)) {
    const why = onPath === undefined ? 'no Go on the PATH' : `the Go on the PATH is ${onPath}, older than ${oldestGo}`
    log(`${why}: fetching Go ${goVersion} for ${platform} (70 MB) from the module proxy`)
    await download(platform, folder)
  }
  return go
}

/** The first http(s) address in GOPROXY (a list split at commas or bars), by default Go's own. */
export function moduleProxy(setting: string | undefined): URL {
  const list = setting || 'https://proxy.golang.org'
  const first = list.split(/[,|]/).find((entry) => /^https?:\/\//.test(entry.trim()))
  if (first === undefined) {
    throw new Error(
      `GOPROXY=${list} names no http address to fetch Go from: install Go ${goVersion}, see https://go.dev/dl`,
    )
  }
  return new URL(first.trim().replace(/\/*$/, '/'))
}

async function download(platform: string, folder: string): Promise<void> {
  const expected = zipHashes[platform]
  if (expected === undefined) {
    throw new Error(`no pinned Go for ${platform}: install Go ${goVersion} or newer, see https://go.dev/dl`)
  }
  const name = `v0.0.1-go${goVersion}.${platform}`
  const zip = await get(new URL(`golang.org/toolchain/@v/${name}.zip`, moduleProxy(process.env.GOPROXY)))
  const hash = createHash('sha256').update(zip).digest('hex')
  if (hash !== expected) {
    throw new Error(`the module proxy's Go for ${platform} has sha256 ${hash}, pinned is ${expected}: not unpacked`)
  }
  // The proxy's zips carry no exec bits: the go command sets them when it unpacks one, so this has to as well.
  const executable = (file: string) => /^(bin|pkg\/tool)\//.test(file)
  await intoPlace(folder, (temporary) => unzip(zip, temporary, `golang.org/toolchain@${name}/`, executable))
}

async function get(url: URL): Promise<Buffer> {
  // fetch refuses an address that carries credentials, GOPROXY may have them.
  const bare = new URL(url)
  bare.username = bare.password = ''
  const credentials = Buffer.from(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`)
  const headers: Record<string, string> = url.username
    ? { authorization: `Basic ${credentials.toString('base64')}` }
    : {}
  try {
    const response = await fetch(bare, { headers, dispatcher: new EnvHttpProxyAgent() })
    if (!response.ok) throw new Error(`HTTP ${response.status}`)
    return Buffer.from(await response.arrayBuffer())
  } catch (error) {
    const { message, cause } = error as Error
    const reason = cause instanceof Error ? cause.message : message
    throw new Error(
      `cannot fetch ${bare.href}: ${reason}. Set GOPROXY to a reachable proxy, or install Go ${goVersion}`,
    )
  }
}

async function versionOf(go: string): Promise<string | undefined> {
  try {
    const env = { ...process.env, GOTOOLCHAIN: 'local' }
    const { stdout } = await promisify(execFile)(go, ['env', 'GOVERSION'], { env })
    return /^go([\d.]+)/.exec(stdout)?.[1]
  } catch {
    return undefined
  }
}

/** Compares dotted versions number by number; a missing number is 0. */
export function isAtLeast(version: string, least: string): boolean {
  const [have, want] = [version.split('.').map(Number), least.split('.').map(Number)]
  for (const [i, number] of want.entries()) {
    if ((have[i] ?? 0) !== number) return (have[i] ?? 0) > number
  }
  return true
}
