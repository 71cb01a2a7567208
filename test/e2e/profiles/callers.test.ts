/** Who asks the API for hubs, as an attacker would: with real tokens on the real control plane, and made-up ones by the thousand. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Cluster, controlPlane, eventually, startCluster } from '../../cluster/index.ts'
import { spawned } from '../../support/profiles.ts'
import type { Controller } from '../support/controller.ts'
import { diagnose, installHub } from '../support/doctored.ts'
import { type ApiClient, apiClient, caForHub, hubToken } from '../support/profiles-api.ts'
import { install, type Release } from '../support/release.ts'
import { poolValues } from '../support/values.ts'

const { skip } = await controlPlane()

const NAMESPACE = 'hub'
const PATH = '/profiles/sizes?user=ada'
const HUB = '127.0.0.1'

describe('callers of the profiles API', { skip }, () => {
  let cluster: Cluster
  let release: Release
  let controller: Controller
  let ca: string
  let hub: ApiClient
  const clients: ApiClient[] = []

  before(async () => {
    cluster = await startCluster()
    for (const namespace of ['lab', 'exam', 'elsewhere']) await cluster.kubectl(['create', 'namespace', namespace])
    const values = {
      nodePools: { user: poolValues('user') },
      profiles: {
        enabled: true,
        webhook: { enabled: false },
        api: { enabled: true, serviceAccounts: ['hub', { name: 'lab/hub', namespaces: ['exam'] }] },
      },
    }
    release = await install({ cluster, helm: 4, values, namespace: NAMESPACE })
    for (const namespace of [NAMESPACE, 'lab', 'elsewhere'])
      await cluster.kubectl(['create', 'serviceaccount', 'hub', '--namespace', namespace])
    controller = await release.start()
    await eventually('it is ready', async () => (await controller.get('/readyz')).status === 200)
    ca = await caForHub(cluster, NAMESPACE)
    hub = clientFrom(HUB)
  })
  after(async () => {
    for (const client of clients) await client.close()
    await release?.stop()
    await cluster?.stop()
  })

  function clientFrom(from: string, pipelining = 1): ApiClient {
    const client = apiClient({ ca, namespace: NAMESPACE, port: () => controller.httpsPort, from, pipelining })
    clients.push(client)
    return client
  }

  /** TokenReviews that the API server has answered, by its own count. */
  async function reviews(): Promise<number> {
    const counts = (await cluster.metrics()).matchAll(
      /^apiserver_request_total\{[^}]*resource="tokenreviews"[^}]*\} (\d+)$/gm,
    )
    return [...counts].reduce((sum, [, count]) => sum + Number(count), 0)
  }

  it('a token that is not for Warmseats is refused, with what to mount: in the answer, the log and on the page', async () => {
    const own = await cluster.tokenFor(NAMESPACE, 'hub')
    const before = await reviews()
    const { status, body } = await hub.ask(PATH, own)
    const because = body.problems?.[0]?.text ?? ''
    assert.equal(status, 401)
    assert.match(because, /of hub\/hub is not for warmseats: mount one .*audience: warmseats/)
    const line = await controller.line('caller refused')
    assert.deepEqual([line.account, line.address, line.because], ['hub/hub', HUB, because])
    const page = JSON.parse((await controller.get('/status.json')).text) as {
      readonly problems: readonly { readonly where: string; readonly text: string }[]
    }
    assert.ok(page.problems.some(({ where, text }) => where === 'profiles API' && text.includes(because)))
    const metrics = (await controller.get('/metrics')).text
    assert.match(metrics, /^warmseats_profiles_api_refusals_total\{status="401"\} 1$/m)
    assert.equal(await reviews(), before, 'nobody had to be asked')
  })

  it('nor is it for the API server: who reads it at Warmseats can do nothing with it', async () => {
    const token = await hubToken(cluster, NAMESPACE, 'hub')
    const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec: { token } }
    const { status } = (await cluster.request('POST', '/apis/authentication.k8s.io/v1/tokenreviews', review)) as {
      status: { authenticated?: boolean }
    }
    assert.notEqual(status.authenticated, true)
  })

  it('a hub asks for pods of its namespaces only', async () => {
    const tokens = { hub: await hubToken(cluster, NAMESPACE, 'hub'), lab: await hubToken(cluster, 'lab', 'hub') }
    for (const [by, namespace, status] of [
      ['hub', 'hub', 200],
      ['hub', 'lab', 403],
      ['hub', 'kube-system', 403],
      ['lab', 'lab', 200],
      ['lab', 'exam', 200],
      ['lab', 'hub', 403],
    ] as const) {
      const answer = await hub.ask('/profiles/apply', tokens[by], { pod: spawned(), namespace })
      assert.equal(answer.status, status, `${by} for ${namespace}: ${JSON.stringify(answer.body)}`)
    }
    const { body } = await hub.ask('/profiles/apply', tokens.hub, { pod: spawned(), namespace: 'exam' })
    assert.match(body.problems?.[0]?.text ?? '', /hub\/hub may not ask .* exam \(who may: lab\/hub\); to allow it, /)
  })

  it('a namesake in another namespace may not ask at all', async () => {
    const { status, body } = await hub.ask(PATH, await hubToken(cluster, 'elsewhere', 'hub'))
    assert.equal(status, 403)
    assert.match(body.problems?.[0]?.text ?? '', /^elsewhere\/hub may not ask/)
  })

  for (const [what, addresses] of [
    ['one address', ['127.0.0.2']],
    ['twenty', Array.from({ length: 20 }, (_, number) => `127.0.1.${number + 1}`)],
  ] as const)
    it(`2,000 made-up tokens from ${what} cost few reviews, and do not keep a hub's new token waiting`, async () => {
      const [header = '', payload = ''] = (await hubToken(cluster, NAMESPACE, 'hub')).split('.')
      const before = await reviews()
      const each = 2000 / addresses.length
      let made = 0
      /** The claims of the hub, and a signature of nobody. */
      const forged = () => {
        made += 1
        return [header, payload, Buffer.from(`made up ${made}`).toString('base64url')].join('.')
      }
      const flood = addresses.flatMap((from) => {
        const stranger = clientFrom(from, each)
        return Array.from({ length: each }, () => stranger.ask(PATH, forged()))
      })
      const rotated = await hubToken(cluster, NAMESPACE, 'hub')
      const startMs = performance.now()
      const { status } = await hub.ask(PATH, rotated)
      const tookMs = performance.now() - startMs
      assert.equal(status, 200)
      assert.ok(tookMs < 2000, `the hub waited ${Math.round(tookMs)} ms`)
      const counts = Object.groupBy(await Promise.all(flood), ({ status }) => status)
      assert.equal(counts[401]?.length, 5 * addresses.length)
      assert.equal(counts[429]?.length, 2000 - 5 * addresses.length)
      assert.equal((await reviews()) - before, 5 * addresses.length + 1)
      const lines = controller.lines.filter(({ msg, address }) => msg === 'caller refused' && address === addresses[0])
      assert.equal(lines.length, 1, 'a line a minute')
    })

  it('doctor sees a hub without a token, and with it one that is answered', async () => {
    await installHub(cluster)
    const path = `/apis/apps/v1/namespaces/${NAMESPACE}/deployments/hub`
    const pod = (spec: object) =>
      cluster.request('PATCH', path, { spec: { template: { spec } } }, 'application/strategic-merge-patch+json')
    await pod({ serviceAccountName: 'hub' })
    const [finding] = (await diagnose(cluster)).findings.filter(({ where }) => where === 'profiles.api')
    assert.match(finding?.what ?? '', /the hub in hub has no token for Warmseats/)
    const sources = [{ serviceAccountToken: { audience: 'warmseats', path: 'token' } }]
    await pod({ volumes: [{ name: 'warmseats', projected: { sources } }] })
    const { findings, well } = await diagnose(cluster)
    assert.deepEqual(
      findings.filter(({ where }) => where.startsWith('profiles')),
      [],
    )
    assert.ok(well.some(({ what }) => what === 'the hub in hub may ask for profiles, and has a token for it'))
  })
})
