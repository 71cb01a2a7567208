import assert from 'node:assert/strict'
import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { Worker } from 'node:worker_threads'
import packageJson from '../../package.json' with { type: 'json' }
import { LICENCES_FILE } from '../../src/bundle/licences.ts'
import type { Request } from '../../streams/services/job.ts'
import { READY } from '../../streams/threads/ready.ts'

const ROOT = join(import.meta.dirname, '../..')
const BUILD = join(ROOT, 'src/bundle/build.ts')
const CALENDAR = join(ROOT, 'examples/calendars/midterm.ics')

/** 2.17 on Linux, on two cores; 2.4 before packages were looked at one by one. */
const MOST_OF_BARE_NODE = 2.3

const SHAPES = [
  { shape: 'one file', args: [], name: 'kubectl-warmseats', called: 'kubectl warmseats' },
  { shape: 'a folder', args: ['--folder'], name: 'warmseats.mjs', called: 'warmseats' },
] as const

for (const { shape, args, name, called } of SHAPES)
  describe(`the program as ${shape}`, () => {
    // Away from the sources and their packages.
    const folder = mkdtempSync(join(tmpdir(), 'warmseats-bundle-'))
    const file = join(folder, name)
    before(() => void execFileSync(process.execPath, [BUILD, ...args, args.length > 0 ? folder : file]))
    after(() => rmSync(folder, { recursive: true }))

    const run = (...words: string[]) =>
      new Promise<{ code: unknown; stdout: string; stderr: string }>((done) =>
        execFile(process.execPath, [file, ...words], { cwd: folder }, (error, stdout, stderr) =>
          done({ code: error ? error.code : 0, stdout, stderr }),
        ),
      )

    it('can be called', async () => {
      assert.match((await run('--help')).stdout, new RegExp(`^Usage: ${called} `))
      assert.equal(readFileSync(file, 'utf8').startsWith('#!/usr/bin/env node\n'), args.length === 0)
      assert.match(readFileSync(join(folder, LICENCES_FILE), 'utf8'), /\nrxjs /)
      assert.equal((await run('version', '--client')).stdout, `program     ${packageJson.version}\n`)
    })

    it('reads calendars in a thread, which begins as the program does', async () => {
      const { code, stdout, stderr } = await run('calendar', CALENDAR, '--from', '2026-03-24')
      assert.deepEqual([code, stderr], [0, ''])
      assert.match(stdout, /40 students +Midterm/)
    })

    it('renders templates of services in another, with the engine in it', async () => {
      const worker = new Worker(file, { workerData: 'services' })
      const said = async () => (await once(worker, 'message'))[0] as unknown
      assert.equal(await said(), READY)
      const template = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "notes-{{ user }}"}'
      const objects = { user: 'ada', namespace: 'hub', labels: {} }
      const request: Request = { at: 'template', request: { template, variables: { user: 'ada' }, objects } }
      worker.postMessage(request)
      const answer = JSON.stringify(await said())
      await worker.terminate()
      assert.match(answer, /"at":"read".*"name":"notes-ada"/)
    })

    it('plays the lecture of the demo, which is in it', async () => {
      const { code, stdout, stderr } = await run('demo', '--speed', '0', '--report', join(folder, 'report.html'))
      assert.deepEqual([code, stderr], [0, ''])
      assert.match(stdout, /^A lecture of 350/)
    })

    it('reads kubeconfigs, where there is one', async () => {
      const { code, stderr } = await run('status', '--kubeconfig', join(folder, 'gone'))
      assert.equal(code, 2)
      assert.match(stderr, /no kubeconfig at /)
    })

    it('is wrong in the name that a person typed', async () => {
      const { code, stderr } = await run('plan', '--confg')
      assert.equal(code, 2)
      assert.match(stderr, new RegExp(`^${called} plan: unknown option '--confg'; did you mean --config\\?`))
    })
  })

describe('the folder that the image holds', () => {
  const folder = mkdtempSync(join(tmpdir(), 'warmseats-bundle-'))
  before(() => void execFileSync(process.execPath, [BUILD, '--folder', folder]))
  after(() => rmSync(folder, { recursive: true }))

  /** How much memory a program had when it ended, as a pod of 512 MiB has its heap, and what of Node it had loaded. */
  function ended(...words: string[]): { readonly rss: number; readonly loaded: string } {
    const watch = join(folder, 'watch.mjs')
    writeFileSync(
      watch,
      `process.on('exit', () => console.error(JSON.stringify({ rss: process.memoryUsage.rss(), loaded: process.moduleLoadList.join() })))`,
    )
    const env = { HOME: folder, MALLOC_ARENA_MAX: '1' }
    const flags = ['--max-semi-space-size=4', '--import', watch]
    const { stderr } = spawnSync(process.execPath, [...flags, ...words], { cwd: folder, env, encoding: 'utf8' })
    return JSON.parse(stderr.trim().split('\n').at(-1) ?? '')
  }

  it('is small, with the words of all who wrote it', () => {
    const files = readdirSync(folder)
    const bytes = files.map((file) => statSync(join(folder, file)).size).reduce((sum, one) => sum + one, 0)
    assert.ok(bytes < 10 * 2 ** 20, `${bytes} bytes; see what \`run\` and its packages bring`)
    const words = readFileSync(join(folder, LICENCES_FILE), 'utf8')
    for (const name of ['@kubernetes/client-node', 'fastify', 'minijinja-js', 'rxjs', 'undici'])
      assert.match(words, new RegExp(`\n${name} [\\d.]+ \\(`))
  })

  it('takes little more than twice the memory of bare Node to begin', () => {
    const bare = ended('--eval', '0')
    const { rss, loaded } = ended('warmseats.mjs', 'run', '--config', 'gone', '--namespace', 'hub')
    const ratio = rss / bare.rss
    assert.ok(ratio > 1.5 && ratio < MOST_OF_BARE_NODE, `${ratio.toFixed(2)} times ${bare.rss} bytes`)
    assert.match(loaded, /NativeModule http,/)
    assert.doesNotMatch(loaded, /internal\/deps\/undici/, 'the HTTP client inside Node, which nothing of ours uses')
  })
})

describe('the plugin of kubectl', () => {
  it('is what krew unpacks', () => {
    const manifest = readFileSync(join(ROOT, '.krew.yaml'), 'utf8')
    const workflow = readFileSync(join(ROOT, '.github/workflows/release.yaml'), 'utf8')
    assert.match(manifest, /\n {6}bin: kubectl-warmseats\n/)
    const archive = /\/([\w-]+\.tar\.gz)"/.exec(manifest)?.[1]
    assert.ok(archive && workflow.includes(`tar -czf ${archive} LICENSE -C out kubectl-warmseats ${LICENCES_FILE}`))
    assert.ok(manifest.includes(`{from: ${LICENCES_FILE}, to: .}`))
  })
})
