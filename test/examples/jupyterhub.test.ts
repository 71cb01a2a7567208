/** examples/jupyterhub_config.py, run by the real KubeSpawner against the real HTTPS server. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { hubPython } from '../hub/require.ts'
import { folder, kubeconfig } from '../kubernetes/support/kubeconfig.ts'
import { type ApiOptions, HUB_TOKEN, plainCluster, profilesServer } from '../server/profiles/support.ts'
import { tokenOf } from '../server/profiles/tokens.ts'
import { config } from '../support/config.ts'
import { node } from '../support/node.ts'
import { observed } from '../support/observed.ts'
import { pod } from '../support/pod.ts'
import { profilesIn } from '../support/profiles.ts'
import { type HubProcess, hubProcess } from './hub-process.ts'

const found = await hubPython()
const CONFIG = join(import.meta.dirname, '../../examples/jupyterhub_config.py')

const set = profilesIn(`
profiles:
- {name: all, env: {REGION: north}}
- {name: spark, images: ['spark:1'], resources: {requests: {memory: 4Gi}, limits: {memory: 4Gi}}}
sizes:
- {name: Large, gpu: 1, resources: {requests: {memory: 20Gi, cpu: 2}, limits: {memory: 24Gi, cpu: 4}}}
`)
const world = observed({
  config: config({ nodePools: { user: {} } }),
  nodes: [node({ name: 'n1' }), node({ name: 'n2', cordoned: true, allocatable: { 'nvidia.com/gpu': '1' } })],
  pods: [pod({ user: 'bo', on: 'n1', memory: '29Gi' })],
})

/** Its users' pods are in a namespace of their own. */
const ALLOWED = [{ name: 'hub', namespaces: ['users'] }]

interface Scene extends ApiOptions {
  readonly do: 'form' | 'pod' | 'options'
  readonly options?: object
  readonly image?: string
  readonly user?: string
  readonly token?: string
  /** Of the images that the ImageStreams of the cluster offer. */
  readonly offered?: readonly string[]
  /** Another server vouches: the CA file is not this one's. */
  readonly distrusted?: boolean
  readonly down?: boolean
}

interface Outcome<T> {
  readonly result: T
  readonly log: readonly string[]
}

interface Pod {
  readonly metadata: { readonly annotations: Readonly<Record<string, string>> }
  readonly spec: {
    readonly containers: readonly [
      {
        readonly image: string
        readonly env: readonly { readonly name: string; readonly value: string }[]
        readonly resources: object
      },
    ]
  }
}

describe('the example in a hub', { skip: found.skip }, () => {
  let python: HubProcess
  const settings = folder()
  before(() => {
    assert.ok(found.skip === false)
    python = hubProcess(found.python, settings.write('config', kubeconfig({ server: 'https://127.0.0.1:1' })))
  })
  after(() => {
    python?.end()
    settings[Symbol.dispose]()
  })

  async function hub<T>(scene: Scene): Promise<Outcome<T>> {
    await using server = await profilesServer({ set, observed: world, serviceAccounts: ALLOWED, ...scene })
    using files = folder()
    const { offered } = scene
    if (offered)
      server.kubernetes.serve((exchange) =>
        exchange.path.endsWith('/imagestreams')
          ? exchange.answer(200, { items: offered.map(streamOf) })
          : plainCluster(exchange),
      )
    const env = {
      WARMSEATS_URL: scene.down ? 'https://127.0.0.1:1' : server.url,
      WARMSEATS_CA: files.write('ca.crt', scene.distrusted ? await profilesCa() : server.ca),
      WARMSEATS_TOKEN: files.write('token', `${scene.token ?? HUB_TOKEN}\n`),
      https_proxy: 'http://127.0.0.1:1', // one for the internet, which must not be asked
    }
    const { user = 'ada', image = 'base:1', options = {} } = scene
    return (await python.ask({ env, config: CONFIG, do: scene.do, user, image, options })) as Outcome<T>
  }

  const envOf = ({ spec }: Pod) => Object.fromEntries(spec.containers[0].env.map(({ name, value }) => [name, value]))

  it('a pod gets what the profiles say, and what was chosen', async () => {
    const { result, log } = await hub<Pod>({ do: 'pod', options: { size: 'Large' } })
    assert.equal(envOf(result).REGION, 'north')
    assert.equal(result.metadata.annotations['warmseats.io/size'], 'Large')
    assert.deepEqual(result.spec.containers[0].resources, {
      requests: { memory: '20Gi', cpu: '2', 'nvidia.com/gpu': '1' },
      limits: { memory: '24Gi', cpu: '4', 'nvidia.com/gpu': '1' },
    })
    assert.deepEqual(log, [])
  })

  it('an image that is offered is taken, another one is not', async () => {
    const offered = ['spark']
    const image = 'registry.local/spark:1'
    const chosen = await hub<Pod>({ do: 'pod', offered, options: { image } })
    assert.equal(chosen.result.spec.containers[0].image, image)
    const { limits } = chosen.result.spec.containers[0].resources as { limits: { memory: string } }
    assert.equal(limits.memory, '4Gi')
    const other = await hub<Pod>({ do: 'pod', offered, options: { image: 'evil:1' } })
    assert.equal(other.result.spec.containers[0].image, 'base:1')
    assert.match(other.log.join(), /does not offer the image evil:1/)
  })

  it('what does not count is in the log of the hub', async () => {
    const { log } = await hub<Pod>({ do: 'pod', options: { size: 'Giant' } })
    assert.match(log.join(), /Profiles of ada: size: there is no size `Giant`/)
  })

  const unanswered: readonly [string, Partial<Scene>, RegExp][] = [
    ['nobody listens', { down: true }, /did not answer .*refused/],
    ['the token that every pod has', { token: tokenOf({ audiences: ['api'] }) }, /refused .* 401 .*hub\.extraVolumes/],
    [
      'pods elsewhere',
      { serviceAccounts: [{ name: 'hub', namespaces: [] }] },
      /refused .* 403 .*namespaces: \[users\]/,
    ],
    ['nobody knows the token', { token: tokenOf({ forged: true }) }, /refused .* 401 .*does not accept this token/],
    ['the CA does not vouch for the server', { distrusted: true }, /did not answer .*certificate verify failed/i],
    ['profiles are not read yet', { set: null }, /refused .* 503 /],
  ]
  for (const [title, scene, said] of unanswered)
    it(`${title}: the server starts all the same, without a form, and the log says why`, async () => {
      const spawn = await hub<Pod>({ ...scene, do: 'pod', options: { size: 'Large' } })
      assert.equal(spawn.result.metadata.annotations['warmseats.io/size'], 'Large')
      assert.equal(envOf(spawn.result).REGION, undefined)
      assert.match(spawn.log.join(), said)
      const form = await hub<string>({ ...scene, do: 'form' })
      assert.equal(form.result, '')
    })

  it('a service that is required stops the spawn, and the user reads why', async () => {
    const { result } = await hub<{ refused: string }>({
      do: 'pod',
      set: profilesIn(
        'profiles: [{name: spark, services: {spark: {required: true, resources: [{name: t, path: p}]}}}]',
      ),
      deployServices: async () => ({
        env: [],
        failures: [{ service: 'spark', because: 'there is no ConfigMap t', required: true }],
        spawn: 's1',
      }),
    })
    assert.equal(result.refused, 'service spark: there is no ConfigMap t')
  })

  it('the form shows what each size gives, and how soon', async () => {
    const { result, log } = await hub<string>({ do: 'form' })
    assert.deepEqual(log, [])
    assert.deepEqual(textsOf(result), [
      'Default: 0.5 CPU, 1Gi memory (warm now)',
      'Large: 2 to 4 CPU, 20Gi to 24Gi memory, 1 GPU (about 4 min)',
    ])
    assert.doesNotMatch(result, /name="image"/)
  })

  it("with several images each has its sizes, the hub's own image first", async () => {
    const { result } = await hub<string>({ do: 'form', offered: ['spark', 'zeta'], image: 'registry.local/zeta:1' })
    assert.deepEqual(textsOf(result), [
      'zeta',
      'spark',
      'Default: 0.5 CPU, 1Gi memory (warm now)',
      'Large: 2 to 4 CPU, 20Gi to 24Gi memory, 1 GPU (about 4 min)',
      'Default: 0.5 CPU, 4Gi memory (about 4 min)',
      'Large: 2 to 4 CPU, 20Gi to 24Gi memory, 1 GPU (about 4 min)',
    ])
    const shown = result.match(/<select name="size"[^>]*>/g)?.map((select) => !select.includes('hidden disabled'))
    assert.deepEqual(shown, [true, false])
  })

  it('no name breaks out of the form', async () => {
    const evil = profilesIn(`
sizes:
- {name: '"><script>alert(1)</script>', resources: {limits: {memory: 1Gi}}}
`)
    const { result } = await hub<string>({ do: 'form', set: evil, offered: ['"><script>'] })
    assert.doesNotMatch(result.slice(0, result.lastIndexOf('<script>{')), /<script>/)
  })

  it('what was chosen is what the form sends', async () => {
    const { result } = await hub({ do: 'options', options: { size: ['Large'], image: ['base:1'], other: ['x'] } })
    assert.deepEqual(result, { size: 'Large', image: 'base:1' })
    assert.deepEqual((await hub({ do: 'options', options: {} })).result, {})
  })
})

const streamOf = (name: string) => ({
  metadata: { name },
  spec: { tags: [{ name: '1' }] },
  status: { dockerImageRepository: `registry.local/${name}` },
})

/** What people read in the lists. */
const textsOf = (html: string): string[] =>
  [...html.matchAll(/<option[^>]*>([^<]*)<\/option>/g)].map(([, text = '']) => text)

/** The CA of a server that has nothing to do with it. */
async function profilesCa(): Promise<string> {
  await using another = await profilesServer()
  return another.ca
}
