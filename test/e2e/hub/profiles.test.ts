/** Profiles through a real hub: the webhook patches what KubeSpawner sends, and the example's form is used in a browser. */
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { type Cluster, controlPlane, eventually, kwokNode } from '../../cluster/index.ts'
import { hubToken } from '../../hub/account.ts'
import { type Hub, startHub } from '../../hub/hub.ts'
import { startBrowser } from '../../support/browser.ts'
import type { Controller } from '../support/controller.ts'
import { install } from '../support/release.ts'
import { ownAddress, ROUTED, route } from '../support/route.ts'
import { poolValues } from '../support/values.ts'
import { endAll, reachableCluster, type ServedHub, servedHub, servingHub } from './support/campus-hub.ts'

const EXAMPLE = join(import.meta.dirname, '../../../examples/jupyterhub_config.py')
const NAMESPACE = 'hub'
const SERVICE = `warmseats.${NAMESPACE}.svc`
const POOL = { 'hub.jupyter.org/pool-name': 'user' }
const PAGE_MS = 60_000

const { skip } = await controlPlane()
const found = await servingHub()
const why = skip || found.skip || (ownAddress() === undefined && 'this machine has no address but loopback')
const real = why ? { skip: why } : await startBrowser()

const VALUES = {
  nodePools: { user: poolValues('user') },
  profiles: {
    enabled: true,
    webhook: { timeoutSeconds: 10 },
    api: { enabled: true },
    images: [
      { image: 'base:1', title: 'Base' },
      { image: 'spark:1', title: 'Spark' },
    ],
    static: {
      profiles: [
        { name: 'everybody', env: { REGION: 'north' } },
        { name: 'those with Spark', images: ['spark:1'], env: { SPARK_HOME: '/opt/spark' } },
      ],
      sizes: [
        { name: 'Small', resources: { requests: { memory: '1Gi' }, limits: { memory: '2Gi' } } },
        { name: 'Large', resources: { requests: { memory: '8Gi' }, limits: { memory: '12Gi' } } },
        { name: 'Huge', resources: { requests: { memory: '28Gi' }, limits: { memory: '28Gi' } } },
      ],
    },
  },
}

interface Pod {
  readonly metadata: { readonly annotations: Readonly<Record<string, string>> }
  readonly spec: {
    readonly containers: readonly [
      {
        readonly image: string
        readonly env: readonly { readonly name: string; readonly value?: string }[]
        readonly resources: object
      },
    ]
  }
}

describe('profiles through a real hub', { skip: why }, () => {
  const ending = { ends: [] as (() => Promise<unknown>)[] }
  let cluster: Cluster
  let controller: Controller
  let python: string
  let plain: ServedHub

  before(async () => {
    assert.ok(found.skip === false)
    python = found.python
    cluster = await reachableCluster(ending, ROUTED)
    await cluster.request('POST', '/api/v1/nodes', kwokNode({ name: 'user-1', labels: POOL }))
    const release = await install({ cluster, helm: 4, namespace: NAMESPACE, values: VALUES })
    ending.ends.push(release.stop)
    controller = await release.start()
    await eventually('it is ready', async () => (await controller.get('/readyz')).status === 200)
    await route(cluster, { namespace: NAMESPACE }, controller.httpsPort)
    // Who uses it takes most of the node, and leaves no room for the largest size.
    const settings = { KubeSpawner: { mem_guarantee: '16G', node_selector: POOL } }
    plain = await servedHub(ending, { cluster, python, namespace: NAMESPACE, settings })
  })
  after(async () => {
    await real.browser?.close()
    await endAll(ending)
  })

  const podOf = async (user: string) =>
    (await cluster.request('GET', `/api/v1/namespaces/${NAMESPACE}/pods/jupyter-${user}`)) as Pod
  /** With each variable as often as it is there. */
  const valuesOf = ({ spec }: Pod, variable: string) =>
    spec.containers[0].env.filter(({ name }) => name === variable).map(({ value }) => value)

  it('the webhook patches the pod that KubeSpawner sends, and the server starts', async () => {
    const { hub, servers } = plain
    await hub.api.users('ada')
    // The API server takes up a webhook in its own time.
    const ada = await eventually('a pod with profiles', async () => {
      await hub.api.spawn('ada')
      const pod = await podOf('ada')
      if (valuesOf(pod, 'REGION').length > 0) return pod
      await hub.api.leave('ada')
      return undefined
    })
    assert.deepEqual(valuesOf(ada, 'REGION'), ['north'])
    assert.deepEqual(valuesOf(ada, 'JUPYTERHUB_USER'), ['ada'])
    assert.ok(servers.listening.has('jupyter-ada'))
    assert.deepEqual(servers.complaints, [])
  })

  describe('the example', { skip: real.skip }, () => {
    let hub: Hub
    let page: Page

    before(async () => {
      const env = { WARMSEATS_URL: `https://${SERVICE}:${controller.httpsPort}`, ...(await mounted()) }
      const names = { [SERVICE]: '127.0.0.1' }
      const settings = { KubeSpawner: { image: 'base:1', node_selector: POOL } }
      hub = await startHub({ cluster, python, namespace: NAMESPACE, settings, config: EXAMPLE, env, names })
      ending.ends.push(hub.stop)
      assert.ok(real.browser)
      page = await real.browser.newPage()
      page.setDefaultTimeout(PAGE_MS)
      await page.goto(`${hub.url}/hub/login?next=/hub/spawn`)
      await page.fill('input[name=username]', 'grace')
      await page.fill('input[name=password]', 'hopper')
      await page.click('#login_submit')
      await page.waitForSelector('#warmseats-image')
    })
    after(() => page?.close())

    /** CA and token, as they are mounted into the hub's pod. */
    async function mounted(): Promise<Readonly<Record<string, string>>> {
      const ca = await eventually('the CA for the hub', async () => {
        const path = `/api/v1/namespaces/${NAMESPACE}/configmaps/warmseats-ca`
        return ((await cluster.request('GET', path)) as { data?: Readonly<Record<string, string>> }).data?.['ca.crt']
      })
      const [caFile, tokenFile] = [join(cluster.directory, 'hub-ca.crt'), join(cluster.directory, 'hub-token')]
      await writeFile(caFile, ca)
      await writeFile(tokenFile, await hubToken(cluster, NAMESPACE))
      return { WARMSEATS_CA: caFile, WARMSEATS_TOKEN: tokenFile }
    }

    const sizes = () => page.locator('select[name=size]:not([hidden]) option').allTextContents()

    it('the form offers images and sizes, what each gives, and how soon', async () => {
      assert.deepEqual(await page.locator('#warmseats-image option').allTextContents(), ['Base', 'Spark'])
      assert.deepEqual((await sizes()).slice(1), [
        'Small: 0.1 CPU, 1Gi to 2Gi memory (warm now)',
        'Large: 0.1 CPU, 8Gi to 12Gi memory (warm now)',
        'Huge: 0.1 CPU, 28Gi memory (about 10 min)',
      ])
    })

    it('what is chosen is what the pod gets, once, though hub and webhook both ask', async () => {
      await page.selectOption('#warmseats-image', 'spark:1')
      await page.locator('select[name=size]:not([hidden])').selectOption('Large')
      await page.locator('#spawn_form [type=submit]').click()
      await page.waitForURL('**/user/grace/**')
      assert.equal(await page.textContent('h1'), 'The server at /user/grace/')
      const grace = await podOf('grace')
      const [container] = grace.spec.containers
      assert.equal(grace.metadata.annotations['warmseats.io/size'], 'Large')
      assert.equal(container.image, 'spark:1')
      assert.deepEqual(container.resources, { requests: { cpu: '100m', memory: '8Gi' }, limits: { memory: '12Gi' } })
      assert.deepEqual(valuesOf(grace, 'REGION'), ['north'])
      assert.deepEqual(valuesOf(grace, 'SPARK_HOME'), ['/opt/spark'])
      assert.doesNotMatch(hub.log(), /Warmseats (did not answer|refused)/)
    })

    it('an image that nobody offers is not started, and the log says so', async () => {
      await hub.api.users('eve')
      await hub.api.spawn('eve', { image: 'evil:1' })
      assert.equal((await podOf('eve')).spec.containers[0].image, 'base:1')
      assert.match(hub.log(), /does not offer the image evil:1/)
    })
  })
})
