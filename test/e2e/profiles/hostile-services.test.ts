/** Who may write templates and profiles, and means harm: nothing else is reached, nobody else waits, and the reason stands there. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { PodManifest } from '../../../src/domain/profiles/pod/pod-manifest.ts'
import { FIRST_CONFIG_MAP, PROFILES_KEY } from '../../../src/domain/profiles/reading/read-file.ts'
import type { RawMetadata } from '../../../src/domain/scheduling/kubernetes-object.ts'
import { type Cluster, controlPlane, eventually, startCluster } from '../../cluster/index.ts'
import { spawned } from '../../support/profiles.ts'
import type { Controller } from '../support/controller.ts'
import { install, type Release } from '../support/release.ts'
import { ownAddress, ROUTED, route } from '../support/route.ts'
import { configMap } from '../support/services.ts'
import { poolValues } from '../support/values.ts'

const { skip } = await controlPlane()
const why = skip || (ownAddress() === undefined && 'this machine has no address but loopback')

const PODS = '/api/v1/namespaces/hub/pods'
const SECRETS = '/api/v1/namespaces/hub/secrets'
const WEBHOOK_MS = 10_000

const called = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "${name}"}\ndata: {a: b}`

const TEMPLATES = {
  settings: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {host: "{{ USERNAME }}.hub"}',
  secret: called('../secrets/hub'),
  query: called('x?dryRun='),
  memory: `{% set a = 'a' * 65536 %}{{ a | replace('', a) }}`,
  slow: '{% set a = range(9999) | list %}{% for i in range(3000) %}{{ a | sort | length }}{% endfor %}',
  large: `apiVersion: v1
kind: ConfigMap
metadata: {name: large}
data:
{% for i in range(3000) %}  k{{ i }}: v
{% endfor %}`,
}

/** What each tries, by the name of the user whose pod gets it, and what is said of it. */
const TRIED: readonly (readonly [user: string, service: string, said: string])[] = [
  ['secret', 'resources: [{name: templates, path: secret}]', 'cannot be called `../secrets/hub-secret`'],
  ['query', 'resources: [{name: templates, path: query}]', 'cannot be called `x?dryRun=-query`'],
  ['memory', 'resources: [{name: templates, path: memory}]', 'it takes more than 32 MB of memory'],
  ['slow', 'resources: [{name: templates, path: slow}]', 'it takes more than 1 s'],
  [
    'path',
    "{resources: [{name: templates, path: large}], return: {X: '$..[?count($..*) > 9999999]'}}",
    'it takes more than 1 s',
  ],
]

const inline = (service: string) => (service.startsWith('{') ? service : `{${service}}`)

const PROFILES = `
profiles:
- name: everybody
  env: {GREETING: hello}
- name: those with a service
  users: [neighbour, ${TRIED.map(([user]) => user).join(', ')}]
  services:
    settings: {resources: [{name: templates, path: settings}], return: {SETTINGS_HOST: data.host}}
${TRIED.map(([user, service]) => `- {name: ${user}, users: [${user}], services: {bad: ${inline(service)}}}`).join('\n')}
- name: three filters in each other
  services:
    bomb:
      resources: [{name: templates, path: settings}]
      return: {X: "$.data[?count($.data[?count($.data[?@ != 'x']) > 1]) > 9]"}
`

describe('services that were written to harm', { skip: why }, () => {
  let cluster: Cluster
  let release: Release
  let controller: Controller
  let secret: RawMetadata
  before(async () => {
    cluster = await startCluster(ROUTED)
    const profiles = { enabled: true, webhook: { timeoutSeconds: WEBHOOK_MS / 1000 } }
    release = await install({ cluster, helm: 3, values: { nodePools: { user: poolValues('user') }, profiles } })
    secret = (
      (await cluster.request('POST', SECRETS, {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'hub' },
        stringData: { key: 'value' },
      })) as { readonly metadata: RawMetadata }
    ).metadata
    await configMap(cluster, 'templates', TEMPLATES)
    await configMap(cluster, FIRST_CONFIG_MAP, { [PROFILES_KEY]: PROFILES })
    controller = await release.start()
    await eventually('it is ready', async () => (await controller.get('/readyz')).status === 200)
    await route(cluster, {}, controller.httpsPort)
    await eventually('the first pod with profiles', async () => (await create('first', true)).GREETING !== undefined)
  })
  after(async () => {
    await release?.stop()
    await cluster?.stop()
  })

  /** Creates a user's pod as KubeSpawner does, and returns the variables that it was given. */
  async function create(user: string, dryRun = false): Promise<Readonly<Record<string, string>>> {
    const path = `${PODS}${dryRun ? '?dryRun=All' : ''}`
    const pod = (await cluster.request('POST', path, spawned({ user }))) as PodManifest
    const env = pod.spec?.containers?.[0]?.env ?? []
    return Object.fromEntries(env.map(({ name, value }) => [name, value ?? '']))
  }
  const timed = async (user: string) => {
    const startMs = performance.now()
    const env = await create(user)
    return { env, tookMs: Math.round(performance.now() - startMs) }
  }
  const eventsOn = (object: string, words: string) =>
    eventually(`the Event on ${object}`, async () => {
      const args = ['--namespace', 'hub', '--for', object, '--types', 'Warning']
      return (await cluster.kubectl(['events', ...args])).includes(words)
    })

  it('while they are tried all at once, others get their pods', async (t) => {
    const bad = TRIED.map(([user]) => timed(user))
    const plain = [timed('one'), timed('two')]
    const neighbour = timed('neighbour')
    for (const { env, tookMs } of await Promise.all(plain)) {
      t.diagnostic(`a pod without services: ${tookMs} ms`)
      assert.equal(env.GREETING, 'hello')
      assert.ok(tookMs < WEBHOOK_MS / 4, `${tookMs} ms`)
    }
    const { env, tookMs } = await neighbour
    t.diagnostic(`a pod with a service: ${tookMs} ms`)
    assert.equal(env.SETTINGS_HOST, 'neighbour.hub')
    for (const one of await Promise.all(bad)) {
      t.diagnostic(`a pod with a bad one: ${one.tookMs} ms`)
      assert.ok(one.tookMs < WEBHOOK_MS, `${one.tookMs} ms`)
      assert.deepEqual([one.env.GREETING, one.env.X], ['hello', undefined])
    }
  })

  for (const [user, , said] of TRIED)
    it(`the pod of ${user} says why`, async () => {
      await eventsOn(`pod/jupyter-${user}`, said)
    })

  it('so does the ConfigMap of the templates, and that of the profiles', async () => {
    await eventsOn('configmap/templates', 'it takes more than 32 MB of memory')
    await eventsOn(`configmap/${FIRST_CONFIG_MAP}`, 'has a filter inside of a filter')
  })

  it('nothing else was reached, and the controller goes on', async () => {
    const { metadata } = (await cluster.request('GET', `${SECRETS}/hub`)) as { readonly metadata: RawMetadata }
    assert.equal(metadata.resourceVersion, secret.resourceVersion)
    assert.equal((await controller.get('/readyz')).status, 200)
    const { env, tookMs } = await timed('afterwards')
    assert.deepEqual([env.GREETING, tookMs < WEBHOOK_MS / 4], ['hello', true])
  })
})
