import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { scale } from '../../../src/commands/scale/scale.ts'
import { CONFIG_KEY } from '../../../src/domain/decide/memory-json.ts'
import { CORDONED_AT, CORDONED_BECAUSE, CORDONED_BY, SWITCH } from '../../../src/domain/utilization/marks.ts'
import { type Cluster, controlPlane, eventually, kwokNode, startCluster } from '../../cluster/index.ts'
import { MINUTE } from '../../support/time.ts'
import { type CalendarServer, calendarServer } from '../support/calendar-server.ts'
import { PROGRAM } from '../support/program.ts'
import { install, type Release } from '../support/release.ts'
import { poolValues } from '../support/values.ts'
import { type World, world } from '../support/world.ts'

const { skip } = await controlPlane()

const HAND = 'user-9'
const CRITICAL = 'user-1'
const POOL = { 'hub.jupyter.org/pool-name': 'user' }
/** 40Gi on nodes of 32Gi are two nodes, but never fewer than three: of nine schedulable ones six go. */
const SURPLUS = ['user-3', 'user-4', 'user-5', 'user-6', 'user-7', 'user-8']

interface RawNode {
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> }
  readonly spec: { readonly unschedulable?: boolean }
}

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

describe('warmseats scale', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let calendar: CalendarServer
  const environment = { PREEMPTIBLE_LABELS: 'hub.jupyter.org/username', MIN_NODES: '3' }

  before(async () => {
    cluster = await startCluster()
    hub = world(cluster)
    calendar = await calendarServer()
    await cluster.kubectl(['create', 'namespace', 'hub'])
    for (let at = 1; at <= 10; at++)
      await cluster.request('POST', '/api/v1/nodes', kwokNode({ name: `user-${at}`, labels: POOL }))
    // Of no pool: the controller's own pods go there.
    const core = { 'hub.jupyter.org/node-purpose': 'core' }
    await cluster.request('POST', '/api/v1/nodes', kwokNode({ name: 'core', labels: core }))
    await cluster.kubectl(['cordon', HAND])
    await cluster.request('POST', '/api/v1/namespaces/hub/pods', podOn(CRITICAL, '20Gi'))
    await hub.user('ada', { on: 'user-2', memory: '20Gi' })
    await cluster.kubectl(['wait', '--for=condition=Ready', 'node', '--all', '--timeout=30s'])
    await cluster.kubectl(['wait', '--for=condition=Ready', 'pod', '--all', '--namespace=hub', '--timeout=30s'])
  })
  after(async () => {
    await calendar?.close()
    await cluster?.stop()
  })
  // What an earlier test cordoned.
  beforeEach(async () => {
    for (const name of await cordoned())
      await cluster.request('PATCH', `/api/v1/nodes/${name}`, {
        metadata: { annotations: { [CORDONED_AT]: null, [CORDONED_BECAUSE]: null } },
        spec: { unschedulable: null },
      })
  })

  const podOn = (node: string, memory: string, name = `critical-${node}`) => ({
    metadata: { name },
    spec: {
      nodeName: node,
      terminationGracePeriodSeconds: 0,
      containers: [{ name: 'db', image: 'db', resources: { requests: { memory } } }],
    },
  })
  const nodes = async () => ((await cluster.request('GET', '/api/v1/nodes')) as { items: readonly RawNode[] }).items
  /** All but the one that a person has cordoned. */
  const cordoned = async () =>
    (await nodes()).flatMap(({ metadata, spec }) =>
      spec.unschedulable && metadata.name !== HAND ? [metadata.name] : [],
    )
  /** What people and the policy write: kubelets go on reporting meanwhile. */
  const written = async () =>
    JSON.stringify((await nodes()).map(({ metadata, spec }) => [metadata.name, metadata.annotations, spec]))

  const configFile = async (utilization: object = {}, more: object = {}) => {
    const file = join(cluster.directory, 'scale-values.yaml')
    const paces = { minNodes: 5, minNodeAge: 0, maxCordonsPerCycle: 72, maxCordonedShare: 1 }
    const values = {
      calendarAllowPrivate: true,
      nodePools: { user: poolValues('user', { replicas: 0, calendarOverrideEnabled: true }) },
      utilization: { ...paces, ...utilization },
      ...more,
    }
    await writeFile(file, JSON.stringify(values))
    return file
  }
  const run = (args: readonly string[], kubeconfig = cluster.kubeconfig): Promise<Ran> =>
    new Promise((resolve) => {
      const all = [PROGRAM, 'scale', '--kubeconfig', kubeconfig, '--namespace', 'hub', ...args]
      execFile(process.execPath, all, { env: { ...process.env, ...environment } }, (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
      )
    })

  it('--dry-run shows settings and plan, and writes nothing', async () => {
    const before = await written()
    const { code, out, err } = await run(['--config', await configFile(), '--dry-run'])
    assert.equal(code, 0, err)
    assert.match(out, /^minNodes +3 +MIN_NODES$/m)
    assert.match(out, /^minNodeAge +0 +config$/m)
    assert.match(out, /^maxUtilization +0.85 +default$/m)
    assert.match(out, /^Utilization 13.9 %$/m)
    assert.match(out, /^dry run {3}cordon user-8$/m)
    assert.match(out, /^Not known: no calendar is named, so no event counts$/m)
    assert.equal(await written(), before)
  })

  it('without a release and without a config all nodes are one pool, and that is said', async () => {
    const { code, out, err } = await run(['--dry-run'])
    assert.equal(code, 0, err)
    assert.match(out, /^Not known: no release of Warmseats is in namespace hub/m)
    assert.match(out, /^Not known: without pools \(--config\), all nodes are one/m)
    assert.match(out, /^ {2}capacity {2}320Gi$/m)
    assert.match(out, /: it is .* old, younger than 15 min \(minNodeAge\)$/m)
  })

  it('--yes cordons the emptiest, none with a critical pod; again, it does nothing; a cordon by hand is nobody else’s', async () => {
    const args = ['--config', await configFile(), '--yes']
    const first = await run(args)
    assert.equal(first.code, 0, first.err)
    const names = await cordoned()
    assert.deepEqual(names.toSorted(), SURPLUS, first.out)
    const marks = new Map((await nodes()).map(({ metadata }) => [metadata.name, metadata.annotations ?? {}]))
    for (const name of names) {
      assert.ok(marks.get(name)?.[CORDONED_AT])
      assert.match(marks.get(name)?.[CORDONED_BECAUSE] ?? '', /nothing keeps it/)
      assert.equal(marks.get(name)?.[CORDONED_BY], undefined, 'no release takes it back')
    }
    assert.equal(marks.get(HAND)?.[CORDONED_AT], undefined)

    const before = await written()
    const second = await run(args)
    assert.equal(second.code, 0, second.err)
    assert.match(second.out, /^Nothing to do\.$/m)
    assert.match(second.out, /Shutting down and creating nodes is the autoscaler's/)
    assert.equal(await written(), before)
  })

  it('--output json is one document, for programs', async () => {
    const { out, code } = await run(['--config', await configFile(), '--yes', '--output', 'json'])
    assert.equal(code, 0)
    const said = JSON.parse(out)
    assert.equal(said.context, 'warmseats-test')
    assert.deepEqual(said.settings.minNodes, { value: '3', from: 'MIN_NODES' })
    assert.deepEqual(said.plan.criticalNodes, [CRITICAL])
    assert.equal(said.plan.goal, 3)
    const actions = said.actions as readonly { does: string; node: string; effect: string }[]
    assert.deepEqual(actions.map(({ node }) => node).toSorted(), (await cordoned()).toSorted())
    for (const { does, effect } of actions) assert.deepEqual([does, effect], ['cordon', 'done'])
  })

  it('an event in ten minutes keeps its nodes, and so does a calendar that cannot be read', async () => {
    const [from, to] = [10, 60].map((minutes) => new Date(Date.now() + minutes * MINUTE))
    assert.ok(from && to)
    calendar.set({ title: 'Exam', from, to, description: 'user: 9' })
    const config = await configFile({ bootTime: '15m' }, { calendarUrl: calendar.url })
    const exam = await run(['--config', config, '--yes'])
    assert.match(exam.out, /user-8: without it 3 instead of 2 nodes of pool user boot at/)
    assert.deepEqual(await cordoned(), [])

    calendar.answer((_, response) => response.writeHead(500).end())
    const blind = await run(['--config', config, '--yes'])
    assert.match(blind.out, /the calendar could not be read yet/)
    assert.match(blind.out, /^Not known: the calendar: .*500/m)
    assert.deepEqual(await cordoned(), [])
    assert.ok(!blind.out.includes('c0ffee'), 'the address is a secret')
  })

  it('asks: no is no, and after yes only what still holds is done', async () => {
    const options = {
      config: await configFile(),
      namespace: 'hub',
      kubeconfig: cluster.kubeconfig,
      secrets: '',
      output: 'text',
    } as const
    const said: string[] = []
    const person = (asks: (question: string) => Promise<boolean>) => ({
      isThere: true,
      tell: (text: string) => void said.push(text),
      asks,
    })
    assert.equal(
      await scale(
        options,
        environment,
        person(async () => false),
      ),
      0,
    )
    assert.match(said.at(-1) ?? '', /^Nothing was done\./)
    assert.deepEqual(await cordoned(), [])

    let asked = ''
    const code = await scale(
      options,
      environment,
      person(async (question) => {
        asked = question
        // While the person thinks, somebody comes who must stay.
        await cluster.request('POST', '/api/v1/namespaces/hub/pods', podOn('user-5', '1Gi', 'late'))
        await cluster.kubectl(['wait', '--for=condition=Ready', 'pod/late', '--namespace=hub', '--timeout=30s'])
        return true
      }),
    )
    await cluster.request('DELETE', '/api/v1/namespaces/hub/pods/late?gracePeriodSeconds=0')
    assert.equal(code, 0)
    assert.match(asked, /cordon user-5\n(?:.|\n)*Do this in context warmseats-test \(https:.*\)\? \[y\/N\] $/)
    const names = await cordoned()
    assert.ok(names.length > 0 && !names.includes('user-5'), names.join())
  })

  it('with node groups it shuts down what it cordoned before, and that alone', async () => {
    for (const at of [21, 22])
      await cluster.request('POST', '/api/v1/nodes', kwokNode({ name: `user-${at}`, labels: POOL }))
    await cluster.kubectl(['wait', '--for=condition=Ready', 'node', 'user-21', 'user-22', '--timeout=30s'])
    const args = ['--config', await configFile({ nodeGroups: 'kwok', minNodes: 3 }), '--yes']
    await run(args)
    const names = await cordoned()
    const { out, code } = await run(args)
    assert.equal(code, 0, out)
    const left = (await nodes()).map(({ metadata }) => metadata.name)
    for (const name of names) assert.ok(!left.includes(name), `${name} is still there\n${out}`)
    assert.ok(left.includes(HAND) && left.includes(CRITICAL) && left.includes('user-2'))
    for (const name of ['user-21', 'user-22'].filter((one) => left.includes(one)))
      await cluster.request('DELETE', `/api/v1/nodes/${name}`)
    for (const name of SURPLUS.filter((one) => !left.includes(one)))
      await cluster.request('POST', '/api/v1/nodes', kwokNode({ name, labels: POOL }))
    await cluster.kubectl(['wait', '--for=condition=Ready', 'node', '--all', '--timeout=30s'])
  })

  describe('bad input', () => {
    it('an unknown context: the ones that there are', async () => {
      const { code, err } = await run(['--context', 'prod', '--dry-run'])
      assert.equal(code, 2)
      assert.match(err, /has no context "prod"; it has "warmseats-test"/)
    })

    it('contradictory limits, of the environment and the config together', async () => {
      const config = await configFile({ maxNodes: 2, minNodes: 1 })
      const { code, err } = await run(['--config', config, '--yes'])
      assert.equal(code, 2)
      assert.match(err, /the settings are refused\n {2}MIN_NODES: 3 is more than utilization.maxNodes 2/)
      assert.deepEqual(await cordoned(), [])
    })

    it('nobody to ask, and no --yes', async () => {
      const { code, err } = await run(['--config', await configFile()])
      assert.equal(code, 2)
      assert.match(err, /nobody can be asked here: give --yes to act, or --dry-run to look/)
    })

    it('no permission to read, and none to write', async () => {
      const account = async (name: string, rules: readonly object[]) => {
        await cluster.kubectl(['create', 'serviceaccount', name, '--namespace=hub'])
        await cluster.request('POST', '/apis/rbac.authorization.k8s.io/v1/clusterroles', { metadata: { name }, rules })
        await cluster.kubectl([
          'create',
          'clusterrolebinding',
          name,
          `--clusterrole=${name}`,
          `--serviceaccount=hub:${name}`,
        ])
        return cluster.kubeconfigFor('hub', name)
      }
      const config = await configFile()
      const nobody = await account('nobody', [])
      const unread = await run(['--config', config, '--yes'], nobody)
      assert.equal(unread.code, 2)
      assert.match(unread.err, /missing RBAC: .* may not `list` `deployments`/)

      const look = ['get', 'list', 'watch']
      const reader = await account('reader', [
        { apiGroups: [''], resources: ['nodes', 'pods'], verbs: look },
        { apiGroups: ['apps'], resources: ['deployments'], verbs: look },
      ])
      const unwritten = await run(['--config', config, '--yes'], reader)
      assert.equal(unwritten.code, 1, unwritten.err)
      assert.match(unwritten.out, /^FAILED {4}cordon user-8: missing RBAC: .* may not `patch` `nodes`/m)
      assert.deepEqual(await cordoned(), [])
    })
  })

  describe('beside a release whose policy is off', () => {
    let release: Release
    before(async () => {
      const [from, to] = [10, 60].map((minutes) => new Date(Date.now() + minutes * MINUTE))
      assert.ok(from && to)
      calendar.set({ title: 'Exam', from, to, description: 'user: 9' })
      await cluster.request('POST', '/api/v1/namespaces/hub/secrets', {
        metadata: { name: 'calendar' },
        stringData: { calendarUrl: calendar.url },
      })
      const utilization = { minNodeAge: 0, maxCordonsPerCycle: 72, maxCordonedShare: 1, bootTime: '15m' }
      release = await install({
        cluster,
        helm: 4,
        values: {
          calendarUrlSecret: { name: 'calendar' },
          nodePools: { user: poolValues('user', { replicas: 0, calendarOverrideEnabled: true }) },
          utilization,
        },
      })
      await release.start()
      const state = '/api/v1/namespaces/hub/configmaps/warmseats-state'
      await eventually('the config is kept', async () => {
        const { data } = (await cluster.request('GET', state)) as { data?: Record<string, string> }
        return data?.[CONFIG_KEY] !== undefined
      })
    })
    after(() => release?.stop())

    it('it reads the config and the calendar of the release', async () => {
      const { code, out, err } = await run(['--yes'])
      assert.equal(code, 0, err)
      assert.match(out, /namespace hub, release warmseats$/m)
      assert.match(out, /^bootTime +15m +config$/m)
      assert.match(out, /user-8: without it 3 instead of 2 nodes of pool user boot at/)
      assert.ok(!/Not known:.*(calendar|release of)/.test(out), out)
      assert.deepEqual(await cordoned(), [])
    })

    it('the release leaves alone what it cordoned, and its kill switch counts', async () => {
      const state = '/api/v1/namespaces/hub/configmaps/warmseats-state'
      const config = await configFile()
      const args = ['--config', config, '--yes']
      calendar.set()
      const first = await run(args)
      const names = await cordoned()
      assert.deepEqual(names.toSorted(), SURPLUS, first.out + first.err)
      await cluster.request('PATCH', state, { metadata: { annotations: { [SWITCH]: 'off' } } })
      const { code, out } = await run(args)
      assert.equal(code, 0)
      assert.match(out, /switched off by the annotation warmseats\.io\/utilization/)
      assert.deepEqual(await cordoned(), names)
    })
  })
})
