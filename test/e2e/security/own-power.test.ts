/**
 * What the controller's ServiceAccount can do with its real token: what the controller does, and no more. That the
 * controller's own work goes through is the matter of all other tests of this tier, which run under the same policies.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { CORDONED_AT, CORDONED_BY } from '../../../src/domain/utilization/marks.ts'
import { type Api, api, type Cluster, controlPlane, eventually, startCluster } from '../../cluster/index.ts'
import { install, type Release } from '../support/release.ts'
import { poolValues } from '../support/values.ts'
import { type World, world } from '../support/world.ts'
import { type Attack, configMaps, HUB, refusalOf, STATE, type Work } from './own-power/attack.ts'
import { onData, onNodes, onWebhook, workOnCluster, workOnData } from './own-power/others.ts'
import { onDeployments, onPods, workOnDeployments, workOnPods } from './own-power/placeholders.ts'
import { onServices, workOnServices } from './own-power/services.ts'

const { skip } = await controlPlane()

const VALUES = {
  fallWindow: 0,
  userPods: { labelSelector: 'role=user' },
  nodePools: { user: poolValues('user', { replicas: 1 }) },
  utilization: { enabled: true, nodeGroups: 'kwok' },
  profiles: {
    enabled: true,
    services: {
      allowedKinds: [
        { apiGroup: '', resource: 'pods' },
        { apiGroup: 'apps', resource: 'deployments' },
        { apiGroup: '', resource: 'services' },
      ],
    },
  },
}

/** Roles hold first; of what they let through the policy has to refuse the rest. */
const ROLES = /cannot \w+ resource/

describe("the controller's own power", { skip }, () => {
  let cluster: Cluster
  let hub: World
  let release: Release
  let client: Api
  let placeholder = ''

  before(async () => {
    cluster = await startCluster({ apiServerArgs: ['--allow-privileged=true'] })
    hub = world(cluster)
    for (const name of ['n1', 'n2', 'n3']) await hub.node(name)
    release = await install({ cluster, helm: 4, values: VALUES })
    const controller = await release.start()
    await hub.reaches('user', 1)
    await eventually('a placeholder', async () => (await hub.placeholders('user')).length === 1)
    placeholder = (await hub.placeholders('user'))[0]?.metadata.name ?? ''
    controller.kill('SIGTERM')
    await controller.exited
    await others(cluster)
    client = api(cluster.server, readFileSync(cluster.caFile), await cluster.tokenFor(HUB, 'warmseats'))
    const probes = [onPods(placeholder), onDeployments, onData, onNodes, onWebhook, onServices].flatMap(
      ([one]) => one ?? [],
    )
    for (const probe of probes)
      await eventually(`the policy against ${probe.what}`, async () =>
        probe.refused.test((await refusalOf(client, probe)) ?? ''),
      )
  })
  after(async () => {
    client?.close()
    await release?.stop()
    await cluster?.stop()
  })

  const attacks = () => [...onPods(placeholder), ...onDeployments, ...onData, ...onNodes, ...onWebhook, ...onServices]
  const works = () => [
    ...workOnPods(placeholder),
    ...workOnDeployments,
    ...workOnData,
    ...workOnCluster,
    ...workOnServices,
  ]

  it('its policies are understood: each field that they name is there', async () => {
    await eventually('all policies to be read', async () => {
      const { items } = (await cluster.request('GET', POLICIES)) as { items: readonly Policy[] }
      assert.equal(items.length, 6)
      for (const { metadata, status } of items)
        assert.deepEqual(status?.typeChecking, {}, `${metadata.name}: ${JSON.stringify(status?.typeChecking)}`)
      return true
    })
  })

  it('what it does goes through', async () => {
    for (const work of works()) assert.equal(await refusalOf(client, work), undefined, work.what)
  })

  it('what it does not do is refused, by Roles or the policies', async () => {
    await refused(attacks(), (attack) => new RegExp(`${attack.refused.source}|${ROLES.source}`))
  })

  it('by the policies alone, where somebody gave it everything', async () => {
    await cluster.kubectl([
      'create',
      'clusterrolebinding',
      'careless',
      '--clusterrole=cluster-admin',
      '--serviceaccount=hub:warmseats',
    ])
    await eventually('the binding', async () => !ROLES.test((await refusalOf(client, SECRET)) ?? ''))
    await refused(attacks(), (attack) => attack.refused)
    await cluster.kubectl(['delete', 'clusterrolebinding', 'careless'])
  })

  it('nobody else is judged', async () => {
    assert.equal(
      await refusalOf(api(cluster.server, readFileSync(cluster.caFile), cluster.adminToken), PROBE),
      undefined,
    )
  })

  it('what is refused it says in words, with the value that mends it', async () => {
    await release.write(
      JSON.stringify({ ...VALUES, profiles: undefined, placeholder: { image: 'mirror.example.edu/pause:3.10' } }),
    )
    const controller = await release.start('next')
    const { error } = await controller.line('write failed')
    assert.match(
      String(error),
      /^the policy warmseats-deployments refused to apply deployments\/user-placeholder in hub: placeholders run placeholder\.image/,
    )
  })

  async function refused(all: readonly Attack[], as: (attack: Attack) => RegExp) {
    for (const attack of all) {
      const said = await refusalOf(client, attack)
      assert.ok(said !== undefined, `went through: ${attack.what}`)
      assert.match(said, as(attack), attack.what)
    }
  }
})

const POLICIES = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies'
interface Policy {
  readonly metadata: { readonly name: string }
  readonly status?: { readonly typeChecking?: object }
}

/** Of the hub: refused as soon as the policies hold. */
const PROBE: Work = { what: 'a probe', method: 'PATCH', path: `${configMaps}/hub`, body: { data: { a: 'evil' } } }
const SECRET: Work = { what: 'a Secret', method: 'DELETE', path: '/api/v1/namespaces/default/secrets/none' }

/** What is in the namespace and is not the controller's; it has a placeholder, and the nodes n1, n2 and n3. */
async function others({ kubectl, request }: Cluster): Promise<void> {
  const labels = { app: 'node-placeholder-scaler', component: 'placeholder', 'warmseats.io/pool': 'user' }
  const pod = (name: string, labels: object) => ({
    metadata: { name, labels },
    spec: { containers: [{ name: 'hub', image: 'k8s-hub:4' }] },
  })
  await kubectl(['create', 'serviceaccount', 'hub', '-n', HUB])
  await kubectl(['create', 'secret', 'generic', 'hub', '-n', HUB, '--from-literal=cookie=s3cret'])
  await kubectl(['create', 'configmap', 'hub', '-n', HUB, '--from-literal=a=b'])
  await kubectl(['create', 'deployment', 'hub', '-n', HUB, '--image=k8s-hub:4', '--replicas=0'])
  await request('POST', `/apis/coordination.k8s.io/v1/namespaces/${HUB}/leases`, { metadata: { name: 'hub' } })
  await request('POST', `/api/v1/namespaces/${HUB}/pods`, pod('hub', { component: 'hub' }))
  await request('POST', `/api/v1/namespaces/${HUB}/pods`, pod('twin', labels))
  const ref = { 'warmseats.io/service-ref': 'true', 'app.kubernetes.io/managed-by': 'warmseats' }
  await request('POST', configMaps, { metadata: { name: 'ref', labels: ref } })
  await request('PATCH', '/api/v1/nodes/n2', { spec: { unschedulable: true } })
  const annotations = { [CORDONED_AT]: '2026-03-24T09:00:00Z', [CORDONED_BY]: `${HUB}/${STATE}` }
  await request('PATCH', '/api/v1/nodes/n3', { metadata: { annotations }, spec: { unschedulable: true } })
}
