import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { lean } from '../../src/bundle/lean.ts'

const ROOT = join(import.meta.dirname, '../..')

describe('what is left out of the bundle', () => {
  const folder = mkdtempSync(join(tmpdir(), 'warmseats-lean-'))
  const server = createServer((request, response) => response.end(`${request.method} ${request.url}`))
  before(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  after(() => {
    server.close()
    rmSync(folder, { recursive: true })
  })

  /** What a program says, bundled as ours is. */
  async function bundled(contents: string): Promise<string> {
    const outfile = join(folder, 'program.mjs')
    await build({
      ...{ stdin: { contents, resolveDir: ROOT, sourcefile: 'program.ts' }, outfile, logLevel: 'silent' },
      ...{ bundle: true, platform: 'node', format: 'esm', plugins: [lean(ROOT)] },
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" },
    })
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return (await promisify(execFile)(process.execPath, [outfile, url])).stdout.trim()
  }
  const IS_LOADED = "process.moduleLoadList.some((name) => name.endsWith('internal/deps/undici/undici'))"

  it('is not the HTTP client inside Node, which an import of node:http would load', async () => {
    const program = `import http, { createServer } from 'node:http'
      console.log(typeof createServer, typeof http.request, ${IS_LOADED})`
    assert.equal(await bundled(program), 'function function false')
  })

  it('is not what of undici we use', async () => {
    const program = `import { Agent, buildConnector, fetch, ProxyAgent, request, Socks5ProxyAgent } from 'undici'
      const dispatcher = new Agent()
      const url = process.argv[2]
      const fetched = await (await fetch(url + '/fetched', { dispatcher })).text()
      const posted = await (await request(url + '/posted?x=1', { method: 'POST', body: 'x', dispatcher })).body.text()
      const asked = await (await dispatcher.request({ origin: url, path: '/asked', method: 'GET' })).body.text()
      console.log([fetched, posted, asked, ${IS_LOADED}].join())
      await dispatcher.close()`
    assert.equal(await bundled(program), 'GET /fetched,POST /posted?x=1,GET /asked,false')
  })

  it('fails the build where somebody begins to use more', async () => {
    await assert.rejects(bundled("import { MockAgent } from 'undici'; console.log(MockAgent)"), /No matching export/)
  })

  it('is not the words of zod in English', async () => {
    const program = "import { z } from 'zod'; console.log(z.string().safeParse(1).error.issues[0].message)"
    assert.match(await bundled(program), /^Invalid input: expected string/)
  })
})
