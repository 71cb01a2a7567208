import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { load } from 'js-yaml'
import { type Node, nodeFrom, type RawNode } from '../../src/domain/cluster/node.ts'
import { podKindsOf } from '../../src/domain/cluster/pod-kinds.ts'
import { CORDONED_AT, CORDONED_BECAUSE, CORDONED_BY, cordonMarks } from '../../src/domain/utilization/marks.ts'
import { connect } from '../../src/kubernetes/connection.ts'
import { seeded } from '../../src/simulation/cluster/random.ts'
import { kwokGroups } from '../../src/sinks/node-groups/kwok.ts'
import { nodeSink } from '../../src/sinks/nodes.ts'
import { type Cluster, controlPlane, eventually, kwokNode, startCluster } from '../cluster/index.ts'
import { asLeader } from '../kubernetes/support/as-leader.ts'
import { nodeRemoval, nodeWrite } from '../support/action.ts'
import { config } from '../support/config.ts'
import { MINUTE } from '../support/time.ts'
import { type CalendarServer, calendarServer } from './support/calendar-server.ts'
import type { Controller } from './support/controller.ts'
import { type NodeWatch, type SeenNode, watchNodes } from './support/node-watch.ts'
import { noteRefusal } from './support/note-grants.ts'
import { PROGRAM } from './support/program.ts'
import { install, type Release } from './support/release.ts'
import { poolValues } from './support/values.ts'
import { type World, world } from './support/world.ts'

const { skip } = await controlPlane()

const POOL = 'hub.jupyter.org/pool-name'
const MIN_NODES = 5
const BAND = [0.65, 0.85] as const
const USER_GI = 4
const NODE_GI = 32
const policy = (more: object = {}) => ({
  enabled: true,
  mode: 'act',
  cycle: '1s',
  minNodes: MIN_NODES,
  maxNodes: 40,
  preemptibleLabels: ['hub.jupyter.org/username'],
  maxCordonedShare: 1,
  minNodeAge: 0,
  ...more,
})

const isOurs = ({ metadata, spec }: SeenNode) =>
  spec.unschedulable === true && metadata.annotations?.[CORDONED_AT] !== undefined
const inPool = ({ metadata }: SeenNode, pool: string) => metadata.labels[POOL] === pool
const names = (nodes: Iterable<SeenNode>) => [...nodes].map(({ metadata }) => metadata.name).toSorted()

function tooFew(nodes: readonly SeenNode[], least: number): string | undefined {
  const open = nodes.filter(({ spec }) => !spec.unschedulable).length
  return open < least ? `only ${open} nodes are schedulable` : undefined
}

/** The pods of a namespace that sit on nodes. */
interface Sitting {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> }
  readonly spec: {
    readonly nodeName?: string
    readonly containers: readonly [{ readonly resources: { readonly requests: { readonly memory: string } } }]
  }
}

const memoryOf = ({ spec }: Sitting) => Number.parseInt(spec.containers[0].resources.requests.memory, 10)

const podsOf = async (cluster: Cluster) =>
  ((await cluster.request('GET', '/api/v1/namespaces/hub/pods')) as { items: readonly Sitting[] }).items.filter(
    ({ metadata }) => metadata.name.startsWith('jupyter-') || metadata.name.startsWith('critical-'),
  )

/** As docs/utilization.md has it: what users and others request ÷ the memory of schedulable nodes. */
async function utilizationOf(cluster: Cluster, watched: NodeWatch, pool: string): Promise<number> {
  const pods = await podsOf(cluster)
  const nodes = [...watched.nodes.values()].filter((node) => inPool(node, pool))
  const here = new Set(names(nodes))
  const some = pods.filter(({ spec }) => spec.nodeName === undefined || here.has(spec.nodeName))
  const workload = some.reduce((sum, pod) => sum + memoryOf(pod), 0)
  return workload / (nodes.filter(({ spec }) => !spec.unschedulable).length * NODE_GI)
}

interface Job {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly serviceAccountName: string
        readonly containers: readonly [{ readonly args: readonly string[] }]
      }
    }
  }
}

/** A pod that comes and goes with nobody: it keeps its node. */
const criticalPod = (name: string, nodeName: string, gi = USER_GI) => ({
  metadata: { name: `critical-${name}`, namespace: 'hub' },
  spec: {
    nodeName,
    terminationGracePeriodSeconds: 0,
    tolerations: [{ operator: 'Exists' }],
    containers: [{ name: 'db', image: 'db', resources: { requests: { memory: `${gi}Gi` } } }],
  },
})

/** In the order in which a seed lets them go. */
function shuffled<T>(all: readonly T[], seed: number): T[] {
  const random = seeded(seed)
  return all
    .map((one) => [random(), one] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, one]) => one)
}

/** Everybody is there at once here: room for those who might follow would be held on the nodes that are to be given back. */
const ALONE = { replicas: 0, forecast: { reactions: 'off' } } as const

describe('the utilization policy with kwok groups', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let release: Release
  let controller: Controller
  let calendar: CalendarServer
  let watched: NodeWatch
  let examIsOn = true
  const critical = ['user-4', 'user-11', 'user-19']
  const byHand = 'user-7'
  const users = Array.from({ length: 20 }, (_, at) => at + 1).flatMap((node) =>
    Array.from({ length: 4 }, (_, at) => ({ name: `u${node}-${at}`, on: `user-${node}` })),
  )
  const values = (utilization: object = policy({ nodeGroups: 'kwok' })) => ({
    calendarUrl: calendar.url,
    calendarRefresh: '1s',
    nodePools: { user: poolValues('user', ALONE), exam: poolValues('exam', ALONE) },
    utilization,
  })

  before(async () => {
    cluster = await startCluster()
    hub = world(cluster)
    const inTenMinutes = {
      title: 'Exam',
      from: new Date(Date.now() + 10 * MINUTE),
      to: new Date(Date.now() + 60 * MINUTE),
    }
    calendar = await calendarServer({ ...inTenMinutes, description: 'exam: 4' })
    const node = (name: string, pool: string) =>
      cluster.request('POST', '/api/v1/nodes', kwokNode({ name, labels: { [POOL]: pool } }))
    await node('core', 'core')
    for (let at = 1; at <= 20; at++) await node(`user-${at}`, 'user')
    for (let at = 1; at <= 4; at++) await node(`exam-${at}`, 'exam')
    await cluster.kubectl(['cordon', byHand])
    release = await install({ cluster, helm: 3, values: values(policy({ nodeGroups: 'kwok', mode: 'recommend' })) })
    for (const name of critical) await cluster.request('POST', '/api/v1/namespaces/hub/pods', criticalPod(name, name))
    for (const { name, on } of users) await hub.user(name, { on, memory: `${USER_GI}Gi` })
    watched = await watchNodes(cluster, (changed, type, nodes) => {
      const { name } = changed.metadata
      const isOut = type === 'DELETED' || changed.spec.unschedulable
      if (critical.includes(name) && isOut) return 'was taken out of service though a critical pod is on it'
      if (name === byHand && (type === 'DELETED' || !changed.spec.unschedulable || isOurs(changed)))
        return 'was touched though a person has cordoned it'
      if (examIsOn && inPool(changed, 'exam') && isOut)
        return 'was taken out of service though an event is about to need it'
      return tooFew(
        [...nodes.values()].filter((one) => inPool(one, 'user') || inPool(one, 'exam')),
        MIN_NODES,
      )
    })
    controller = await release.start()
  })
  after(async () => {
    await watched?.stop()
    await calendar?.close()
    await release?.stop()
    await cluster?.stop()
  })

  const examNodes = () => [...watched.nodes.values()].filter((node) => inPool(node, 'exam'))
  const decisions = async () =>
    Number(/^warmseats_decisions_total (\d+)/m.exec((await controller.get('/metrics')).text)?.[1])
  /** What it is outside of the band; undefined: it is inside. */
  const inBand = async () => {
    const now = await utilizationOf(cluster, watched, 'user')
    return now >= BAND[0] && now <= BAND[1] ? undefined : now
  }
  const ours = () => names([...watched.nodes.values()].filter(isOurs))

  it('while it recommends it says what it would do, in log, metrics and Events, and writes no node', async () => {
    const would = await controller.line('node would be cordoned')
    assert.match(String(would.because), /utilization is \d/)
    await eventually('an Event on the node', async () => {
      const { items } = (await cluster.request('GET', '/apis/events.k8s.io/v1/namespaces/default/events')) as {
        items: readonly { reason: string; regarding: { name: string } }[]
      }
      return items.some(({ reason, regarding }) => reason === 'WouldCordon' && regarding.name === would.name)
    })
    const { text } = await controller.get('/metrics')
    assert.match(text, /warmseats_utilization_ratio\{pool="user"\} 0\.\d+/)
    assert.match(text, /warmseats_utilization_nodes\{pool="user",state="ours"\} 0/)
    assert.deepEqual(ours(), [])
    assert.deepEqual(watched.complaints, [])
  })

  it('an evening: utilization enters the band and stays, and nothing is touched that must not be', async () => {
    await release.upgrade(values())
    for (const { name } of shuffled(users, 7).slice(0, 56)) await hub.leave(name)
    await eventually('utilization is in the band', async () => (await inBand()) === undefined, { withinMs: 60_000 })
    const outside: number[] = []
    const start = await decisions()
    await eventually('some cycles have passed', async () => {
      outside.push(...[await inBand()].filter((one) => one !== undefined))
      return (await decisions()) >= start + 6
    })
    assert.deepEqual(outside, [])
    assert.deepEqual(watched.complaints, [])
    const [one] = [...watched.nodes.values()].filter(isOurs)
    assert.match(one?.metadata.annotations?.[CORDONED_BECAUSE] ?? '', /utilization is|emptier than/)
    assert.equal(one?.metadata.annotations?.[CORDONED_BY], 'hub/warmseats-state')
    assert.ok(watched.nodes.size < 25, 'empty nodes are removed')
    const { text } = await controller.get('/metrics')
    assert.match(text, /warmseats_utilization_saved_nodes\{pool="user"\} [1-9]/)
  })

  const arrive = (crowd: string, count: number) =>
    Promise.all(Array.from({ length: count }, (_, at) => hub.user(`${crowd}-${at}`, { memory: `${USER_GI}Gi` })))
  const go = (crowd: string, count: number) =>
    Promise.all(Array.from({ length: count }, (_, at) => hub.leave(`${crowd}-${at}`)))
  const everybodySits = () =>
    eventually('everybody has a seat', async () =>
      (await podsOf(cluster)).every(({ spec }) => spec.nodeName !== undefined),
    )

  it('a crowd: cordons are taken back, nodes created, and cordoned once it has left', async () => {
    const before = ours()
    await arrive('crowd', 120)
    await controller.line('node taken back', ({ name }) => before.includes(String(name)))
    await controller.line('nodes created')
    await everybodySits()
    await go('crowd', 120)
    await eventually('nodes are cordoned again', () => ours().length > 0)
    assert.deepEqual(watched.complaints, [])
  })

  it('nodes that an event in ten minutes needs stay, and go when it is cancelled', async () => {
    assert.equal(examNodes().filter(({ spec }) => !spec.unschedulable).length, 4)
    examIsOn = false
    calendar.set()
    await eventually('an exam node is given back', () => examNodes().length < 4, { withinMs: 60_000 })
    assert.deepEqual(watched.complaints, [])
  })

  it('what it may not do it says, and does once it may', async () => {
    await eventually('it is quiet', async () => {
      const sat = new Set((await podsOf(cluster)).map(({ spec }) => spec.nodeName))
      return ours().length > 0 && ours().every((name) => sat.has(name)) && (await inBand()) === undefined
    })
    const path = '/apis/rbac.authorization.k8s.io/v1/clusterroles/warmseats'
    const role = (await cluster.request('GET', path)) as { rules: readonly { verbs: readonly string[] }[] }
    noteRefusal(cluster, 'patch nodes')
    await cluster.request('PATCH', path, { rules: role.rules.filter(({ verbs }) => !verbs.includes('patch')) })
    const since = controller.lines.length
    await arrive('second', 60)
    const { error } = await controller.line('write failed', ({ error }) => String(error).includes('`patch`'), since)
    assert.match(String(error), /missing RBAC: .* may not `patch` `nodes`/)
    await cluster.request('PATCH', path, { rules: role.rules })
    await controller.line('node taken back', () => true, since)
    await everybodySits()
    await go('second', 60)
    assert.deepEqual(watched.complaints, [])
  })

  it('a node that changes between plan and act is left to the next plan', async () => {
    const connection = await connect({ kubeconfig: cluster.kubeconfig })
    const groups = async () => kwokGroups(asLeader(connection))
    const act = nodeSink({ transport: asLeader(connection), groups, kinds: () => podKindsOf(config(), undefined) })
    const make = async (name: string) => {
      await cluster.request('POST', '/api/v1/nodes', kwokNode({ name, labels: { [POOL]: 'other' } }))
      const path = `/api/v1/nodes/${name}`
      const isReady = () => cluster.kubectl(['get', 'node', name, '-o', 'jsonpath={.status.conditions[*].type}'])
      await eventually(`${name} is ready`, async () => (await isReady()).includes('Ready'))
      const node = nodeFrom((await cluster.request('GET', path)) as RawNode)
      if (!node) throw new Error(`no node ${name}`)
      return { node, path, wish: writeOf(node) }
    }
    const writeOf = ({ name, uid, resourceVersion = '' }: Node) =>
      nodeWrite({ pool: 'other', name, uid, resourceVersion, annotations: cordonMarks(Date.now(), 'a test') })
    const removalOf = (node: Node) => nodeRemoval({ pool: 'other', node, atMs: Date.now() })

    const vanished = await make('vanished')
    await cluster.request('DELETE', vanished.path)
    assert.equal((await act(vanished.wish)).at, 'conflict')
    assert.equal((await act(removalOf(vanished.node))).at, 'done')

    const changed = await make('changed')
    await cluster.kubectl(['annotate', 'node', 'changed', 'somebody=else'])
    assert.equal((await act(changed.wish)).at, 'conflict')
    assert.equal(nodeFrom((await cluster.request('GET', changed.path)) as RawNode)?.cordoned, false)

    const namesake = await make('vanished')
    assert.equal((await act({ ...vanished.wish, resourceVersion: namesake.node.resourceVersion ?? '' })).at, 'conflict')
    assert.equal((await act(removalOf(vanished.node))).at, 'done')
    assert.ok(await cluster.request('GET', vanished.path), 'the one that came since is left alone')

    assert.deepEqual(await act(removalOf(changed.node)), {
      at: 'conflict',
      because: 'node changed is not cordoned by us any more',
    })
    const occupied = await make('occupied')
    assert.equal((await act(occupied.wish)).at, 'done')
    await cluster.request('POST', '/api/v1/namespaces/hub/pods', criticalPod('last', 'occupied'))
    assert.deepEqual(await act(removalOf(occupied.node)), {
      at: 'conflict',
      because: 'node occupied is not empty any more',
    })
    await cluster.request('DELETE', '/api/v1/namespaces/hub/pods/critical-last?gracePeriodSeconds=0')
    assert.equal((await act(removalOf(occupied.node))).at, 'done')
    await eventually('it is gone', () => !watched.nodes.has('occupied'))
    await connection.close()
  })

  it('disabled, it takes its cordons back, and may then write no node any more', async () => {
    await eventually('nodes are cordoned', () => ours().length > 0)
    await release.upgrade(values({ ...policy(), enabled: false }))
    const hooks = () => cluster.helm(3, ['get', 'hooks', 'warmseats', '--namespace', 'hub'])
    assert.match(await hooks(), /kind: Job/, 'an uninstall before they are taken back would do it')
    await eventually('no cordon of ours is left', () => ours().length === 0)
    await release.upgrade(values({ ...policy(), enabled: false }))
    assert.equal((await hooks()).trim(), '')
    const rules = await cluster.kubectl(['get', 'clusterrole', 'warmseats', '-o', 'jsonpath={.rules[*].verbs}'])
    assert.ok(!rules.includes('patch'), rules)
    assert.deepEqual(watched.complaints, [])
  })

  it('uninstalling takes them back first, while the controller still runs', async () => {
    await release.upgrade(values())
    await eventually('nodes are cordoned again', () => ours().length > 0, { withinMs: 60_000 })
    const hook = load(await cluster.helm(3, ['get', 'hooks', 'warmseats', '--namespace', 'hub'])) as Job
    const args = hook.spec.template.spec.containers[0].args
    const kubeconfig = await cluster.kubeconfigFor('hub', hook.spec.template.spec.serviceAccountName)
    const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, ...args, `--kubeconfig=${kubeconfig}`])
    assert.match(stdout, /taken back|no node is cordoned/)
    const since = controller.lines.length
    assert.deepEqual(ours(), [])
    const start = await decisions()
    await eventually('some cycles have passed', async () => (await decisions()) >= start + 3)
    assert.deepEqual(ours(), [])
    assert.deepEqual(
      controller.lines.slice(since).filter(({ msg }) => msg === 'node cordoned'),
      [],
    )
    await release.uninstall()
    assert.deepEqual(watched.complaints, [])
  })
})

describe('the utilization policy with Karpenter', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let release: Release
  let controller: Controller
  let watched: NodeWatch
  let critical: string[] = []
  let byHand = ''
  const PERSON_GI = 9
  const users = Array.from({ length: 60 }, (_, at) => `p${at}`)

  before(async () => {
    cluster = await startCluster({
      karpenter: {
        bootDelay: '2s',
        pools: { user: { cpu: '8', memory: `${NODE_GI}Gi`, limitNodes: 30, consolidateAfter: '1s' } },
      },
    })
    hub = world(cluster)
    await cluster.request('POST', '/api/v1/nodes', kwokNode({ name: 'core', labels: { [POOL]: 'core' } }))
    await cluster.request('POST', '/api/v1/namespaces', { metadata: { name: 'hub' } })
    await Promise.all(users.map((name) => hub.user(name, { memory: `${PERSON_GI}Gi` })))
    await eventually('everybody has a seat', everybodySits, { withinMs: 60_000 })
    const nodes = await occupied()
    byHand = nodes[0] ?? ''
    critical = nodes.slice(1, 3)
    for (const name of critical)
      await cluster.request('POST', '/api/v1/namespaces/hub/pods', criticalPod(name, name, 1))
    await cluster.kubectl(['cordon', byHand])
    watched = await watchNodes(cluster, (changed, type, all) => {
      const { name } = changed.metadata
      if (critical.includes(name) && (type === 'DELETED' || changed.spec.unschedulable))
        return 'was taken out of service though a critical pod is on it'
      if (name === byHand && ((type !== 'DELETED' && !changed.spec.unschedulable) || isOurs(changed)))
        return 'was touched though a person has cordoned it'
      return tooFew(
        [...all.values()].filter((one) => inPool(one, 'user')),
        3,
      )
    })
    release = await install({
      cluster,
      helm: 4,
      values: {
        fallWindow: 1,
        nodePools: { user: poolValues('user', ALONE) },
        utilization: policy({ minNodes: 3, bootTime: '10s' }),
      },
    })
    controller = await release.start()
  })
  after(async () => {
    await watched?.stop()
    await release?.stop()
    await cluster?.stop()
  })

  const everybodySits = async () => (await podsOf(cluster)).every(({ spec }) => spec.nodeName !== undefined)
  const occupied = async () =>
    [...new Set((await podsOf(cluster)).flatMap(({ spec }) => (spec.nodeName ? [spec.nodeName] : [])))].toSorted()

  it('an evening: utilization enters the band and stays; Karpenter removes what is empty', async () => {
    const before = watched.nodes.size
    assert.ok(before >= 20, `${before} nodes`)
    for (const name of shuffled(users, 3).slice(0, 44)) await hub.leave(name)
    await eventually('nodes are cordoned', () => [...watched.nodes.values()].some(isOurs))
    const inBand = async () => {
      const now = await utilizationOf(cluster, watched, 'user')
      return now >= BAND[0] && now <= BAND[1]
    }
    await eventually('utilization is in the band', inBand, { withinMs: 60_000 })
    await eventually('what we cordoned and nobody sits on is gone', async () => {
      const taken = await occupied()
      return (
        watched.nodes.size < before &&
        names([...watched.nodes.values()].filter(isOurs)).every((name) => taken.includes(name))
      )
    })
    assert.ok(await inBand(), 'it stays there')
    assert.deepEqual(watched.complaints, [])
    assert.deepEqual(
      controller.lines.filter(({ level }) => level === 'error'),
      [],
    )
  })

  it('a crowd: everybody sits, and what was booted for it is not booted twice', async () => {
    const known = new Set([...watched.nodes.values()].map(({ metadata }) => metadata.uid))
    for (let at = 0; at < 30; at++) await hub.user(`late-${at}`, { memory: `${PERSON_GI}Gi` })
    await controller.line('node taken back')
    await eventually('everybody has a seat', everybodySits, { withinMs: 60_000 })
    await eventually('no placeholder is wanted any more', async () => (await hub.replicas('user')) === 0)
    // Three to a node, as if nobody had found a seat on what was there.
    const born = [...watched.nodes.values()].filter(({ metadata }) => !known.has(metadata.uid))
    assert.ok(born.length <= 10, `${born.length} nodes were booted for 30 users`)
    assert.deepEqual(watched.complaints, [])
  })
})
