import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { config } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import { observed } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { profilesIn, spawned } from '../../support/profiles.ts'
import { type Ask, HUB_TOKEN, plainCluster, profilesServer } from './support.ts'

const set = profilesIn(`
profiles:
- {name: all, env: {REGION: north}, resources: {requests: {memory: 1Gi}, limits: {memory: 2Gi}}}
- {name: ada, users: [ada], images: ['base:1'], env: {COURSE: physics}}
sizes:
- {name: Large, resources: {requests: {memory: 20Gi}, limits: {memory: 20Gi}}}
`)
const withService = profilesIn(`
profiles:
- {name: spark, services: {spark: {resources: [{name: templates, path: spark}]}}}
`)
const pools = config({ nodePools: { user: {} } })
const nodes = [node({ labels: { 'hub.jupyter.org/node-purpose': 'user' } })]
const world = observed({ config: pools, nodes, pods: [pod({ user: 'bo', on: 'n1', memory: '20Gi' })] })

interface AppliedBody {
  readonly pod: ReturnType<typeof spawned>
  readonly problems: readonly { readonly where: string; readonly text: string }[]
}

describe('POST /profiles/apply', () => {
  const applied = async (body: object): Promise<AppliedBody> => {
    await using server = await profilesServer({ set })
    const { status, body: answer } = await server.ask('/profiles/apply', { method: 'POST', body })
    assert.equal(status, 200, JSON.stringify(answer))
    return answer as AppliedBody
  }
  const envOf = ({ pod }: AppliedBody) =>
    Object.fromEntries(pod.spec.containers[0]?.env.map(({ name, value }) => [name, value]) ?? [])
  const memoryOf = ({ pod }: AppliedBody) => pod.spec.containers[0]?.resources

  it('gives the pod what the profiles say, with user, image and size taken out of it', async () => {
    const annotations = { 'warmseats.io/size': 'Large' }
    const answer = await applied({ pod: spawned({ annotations }) })
    const { REGION, COURSE, JUPYTERHUB_USER } = envOf(answer)
    assert.deepEqual([REGION, COURSE, JUPYTERHUB_USER], ['north', 'physics', 'ada'])
    assert.deepEqual(memoryOf(answer), { requests: { memory: '20Gi' }, limits: { memory: '20Gi' } })
    assert.deepEqual(answer.problems, [])
  })

  it('or as the question says', async () => {
    const answer = await applied({ pod: spawned(), user: 'grace', image: 'other:1', size: 'Large' })
    assert.equal(envOf(answer).COURSE, undefined)
    assert.deepEqual(memoryOf(answer)?.requests, { memory: '20Gi' })
  })

  it('says what does not count', async () => {
    const { problems } = await applied({ pod: spawned(), size: 'Giant' })
    assert.match(`${problems[0]?.where} ${problems[0]?.text}`, /size there is no size `Giant`.*there are `Large`/)
  })

  it('applied twice is applied once', async () => {
    const once = await applied({ pod: spawned() })
    assert.deepEqual((await applied({ pod: once.pod })).pod, once.pod)
  })

  it('what its services give, and why one is missing', async () => {
    const asked: string[] = []
    await using server = await profilesServer({
      set: withService,
      serviceAccounts: [{ name: 'hub', namespaces: ['users', 'lab'] }],
      deployServices: async ({ user, namespace }) => {
        asked.push(`${user} in ${namespace}`)
        const failures = [{ service: 'spark', because: 'no template', required: false }]
        return { env: [{ name: 'SPARK', value: 'spark-ada' }], failures, spawn: 's1' }
      },
    })
    const ask = async (body: object) => {
      const answer = await server.ask('/profiles/apply', { method: 'POST', body })
      return answer.body as AppliedBody
    }
    const answer = await ask({ pod: spawned() })
    assert.equal(envOf(answer).SPARK, 'spark-ada')
    assert.deepEqual(answer.problems, [{ where: 'service spark', text: 'no template' }])
    await ask({ pod: spawned(), namespace: 'users' })
    const { metadata, ...rest } = spawned()
    await ask({ pod: { ...rest, metadata: { ...metadata, namespace: 'lab' } } })
    assert.deepEqual(asked, ['ada in hub', 'ada in users', 'ada in lab'])
  })

  it('what counts where the pod will be: as is said, by the pod, or where who asks lives', async () => {
    await using server = await profilesServer({
      serviceAccounts: [{ name: 'hub', namespaces: ['annex'] }],
      set: profilesIn('{profiles: [{env: {IN: hub}}], sizes: [{name: Of the hub}]}'),
      inAnnex: profilesIn('{profiles: [{env: {IN: annex}}], sizes: [{name: Of the annex}]}'),
    })
    const { metadata, ...rest } = spawned()
    const there = { pod: { ...rest, metadata: { ...metadata, namespace: 'annex' } } }
    for (const [body, place] of [
      [{ pod: spawned() }, 'hub'],
      [{ pod: spawned(), namespace: 'annex' }, 'annex'],
      [there, 'annex'],
    ] as const) {
      const applied = await server.ask('/profiles/apply', { method: 'POST', body })
      assert.equal(envOf(applied.body as AppliedBody).IN, place)
      const { sizes } = (await server.ask('/profiles/sizes', { method: 'POST', body })).body as {
        sizes: { name: string }[]
      }
      assert.equal(sizes[1]?.name, `Of the ${place}`)
    }
    const { sizes } = (await server.ask('/profiles/sizes?user=ada')).body as { sizes: { name: string }[] }
    assert.equal(sizes[1]?.name, 'Of the hub')
  })

  it('a server that may not start is refused, with the reason', async () => {
    const failures = [{ service: 'spark', because: 'no template', required: true }]
    await using server = await profilesServer({
      set: withService,
      deployServices: async () => ({ env: [], failures, spawn: 's1' }),
    })
    const answer = await server.ask('/profiles/apply', { method: 'POST', body: { pod: spawned() } })
    assert.equal(answer.status, 422)
    assert.deepEqual(answer.body, { problems: [{ where: 'services', text: 'service spark: no template' }] })
  })

  it('a dry run gives the pod back as it is', async () => {
    await using server = await profilesServer({ set, dryRun: true })
    const { body } = await server.ask('/profiles/apply', { method: 'POST', body: { pod: spawned() } })
    assert.deepEqual(body, { pod: spawned(), problems: [] })
  })

  it('a fault of ours is logged, and nothing of it told', async () => {
    await using server = await profilesServer({
      set: withService,
      deployServices: () => Promise.reject(new Error('at /secret/path')),
    })
    const { status, body } = await server.ask('/profiles/apply', { method: 'POST', body: { pod: spawned() } })
    assert.equal(status, 500)
    assert.doesNotMatch(JSON.stringify(body), /secret/)
    assert.match(server.failures.join(), /secret/)
  })
})

describe('a pod of a namespace that is not the caller’s', () => {
  const pod = spawned()
  const there = { ...pod, metadata: { ...pod.metadata, namespace: 'lab' } }
  const table: [string, string, object][] = [
    ['named in the question', '/profiles/apply', { pod, namespace: 'lab' }],
    ['named in the pod', '/profiles/apply', { pod: there }],
    ['for a form', '/profiles/sizes', { pod, namespace: 'lab' }],
  ]
  for (const [title, path, body] of table)
    it(`${title}: 403, with who may and what would allow it, and no service is started`, async () => {
      const deployed: string[] = []
      await using server = await profilesServer({
        set: withService,
        deployServices: async ({ namespace }) => {
          deployed.push(namespace)
          return { env: [], failures: [], spawn: 's1' }
        },
      })
      const because =
        'hub/hub may not ask for pods of the namespace lab (who may: nobody); to allow it, profiles.api.serviceAccounts: [{name: hub/hub, namespaces: [lab]}]'
      const answer = await server.ask(path, { method: 'POST', body })
      assert.equal(answer.status, 403)
      assert.deepEqual(answer.body, { problems: [{ where: 'namespace', text: because }] })
      assert.deepEqual(server.refused, [{ account: 'hub/hub', address: '127.0.0.1', status: 403, because }])
      assert.deepEqual(deployed, [])
    })
})

describe('bad questions', () => {
  const nobody = { kind: 'Pod', metadata: {}, spec: { containers: [{ name: 'notebook' }] } }
  const post = (body: unknown): Ask => ({ method: 'POST', body })
  const table: [string, string, Ask, number, RegExp][] = [
    ['no pod', '/profiles/apply', post({ user: 'ada' }), 400, /^pod is missing/],
    ['no object', '/profiles/apply', post([]), 400, /^the body .*expected object/],
    ['no JSON', '/profiles/apply', post('{"pod": '), 400, /^the body .*JSON/],
    ['no body', '/profiles/apply', { method: 'POST' }, 400, /^the body /],
    ['a key that is not known', '/profiles/apply', post({ pod: spawned(), usr: 'ada' }), 400, /^the body .*"usr"/],
    ['a user that is no text', '/profiles/apply', post({ pod: spawned(), user: 7 }), 400, /^user .*expected string/],
    ['a pod of nobody', '/profiles/apply', post({ pod: nobody }), 400, /^user is missing/],
    [
      'a Deployment',
      '/profiles/apply',
      post({ pod: { ...spawned(), kind: 'Deployment' } }),
      400,
      /^pod\.kind must be Pod/,
    ],
    [
      'no containers',
      '/profiles/apply',
      post({ pod: { ...spawned(), spec: { containers: [] } } }),
      400,
      /^pod\.spec\.containers needs at least one/,
    ],
    ['a prototype', '/profiles/apply', post('{"pod": {"__proto__": {"kind": "Pod"}}}'), 400, /^pod\.kind must be Pod/],
    ['too large', '/profiles/apply', post({ pod: spawned(), user: 'a'.repeat(2 ** 20) }), 413, /^the body .*large/],
    ['no user', '/profiles/sizes', {}, 400, /^user is missing/],
    ['a parameter that is not known', '/profiles/sizes?user=ada&img=x', {}, 400, /^the query .*"img"/],
    ['a parameter twice', '/profiles/sizes?user=ada&user=bo', {}, 400, /^user .*expected string/],
    ['sizes for no pod', '/profiles/sizes', post({}), 400, /^pod is missing/],
  ]
  for (const [title, path, ask, status, said] of table)
    it(`${title}: ${status}, with where and what`, async () => {
      await using server = await profilesServer({ set })
      const answer = await server.ask(path, ask)
      const [first] = (answer.body as AppliedBody).problems ?? []
      assert.equal(answer.status, status, JSON.stringify(answer.body))
      assert.match(`${first?.where} ${first?.text}`, said)
      assert.deepEqual(server.failures, [])
    })

  it('before profiles are read nobody is told that there are none', async () => {
    await using server = await profilesServer({ set: null })
    assert.equal((await server.ask('/profiles/apply', post({ pod: spawned() }))).status, 503)
    assert.equal((await server.ask('/profiles/sizes?user=ada')).status, 503)
  })
})

describe('/profiles/sizes', () => {
  it('what each size gives, and how soon', async () => {
    await using server = await profilesServer({ set, observed: world })
    const { body } = await server.ask('/profiles/sizes?user=ada&image=base:1')
    assert.deepEqual(body, {
      sizes: [
        {
          name: 'Default',
          requests: { memory: '1Gi' },
          limits: { memory: '2Gi' },
          gpu: 0,
          soon: { at: 'warm', text: 'warm now' },
        },
        {
          name: 'Large',
          requests: { memory: '20Gi' },
          limits: { memory: '20Gi' },
          gpu: 0,
          soon: { at: 'boot', pool: 'user', leadMs: 240_000, text: 'about 4 min' },
        },
      ],
    })
  })

  it("for a pod with the hub's own place", async () => {
    await using server = await profilesServer({ set, observed: world })
    const elsewhere = spawned()
    const spec = { ...elsewhere.spec, nodeSelector: { 'hub.jupyter.org/node-purpose': 'gpu' } }
    const { body } = await server.ask('/profiles/sizes', { method: 'POST', body: { pod: { ...elsewhere, spec } } })
    const { sizes } = body as { sizes: { soon: { text: string } }[] }
    assert.deepEqual(
      sizes.map(({ soon }) => soon.text),
      ['about 4 min', 'about 4 min'],
    )
  })
})

const DENIED = 'User "system:serviceaccount:hub:warmseats" cannot list resource "imagestreams" in API group'

describe('GET /profiles/images', () => {
  const stream = {
    metadata: { name: 'spark', annotations: { 'opendatahub.io/notebook-image-name': 'Spark' } },
    spec: { tags: [{ name: '3.6' }] },
    status: { dockerImageRepository: 'registry.local:5000/hub/spark' },
  }
  const images = async (server: Awaited<ReturnType<typeof profilesServer>>) =>
    (await server.ask('/profiles/images')).body as { images: readonly object[] }
  const configured = { images: [{ image: 'base:1', title: 'Base' }] }
  const streams = { images: [{ image: 'registry.local:5000/hub/spark:3.6', title: 'Spark' }] }

  it('those of the config where the cluster knows no ImageStreams', async () => {
    await using server = await profilesServer()
    assert.deepEqual(await images(server), configured)
    assert.deepEqual(server.failures, [])
  })

  it('those of the ImageStreams with the label where it does, asked for once in 30 s', async () => {
    await using server = await profilesServer()
    server.kubernetes.serve((exchange) =>
      exchange.path.endsWith('/imagestreams') ? exchange.answer(200, { items: [stream] }) : plainCluster(exchange),
    )
    assert.deepEqual(await images(server), streams)
    await Promise.all([images(server), images(server)])
    const lists = () => server.kubernetes.seen.filter(({ path }) => path.endsWith('/imagestreams'))
    assert.equal(lists().length, 1)
    assert.equal(lists()[0]?.path, '/apis/image.openshift.io/v1/namespaces/hub/imagestreams')
    assert.equal(lists()[0]?.query.labelSelector, 'opendatahub.io/notebook-image=true')
    server.pass(30_000)
    await images(server)
    assert.equal(lists().length, 2)
  })

  it('a failure is told and leaves the last answer', async () => {
    await using server = await profilesServer()
    let broken = false
    server.kubernetes.serve((exchange) => {
      if (!exchange.path.endsWith('/imagestreams')) return plainCluster(exchange)
      return broken ? exchange.refuse(403, { message: DENIED }) : exchange.answer(200, { items: [stream] })
    })
    assert.deepEqual(await images(server), streams)
    broken = true
    server.pass(30_000)
    assert.deepEqual(await images(server), streams)
    assert.match(
      server.failures.join(),
      /missing RBAC: the ServiceAccount `hub.warmseats` may not `list` `imagestreams`/,
    )
  })
})

it('nobody learns anything without a token', async () => {
  await using server = await profilesServer({ set })
  for (const path of ['/profiles/sizes?user=ada', '/profiles/images'])
    assert.equal((await server.ask(path, { token: '' })).status, 401)
  const { status } = await server.ask('/profiles/apply', { method: 'POST', token: '', body: '{' })
  assert.equal(status, 401)
  assert.equal((await server.ask('/profiles/images', { token: HUB_TOKEN })).status, 200)
})

it('where it is not enabled there is nothing, and nobody is asked about tokens', async () => {
  await using server = await profilesServer({ set, enabled: false })
  assert.equal((await server.ask('/profiles/images')).status, 404)
  assert.deepEqual(server.kubernetes.seen, [])
})
