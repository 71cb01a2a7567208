import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { Agent, fetch } from 'undici'
import type { ContainerManifest, PodManifest } from '../../../src/domain/profiles/pod/pod-manifest.ts'
import { FIRST_CONFIG_MAP, PROFILES_KEY } from '../../../src/domain/profiles/reading/read-file.ts'
import { ApiError, type Cluster, controlPlane, eventually, startCluster } from '../../cluster/index.ts'
import { spawned } from '../../support/profiles.ts'
import { SECOND } from '../../support/time.ts'
import type { Controller } from '../support/controller.ts'
import { install, type Release } from '../support/release.ts'
import { ownAddress, ROUTED, route } from '../support/route.ts'
import { poolValues } from '../support/values.ts'

const { skip } = await controlPlane()
const why = skip || (ownAddress() === undefined && 'this machine has no address but loopback')

const NAMESPACE = 'hub'
const CONFIG_MAPS = `/api/v1/namespaces/${NAMESPACE}/configmaps`
const PODS = `/api/v1/namespaces/${NAMESPACE}/pods`
const LABELS = { 'jupyterhub.opendatahub.io/user': 'profile' }

describe("the chart's webhook", { skip: why }, () => {
  let cluster: Cluster
  let release: Release
  let controllers: Controller[] = []
  const values = (more: object = {}) => ({
    nodePools: { user: poolValues('user') },
    logLevel: 'debug',
    profiles: {
      enabled: true,
      static: { profiles: [{ name: 'from values', env: { FROM: 'values', LAST: 'values' } }] },
      webhook: { timeoutSeconds: 2, ...more },
    },
  })
  before(async () => {
    cluster = await startCluster({ ...ROUTED, kwok: false })
    release = await install({ cluster, helm: 4, values: values() })
    await putProfiles(FIRST_CONFIG_MAP, 'profiles: [{name: first, env: {FROM: first, FIRST: "1"}}]')
    await putProfiles('b-course', 'profiles: [{name: course, users: [ada], env: {FROM: course, COURSE: "1"}}]', LABELS)
    controllers = [await release.start(), await release.start()]
    for (const controller of controllers)
      await eventually('it is ready', async () => (await controller.get('/readyz')).status === 200)
    await route(cluster, {}, ...controllers.map(({ httpsPort }) => httpsPort))
    await eventually('the first pod with profiles', async () => (await create('first')).FROM !== undefined)
  })
  after(async () => {
    await release?.stop()
    await cluster?.stop()
  })

  async function putProfiles(name: string, text: string, labels: object = {}): Promise<void> {
    const path = `${CONFIG_MAPS}/${name}?fieldManager=admin&force=true`
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, labels }, data: { [PROFILES_KEY]: text } }
    await cluster.request('PATCH', path, object, 'application/apply-patch+yaml')
  }

  /** Creates a pod of this user through the API server, takes it away, and returns the variables it was given. */
  async function create(user: string, dryRun = false): Promise<Readonly<Record<string, string>>> {
    const manifest = spawned({ user })
    const pod = (await cluster.request('POST', `${PODS}${dryRun ? '?dryRun=All' : ''}`, manifest)) as PodManifest
    if (!dryRun) await cluster.request('DELETE', `${PODS}/jupyter-${user}?gracePeriodSeconds=0`).catch(unlessGone)
    return variablesOf(pod.spec?.containers?.[0])
  }

  const leader = async () => {
    const leading = await Promise.all(
      controllers.map(async (one) => /^warmseats_leader 1$/m.test((await one.get('/metrics')).text)),
    )
    const found = controllers[leading.indexOf(true)]
    assert.ok(found)
    return found
  }

  it('patches the pod of a user with the profiles that match, values last', async () => {
    const ada = await create('ada')
    assert.deepEqual(
      [ada.FROM, ada.FIRST, ada.COURSE, ada.LAST, ada.JUPYTERHUB_USER_NAME],
      ['values', '1', '1', 'values', 'ada'],
    )
    const grace = await create('grace')
    assert.deepEqual([grace.FIRST, grace.COURSE], ['1', undefined])
  })

  it('a dry run is answered too, and other pods never come by', async () => {
    assert.equal((await create('ada', true)).COURSE, '1')
    const other = spawned({ user: 'ada' })
    const pod = { ...other, metadata: { ...other.metadata, labels: {} } }
    const made = (await cluster.request('POST', `${PODS}?dryRun=All`, pod)) as PodManifest
    assert.equal(variablesOf(made.spec?.containers?.[0]).FROM, undefined)
  })

  it('a changed ConfigMap counts for the next pod, without a restart', async () => {
    await putProfiles('b-course', 'profiles: [{name: course, users: [ada], env: {COURSE: "2"}}]', LABELS)
    await eventually('both replicas have read it', () =>
      controllers.every(({ lines }) => lines.filter(({ msg }) => msg === 'profiles read').length >= 2),
    )
    for (let round = 0; round < 6; round++) assert.equal((await create('ada')).COURSE, '2')
  })

  it('a bad ConfigMap is named, in the log once and as an Event, and costs no other', async () => {
    await putProfiles('a-broken', 'profiles: [', LABELS)
    for (const controller of controllers)
      await controller.line('profiles problem', ({ where }) => String(where).startsWith('ConfigMap a-broken'))
    const { metadata } = (await cluster.request('GET', `${CONFIG_MAPS}/a-broken`)) as { metadata: { uid: string } }
    const told = () =>
      cluster.kubectl(['events', '--namespace', NAMESPACE, '--for', 'configmap/a-broken', '--types', 'Warning'])
    await eventually('the Event', async () => /ProfilesProblem/.test(await told()))
    assert.ok(metadata.uid)
    assert.equal((await create('ada')).COURSE, '2')
    await cluster.request('DELETE', `${CONFIG_MAPS}/a-broken`)
    for (const { line } of controllers) await line('profiles problem gone')
  })

  it('an upgrade leaves the CAs and the path that the controller announced', async () => {
    const before = await announced()
    await release.upgrade({ ...values(), podAnnotations: { changed: 'yes' } })
    assert.deepEqual(await announced(), before)
    assert.equal((await create('ada')).COURSE, '2')
  })

  for (const [what, path] of [
    ['CAs', 'caBundle'],
    ['a path', 'service/path'],
  ] as const)
    it(`${what} that somebody took away: they come back`, async () => {
      const before = await announced()
      const cleared = JSON.stringify([{ op: 'remove', path: `/webhooks/0/clientConfig/${path}` }])
      await cluster.kubectl(['patch', 'mutatingwebhookconfiguration', 'warmseats', '--type=json', '-p', cleared])
      await eventually('it is announced', async () => isDeepStrictEqual(await announced(), before))
      await eventually('pods have profiles', async () => (await create('ada')).COURSE === '2')
    })

  it('three hundred pods at once come from one address: each gets its profiles, no connection is refused', async () => {
    await cluster.request('POST', '/api/v1/namespaces', { metadata: { name: 'crowd' } })
    await release.upgrade(values({ timeoutSeconds: 30, namespaces: [NAMESPACE, 'crowd'] }))
    await eventually('the API server knows it', async () => {
      const pod = await cluster.request('POST', '/api/v1/namespaces/crowd/pods?dryRun=All', spawned())
      return variablesOf((pod as PodManifest).spec?.containers?.[0]).FROM !== undefined
    })
    const pods = await Promise.all(Array.from({ length: 300 }, (_, n) => create(`crowd-${n}`, true)))
    assert.equal(pods.filter(({ FROM }) => FROM !== 'values').length, 0, 'pods without profiles')
    for (const controller of controllers) {
      const { text } = await controller.get('/metrics')
      const refused = text.match(/refused_total\{port="https",because="(?:address|all)"\} \d+/g) ?? []
      assert.deepEqual(
        refused.map((line) => line.split(' ')[1]),
        ['0', '0'],
      )
    }
    await release.upgrade(values())
  })

  /** Asks a controller as a pod of some user could, which reaches its port. */
  async function forge({ httpsPort }: Controller, path: string): Promise<{ status: number; text: string }> {
    const dispatcher = new Agent({ connect: { ca: (await announced()).ca, servername: `warmseats.${NAMESPACE}.svc` } })
    const asked = { uid: 'forged', operation: 'CREATE', namespace: NAMESPACE, object: spawned({ user: 'ada' }) }
    const body = JSON.stringify({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request: asked })
    const headers = { 'content-type': 'application/json' }
    try {
      const url = `https://127.0.0.1:${httpsPort}${path}`
      const response = await fetch(url, { method: 'POST', headers, body, dispatcher })
      return { status: response.status, text: await response.text() }
    } finally {
      await dispatcher.close()
    }
  }

  it('who only reaches the port is told nothing of what a user gets', async () => {
    const { path } = await announced()
    for (const controller of controllers) {
      assert.match((await forge(controller, path)).text, /"JSONPatch"/)
      for (const guess of ['/mutate', '/mutate/', `/mutate/${'0'.repeat(64)}`, path.slice(0, -1)]) {
        const { status, text } = await forge(controller, guess)
        assert.deepEqual([status, /patch/.test(text)], [404, false], guess)
      }
    }
  })

  it('no pod fails, and none stays without profiles, while the certificate changes again and again', async () => {
    const rotating = await leader()
    const [since, servedSince] = [rotating.lines.length, controllers.map(({ lines }) => lines.length)]
    const { path: firstPath } = await announced()
    const counts = { created: 0, unpatched: 0 }
    let isOver = false
    const creating = [0, 1, 2].map(async (worker) => {
      while (!isOver) {
        const { FROM } = await create(`worker-${worker}`)
        counts.created += 1
        if (FROM === undefined) counts.unpatched += 1
        await delay(10)
      }
    })
    const changed = async () => {
      await release.upgrade(values({ certificateLifetime: '20s' }))
      const steps = () =>
        rotating.lines.slice(since).flatMap(({ msg, step }) => (msg === 'certificate step made' ? [String(step)] : []))
      await eventually('two rotations', () => steps().filter((step) => step === 'forget').length >= 2, {
        withinMs: 60 * SECOND,
      })
      assert.deepEqual(steps().slice(0, 6), ['prepare', 'announce', 'promote', 'announce', 'forget', 'announce'])
      assert.ok(!steps().includes('make'))
    }
    try {
      await Promise.race([changed(), Promise.all(creating)])
    } finally {
      isOver = true
    }
    await Promise.all(creating)
    assert.ok(counts.created > 100, `${counts.created} pods`)
    assert.deepEqual(counts.unpatched, 0)
    for (const [index, { lines }] of controllers.entries()) {
      const loaded = lines.slice(servedSince[index]).filter(({ msg }) => msg === 'certificate loaded')
      assert.ok(loaded.length >= 2, 'every replica served the new ones')
    }
    assert.notEqual((await announced()).path, firstPath)
    for (const controller of controllers) assert.equal((await forge(controller, firstPath)).status, 404)
    await release.upgrade(values())
  })

  /** What the API server knows the webhook by, and where it asks; empty: nothing is said. */
  const announced = async () => {
    const object = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/warmseats'
    const { webhooks } = (await cluster.request('GET', object)) as {
      webhooks: readonly [{ clientConfig: { caBundle?: string; service: { path?: string } } }]
    }
    const { caBundle = '', service } = webhooks[0].clientConfig
    return { ca: Buffer.from(caBundle, 'base64').toString(), path: service.path ?? '' }
  }

  it('the hub can know the certificate by the CA in a ConfigMap', async () => {
    const { data } = (await cluster.request('GET', `${CONFIG_MAPS}/warmseats-ca`)) as { data: Record<string, string> }
    assert.equal((await announced()).ca, data['ca.crt'])
  })

  it('with the webhook down the pod is created as it is, within its timeout', async () => {
    for (const { kill } of controllers) kill('SIGSTOP') // they take connections, and say nothing
    const startMs = performance.now()
    const pod = await create('ada')
    const tookMs = performance.now() - startMs
    assert.equal(pod.FROM, undefined)
    assert.ok(tookMs < 4 * SECOND, `${tookMs} ms`)
    for (const { kill, exited } of controllers) {
      kill('SIGKILL')
      await exited
    }
    assert.equal((await create('ada')).FROM, undefined)
  })
})

/** The control plane collects pods that are being deleted and have no node, every 20 s: between the two steps of our deletion too. */
const unlessGone = (error: unknown): void => {
  if (!(error instanceof ApiError && error.status === 404)) throw error
}

const variablesOf = (container: ContainerManifest | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries((container?.env ?? []).map(({ name, value }) => [name, value ?? '']))
