/** An API server that shows one thing or another; the real one is asked in test/e2e/commands/doctor.test.ts. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import { doctor } from '../../../src/commands/doctor/doctor.ts'
import { type Exchange, fakeApi } from '../../kubernetes/support/fake-api.ts'
import { rawNode } from '../../support/node.ts'
import { at } from '../../support/time.ts'
import { controller, kubeconfigOf } from '../cluster/kubeconfig.ts'

const VALUES = {
  nodePools: {
    user: { nodeSelector: { 'hub.jupyter.org/pool-name': 'user-pool' }, resources: { requests: { memory: '28Gi' } } },
  },
}

/** By the end of the path; what is not named is an empty list. */
type Answers = Readonly<Record<string, (exchange: Exchange) => void>>

const list =
  (...items: object[]) =>
  (exchange: Exchange) =>
    exchange.answer(200, { items })
const object = (body: object) => (exchange: Exchange) => exchange.answer(200, body)
const refused = (code: number) => (exchange: Exchange) => exchange.refuse(code, { message: 'hidden' })

const USUAL: Answers = {
  '/version': object({ gitVersion: 'v1.36.3' }),
  '/apis/policy': object({ versions: [{ version: 'v1' }] }),
  '/nodes': list(rawNode()),
  accessreviews: object({ status: { allowed: true } }),
  'configmaps/cluster-autoscaler-status': object({ data: { status: 'autoscalerStatus: Running\nnodeGroups: []' } }),
}

async function examine(answers: Answers = {}, values: object | null = VALUES) {
  await using api = await fakeApi()
  using files = kubeconfigOf(api)
  const all = Object.entries({ ...USUAL, ...answers })
  api.serve((exchange) => {
    const [, answer = list()] = all.findLast(([end]) => exchange.path.endsWith(end)) ?? []
    answer(exchange)
  })
  const config = join(dirname(files.kubeconfig), 'values.yaml')
  writeFileSync(config, JSON.stringify(values))
  const options = {
    kubeconfig: files.kubeconfig,
    config: values === null ? undefined : config,
    output: 'json',
  } as const
  const { text, exitCode } = await doctor('1.2.0', options, at('09:00'))
  const said = JSON.parse(text) as {
    readonly findings: readonly { readonly where: string; readonly what: string }[]
    readonly unchecked: readonly { readonly topic: string; readonly what: string; readonly because: string }[]
  }
  return { ...said, exitCode }
}

describe('what the API server does not show', () => {
  it('a hub that is not there is not called well', async () => {
    const { findings, unchecked, exitCode } = await examine()
    assert.deepEqual([findings, unchecked.map(({ topic }) => topic), exitCode], [[], ['hub'], 1])
    assert.match(unchecked[0]?.because ?? '', /no hub of zero-to-jupyterhub .* is in jhub; name its namespace/)
  })

  for (const [path, topics] of [
    ['/nodes', ['pools', 'hub', 'week']],
    ['/pods', ['pools', 'images', 'hub', 'week']],
    ['/priorityclasses', ['priorities', 'hub']],
    ['/resourcequotas', ['hub', 'week']],
    ['/nodepools', ['hub', 'week']],
    ['/events', ['hub', 'week']],
    ['/apis/policy', ['cluster', 'hub']],
    ['accessreviews', ['access', 'hub']],
  ] as const)
    it(`${path} refused costs its own checks, and they are named`, async () => {
      const { findings, unchecked, exitCode } = await examine({ [path]: refused(403) })
      assert.deepEqual(findings, [])
      assert.deepEqual([...new Set(unchecked.map(({ topic }) => topic))], topics)
      assert.equal(exitCode, 1)
    })

  it('an autoscaler that may be hidden is not called missing', async () => {
    const { findings, unchecked } = await examine({
      'configmaps/cluster-autoscaler-status': refused(403),
      '/nodepools': refused(404),
    })
    assert.deepEqual(findings, [])
    assert.ok(unchecked.some(({ what }) => what === 'whether Cluster Autoscaler runs'))
  })

  it('a release that may not be seen is not taken for none, where values are given', async () => {
    const { findings, unchecked } = await examine({ '/namespaces/jhub/deployments': refused(403) })
    assert.deepEqual(findings, [])
    const [first] = unchecked.filter(({ topic }) => topic === 'controller')
    assert.match(
      `${first?.what}: ${first?.because}`,
      /^whether a release is in jhub, and runs: the API server refused to list deployments in jhub: hidden /,
    )
    assert.ok(!unchecked.some(({ topic }) => topic === 'access'))
    await assert.rejects(examine({ '/namespaces/jhub/deployments': refused(403) }, null), /refused to list deployments/)
  })

  it('a calendar that is a file in the pod, or behind a Secret that is not shown, is not called unreadable', async () => {
    const calendars = [
      { name: 'exams', secret: { name: 'exams', key: 'url' } },
      { name: 'labs', url: '/etc/calendars/labs.ics' },
    ]
    const values = { ...VALUES, calendarUrl: 'file:///etc/calendars/classes.ics', calendars }
    const { findings, unchecked } = await examine({ '/secrets/exams': refused(403) }, values)
    assert.deepEqual(findings, [])
    const said = unchecked
      .filter(({ topic }) => topic === 'calendars')
      .map(({ what, because }) => `${what}: ${because}`)
    assert.match(said.join('\n'), /^whether calendar can be read: it is a file in the controller's pod, /)
    assert.match(
      said.join('\n'),
      /^whether calendar exams can be read: .* refused to get secrets\/exams in jhub: hidden/m,
    )
    assert.match(said.join('\n'), /^whether calendar labs can be read: it is a file/m)
  })

  it('a version that is told to nobody is not called supported', async () => {
    const { unchecked } = await examine({ '/version': refused(403) })
    assert.ok(unchecked.some(({ what }) => what === 'whether this Kubernetes is supported'))
  })
})

describe('the config that counts', () => {
  const CONFIG = { metadata: { name: 'warmseats' }, data: { 'config.yaml': JSON.stringify(VALUES) } }
  const made = controller('1.2.0')
  const installed = {
    ...made,
    spec: {
      ...made.spec,
      template: {
        spec: { ...made.spec.template.spec, volumes: [{ name: 'config', configMap: { name: 'warmseats' } }] },
      },
    },
  }
  const release: Answers = {
    '/deployments': list(installed),
    'configmaps/warmseats': object(CONFIG),
    'configmaps/warmseats-state': object({ metadata: { name: 'warmseats-state', uid: 'u', namespace: 'jhub' } }),
  }

  it('is the one that is mounted, also before a controller has kept it', async () => {
    const { findings } = await examine(release, null)
    const said = findings.map(({ where }) => where)
    assert.ok(said.includes('ConfigMap warmseats-state'), said.join())
    assert.ok(!said.includes('nodePools'), said.join())
  })

  it('refused, with none that is good beside it, is an error of the input', () =>
    assert.rejects(
      examine(
        { ...release, 'configmaps/warmseats': object({ data: { 'config.yaml': 'nodePools: {user: 3}' } }) },
        null,
      ),
      /config\.yaml in ConfigMap warmseats is refused, and no good one was kept\n {2}nodePools\.user: /,
    ))

  it('without a release there has to be one', () =>
    assert.rejects(examine({}, null), /no release of Warmseats is in namespace jhub: .* --config/))
})
