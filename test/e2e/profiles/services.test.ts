import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { BehaviorSubject, type Subscription } from 'rxjs'
import { services$ } from '../../../src/commands/run/services.ts'
import { applyProfiles } from '../../../src/domain/profiles/applying/apply.ts'
import type { DeployServices } from '../../../src/domain/profiles/services/deploy-request.ts'
import { type Deployed, withServices } from '../../../src/domain/profiles/services/deployed.ts'
import { refName } from '../../../src/domain/profiles/services/service-name.ts'
import type { Config } from '../../../src/domain/settings/config.ts'
import { type Connection, connect } from '../../../src/kubernetes/connection.ts'
import { serviceDeployer } from '../../../src/sinks/services/deploy.ts'
import { applyPatch, type Cluster, controlPlane, eventually, startCluster } from '../../cluster/index.ts'
import { asLeader } from '../../kubernetes/support/as-leader.ts'
import { config } from '../../support/config.ts'
import { profilesIn } from '../../support/profiles.ts'
import { serviceWork } from '../../support/services/work.ts'
import { install, type Release } from '../support/release.ts'
import { CLUSTERS, configMap, defineClusters } from '../support/services.ts'
import { poolValues } from '../support/values.ts'

const { skip } = await controlPlane()

const allowedKinds = [
  { apiGroup: 'example.org', resource: 'computeclusters' },
  { apiGroup: '', resource: 'services' },
]
const PODS = '/api/v1/namespaces/hub/pods'
const CONFIG_MAPS = '/api/v1/namespaces/hub/configmaps'

interface Kept {
  readonly metadata: {
    readonly name: string
    readonly uid: string
    readonly labels?: Readonly<Record<string, string>>
    readonly ownerReferences?: readonly { readonly kind: string; readonly name: string; readonly uid: string }[]
  }
  readonly spec?: Readonly<Record<string, unknown>>
  readonly data?: Readonly<Record<string, string>>
}

const TEMPLATES = {
  cluster: `
apiVersion: example.org/v1
kind: ComputeCluster
metadata:
  name: compute-{{ user }}
spec:
  workers: {{ workers }}
  memory: "{{ memory | default('1Gi') }}"
`,
  settings: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  master: compute-{{ USERNAME }}.hub.svc
  workers: "{{ workers }}"
`,
  secret: `
apiVersion: v1
kind: Secret
metadata: {name: token-{{ user }}}
`,
  network: `
apiVersion: v1
kind: Service
metadata: {name: compute-network-{{ user }}}
spec: {ports: [{port: 80}]}
`,
  first: `
apiVersion: v1
kind: ConfigMap
metadata: {name: "{{ USERNAME }}-notes"}
`,
  elsewhere: `
apiVersion: v1
kind: ConfigMap
metadata: {name: x, namespace: kube-system}
`,
  broken: 'kind: {% if %}',
}

const service = (path: string, more: object = {}) => ({ resources: [{ name: 'templates', path }], ...more })

describe("services of users' servers", { skip }, () => {
  let cluster: Cluster
  let release: Release
  let connection: Connection
  let deploy: DeployServices
  let keeping: Subscription
  const refusals: string[] = []

  const work = serviceWork()
  before(async () => {
    cluster = await startCluster()
    const values = {
      nodePools: { user: poolValues('user', { replicas: 0 }) },
      profiles: { enabled: true, services: { allowedKinds } },
    }
    release = await install({ cluster, helm: 3, values })
    await defineClusters(cluster)
    await configMap(cluster, 'templates', TEMPLATES)
    await eventually('the ServiceAccount that pods need', () =>
      cluster.request('GET', '/api/v1/namespaces/hub/serviceaccounts/default'),
    )
    // With the rights that the chart gives, and no others.
    connection = await connect({ kubeconfig: await cluster.kubeconfigFor('hub', 'warmseats') })
    const deps = { transport: connection, namespace: 'hub', identity: 'test' }
    deploy = serviceDeployer({
      ...deps,
      work,
      namespaces: () => [],
      allowedKinds: () => allowedKinds,
      now: Date.now,
      newSpawn: () => crypto.randomUUID(),
      onBadTemplate: () => undefined,
    })
    keeping = services$({
      ...deps,
      config$: new BehaviorSubject<Config>(config({})),
      acting$: new BehaviorSubject(true),
      asLeader: asLeader(connection),
      onFailed: (because) => refusals.push(because),
    }).subscribe()
  })
  after(async () => {
    keeping?.unsubscribe()
    await connection?.close()
    await release?.stop()
    await cluster?.stop()
  })

  const get = async (path: string) => (await cluster.request('GET', path).catch(() => undefined)) as Kept | undefined

  const merge = (user: string, services: object, name = `jupyter-${user}`) => {
    const profiles = profilesIn(JSON.stringify({ profiles: [{ name: 'all', services }] }))
    const plain = {
      metadata: { name, labels: { component: 'singleuser-server' } },
      spec: { containers: [{ name: 'notebook', image: 'base:1' }] },
    }
    return applyProfiles(plain, profiles, { user, image: 'base:1' })
  }
  const prepare = (user: string, services: object, dryRun = false): Promise<Deployed> =>
    deploy({ services: merge(user, services).merged.services, user, namespace: 'hub', dryRun, timeoutMs: 5000 })
  const create = (user: string, deployed: Deployed, name?: string) =>
    cluster.request('POST', PODS, {
      apiVersion: 'v1',
      kind: 'Pod',
      ...withServices(merge(user, {}, name).pod, deployed),
    })

  /** Starts a server as a hub and the API server together do. */
  const start = async (user: string, services: object, name?: string): Promise<Deployed> => {
    const deployed = await prepare(user, services)
    await create(user, deployed, name)
    return deployed
  }
  const stop = (name: string) => cluster.request('DELETE', `${PODS}/${name}?gracePeriodSeconds=0`)

  const ownersOf = async (user: string) =>
    (await get(`${CONFIG_MAPS}/${refName(user)}`))?.metadata.ownerReferences ?? []
  const owned = (user: string, count = 1) =>
    eventually(`${count} owners of ${refName(user)}`, async () => {
      const owners = await ownersOf(user)
      return owners.length === count && owners
    })

  it('a ConfigMap and a custom resource: made, told to the server, collected when it goes', async () => {
    const services = {
      compute: service('cluster', {
        configuration: { workers: 2 },
        labels: { 'example.org/team': 'maths' },
        return: { COMPUTE: 'metadata.name', COMPUTE_UID: '$.metadata.uid' },
      }),
      settings: service('settings', { configuration: { workers: 2 }, return: { MASTER: 'data.master' } }),
    }
    const { env, failures } = await start('ada@example.org', services, 'jupyter-ada')
    assert.deepEqual(failures, [])
    const made = await get(`${CLUSTERS}/compute-ada-40example-2eorg`)
    assert.deepEqual(env, [
      { name: 'COMPUTE', value: 'compute-ada-40example-2eorg' },
      { name: 'COMPUTE_UID', value: made?.metadata.uid },
      { name: 'MASTER', value: 'compute-ada-40example-2eorg.hub.svc' },
    ])
    assert.deepEqual(made?.spec, { workers: 2, memory: '1Gi' })
    assert.equal(made?.metadata.labels?.['example.org/team'], 'maths')
    const settings = `${CONFIG_MAPS}/settings-ada-40example-2eorg`
    assert.equal((await get(settings))?.data?.workers, '2')
    const [owner] = await owned('ada@example.org')
    const pod = await get(`${PODS}/jupyter-ada`)
    assert.deepEqual([owner?.kind, owner?.name, owner?.uid], ['Pod', 'jupyter-ada', pod?.metadata.uid])

    await stop('jupyter-ada')
    await eventually('all of it is collected', async () => {
      const left = await Promise.all([
        get(`${CONFIG_MAPS}/${refName('ada@example.org')}`),
        get(`${CLUSTERS}/compute-ada-40example-2eorg`),
        get(settings),
      ])
      return left.every((one) => one === undefined)
    })
  })

  it('users with long and odd names have them too, each their own', async () => {
    const users = ['Ada', '_ada', 'maximilian.mustermann@students.example-university.edu', 'Ж'.repeat(45), '42']
    const services = {
      network: service('network', { return: { NETWORK: 'metadata.name' } }),
      first: service('first', { return: { NOTES: 'metadata.name' } }),
    }
    const given = await Promise.all(users.map((user) => prepare(user, services, true)))
    assert.deepEqual(
      given.flatMap(({ failures }) => failures),
      [],
    )
    assert.equal(new Set(given.flatMap(({ env }) => env.map(({ value }) => value))).size, 2 * users.length)
  })

  it('a server that starts again at once gets the same objects, with what the template says now', async () => {
    const services = (workers: number) => ({
      compute: service('cluster', { configuration: { workers }, return: { COMPUTE: 'metadata.name' } }),
    })
    await start('ben', services(2))
    await owned('ben')
    for (const workers of [3, 4, 5, 6, 7]) {
      await stop('jupyter-ben')
      const { env, failures } = await start('ben', services(workers))
      assert.deepEqual([env, failures], [[{ name: 'COMPUTE', value: 'compute-ben' }], []])
    }
    const pod = await get(`${PODS}/jupyter-ben`)
    await eventually('the new pod owns', async () =>
      (await ownersOf('ben')).some(({ uid }) => uid === pod?.metadata.uid),
    )
    const collected = await quiet(cluster)
    const compute = await get(`${CLUSTERS}/compute-ben`)
    assert.deepEqual(compute?.spec, { workers: 7, memory: '1Gi' }, `after ${collected}`)
    const ref = await get(`${CONFIG_MAPS}/${refName('ben')}`)
    assert.equal(compute?.metadata.ownerReferences?.[0]?.uid, ref?.metadata.uid)
  })

  it('the end of the server before takes nothing from the next, however long its pod is in coming', async () => {
    const users = ['ida', 'jon', 'kim', 'lea', 'max', 'nia', 'oto', 'pia']
    const services = { compute: service('cluster', { configuration: { workers: 1 } }) }
    await Promise.all(users.map((user) => start(user, services)))
    await Promise.all(users.map((user) => owned(user)))
    // Once with the pod before still there, once while it goes.
    const prepared = users.map(async (user) => ({ user, deployed: await prepare(user, services) }))
    const [first, ...rest] = await Promise.all(prepared)
    assert.ok(first)
    await Promise.all(users.map((user) => stop(`jupyter-${user}`)))
    const next = [first, ...rest.slice(0, 3)]
    for (const { user } of rest.slice(3)) next.push({ user, deployed: await prepare(user, services) })
    await quiet(cluster)
    for (const { user, deployed } of next) {
      assert.ok(await get(`${CLUSTERS}/compute-${user}`), `the cluster of ${user} is there`)
      await create(user, deployed)
    }
    for (const user of users) {
      const pod = await get(`${PODS}/jupyter-${user}`)
      await eventually(`the new pod of ${user} owns`, async () => (await ownersOf(user))[0]?.uid === pod?.metadata.uid)
    }
  })

  it('of two servers of one user the last takes the services along', async () => {
    const services = { compute: service('cluster', { configuration: { workers: 1 } }) }
    await start('cleo', services, 'jupyter-cleo')
    await owned('cleo')
    await start('cleo', services, 'jupyter-cleo--second')
    await owned('cleo', 2)
    await stop('jupyter-cleo')
    await eventually('the first is no owner', async () => (await ownersOf('cleo')).length === 1)
    assert.ok(await get(`${CLUSTERS}/compute-cleo`))
    await stop('jupyter-cleo--second')
    await eventually('it is collected', async () => (await get(`${CLUSTERS}/compute-cleo`)) === undefined)
  })

  it('one that fails stops neither the server nor the others, and its Event says why', async () => {
    const { env, failures } = await start('dan', {
      broken: service('broken'),
      elsewhere: service('elsewhere'),
      missing: service('no-such-key'),
      many: service('cluster', { configuration: { workers: 11 } }),
      secret: service('secret', { required: true }),
      unset: service('cluster'),
      nothing: service('settings', { configuration: { workers: 1 }, return: { X: 'data.nothing' } }),
      good: service('settings', { configuration: { workers: 1 }, return: { GOOD: 'metadata.name' } }),
    })
    assert.deepEqual(env, [{ name: 'GOOD', value: 'settings-dan' }])
    const because = Object.fromEntries(failures.map((one) => [one.service, one.because]))
    assert.match(because.broken ?? '', /^ConfigMap templates, broken: /)
    assert.match(because.elsewhere ?? '', /^ConfigMap templates, elsewhere: .*namespace `kube-system`/)
    assert.match(because.missing ?? '', /^ConfigMap templates in hub has no key `no-such-key`; it has .*cluster/)
    assert.match(
      because.many ?? '',
      /^ConfigMap templates, cluster: computeclusters\/compute-dan in hub is invalid: .*workers/,
    )
    assert.match(because.secret ?? '', /secrets are not allowed; add \{apiGroup: "", resource: secrets\} to profiles/)
    assert.match(because.unset ?? '', /^ConfigMap templates, cluster: line 7: a value that is not given/)
    assert.match(because.nothing ?? '', /^return.X: `data.nothing` finds nothing/)
    assert.deepEqual(
      failures.filter(({ required }) => required).map((one) => one.service),
      ['secret'],
    )
    const pod = await get(`${PODS}/jupyter-dan`)
    const event = await eventually('the Event on the pod', async () => {
      const { items } = (await cluster.request('GET', '/apis/events.k8s.io/v1/namespaces/hub/events')) as {
        items: readonly { regarding: { uid: string }; reason: string; type: string; note: string }[]
      }
      return items.find(({ regarding, reason }) => regarding.uid === pod?.metadata.uid && reason === 'ServiceMissing')
    })
    assert.equal(event.type, 'Warning')
    assert.match(event.note, /service broken: ConfigMap templates, broken/)
  })

  it('what is not the user’s own is left as it is', async () => {
    await configMap(cluster, 'settings-eve', { important: 'yes' })
    const services = { settings: service('settings', { configuration: { workers: 1 } }) }
    const { failures } = await start('eve', services)
    assert.match(failures[0]?.because ?? '', /there is a ConfigMap settings-eve that is not this user's service/)
    assert.deepEqual((await get(`${CONFIG_MAPS}/settings-eve`))?.data, { important: 'yes' })

    await configMap(cluster, refName('fay'), {})
    const fay = await start('fay', services)
    assert.match(
      fay.failures[0]?.because ?? '',
      /there is a ConfigMap singleuser-service-ref-fay that Warmseats did not make/,
    )
  })

  it('a dry run asks the API server, and keeps nothing', async () => {
    const services = { c: service('cluster', { configuration: { workers: 1 }, return: { C: 'kind' } }) }
    const { env, failures, ref } = await prepare('gus', services, true)
    assert.deepEqual([env, failures, ref], [[{ name: 'C', value: 'ComputeCluster' }], [], undefined])
    assert.equal(await get(`${CLUSTERS}/compute-gus`), undefined)
    assert.equal(await get(`${CONFIG_MAPS}/${refName('gus')}`), undefined)
  })

  it('a pod that never came: what was made for it is swept', async () => {
    const services = { compute: service('cluster', { configuration: { workers: 1 } }) }
    await prepare('hal', services)
    assert.ok(await get(`${CLUSTERS}/compute-hal`))
    const before = await get(`${CONFIG_MAPS}/${refName('hal')}`)
    assert.notEqual(before, undefined)
    // As if it had waited for more than ten minutes.
    const annotations = { 'warmseats.io/awaits-since': new Date(Date.now() - 11 * 60_000).toISOString() }
    await cluster.request('PATCH', `${CONFIG_MAPS}/${refName('hal')}`, { metadata: { annotations } })
    await eventually('it is gone', async () => (await get(`${CLUSTERS}/compute-hal`)) === undefined)
  })

  it('and all with the rights that the chart gives', () => assert.deepEqual(refusals, []))
})

/** Lets the garbage collector come to rest: it has looked at an object that was orphaned after all others. */
async function quiet(cluster: Cluster): Promise<string> {
  const owner = { apiVersion: 'v1', kind: 'ConfigMap', name: 'gone', uid: crypto.randomUUID() }
  const metadata = { name: 'orphan', ownerReferences: [owner] }
  const path = `${CONFIG_MAPS}/orphan?fieldManager=test`
  await cluster.request('PATCH', path, { apiVersion: 'v1', kind: 'ConfigMap', metadata }, applyPatch)
  return eventually('an orphan is collected', () =>
    cluster.request('GET', `${CONFIG_MAPS}/orphan`).then(
      () => '',
      () => 'the orphan',
    ),
  )
}
