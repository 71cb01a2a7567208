import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { Worker } from 'node:worker_threads'
import packageJson from '../../package.json' with { type: 'json' }
import type { Request } from '../../streams/services/job.ts'
import { READY } from '../../streams/threads/ready.ts'

const ROOT = join(import.meta.dirname, '../..')
const BUILD = join(ROOT, 'src/bundle/build.ts')
const CALENDAR = join(ROOT, 'examples/calendars/midterm.ics')

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

describe('the plugin of kubectl', () => {
  it('is what krew unpacks', () => {
    const manifest = readFileSync(join(ROOT, '.krew.yaml'), 'utf8')
    const workflow = readFileSync(join(ROOT, '.github/workflows/release.yaml'), 'utf8')
    assert.match(manifest, /\n {6}bin: kubectl-warmseats\n/)
    const archive = /\/([\w-]+\.tar\.gz)"/.exec(manifest)?.[1]
    assert.ok(archive && workflow.includes(`tar -czf ${archive} LICENSE -C out kubectl-warmseats`))
  })
})
