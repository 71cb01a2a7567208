import { readFileSync } from 'node:fs'
import { asyncScheduler, lastValueFrom } from 'rxjs'
import { deploymentName } from '../../../src/domain/cluster/deployment.ts'
import { agenda } from '../../../src/simulation/actors/agenda.ts'
import type { Visit } from '../../../src/simulation/actors/users.ts'
import type { Scenario } from '../../../src/simulation/scenario/scenario.ts'
import { rawWatch } from '../../bench/raw-watch.ts'
import type { Cluster } from '../../cluster/index.ts'
import { world } from '../support/world.ts'
import { type Diary, openDiary, POOL_NAME, type Standings } from './diary.ts'

interface Watched {
  readonly metadata: { readonly name: string; readonly uid: string; readonly labels: Readonly<Record<string, string>> }
}
interface NodeObject extends Watched {
  readonly status: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] }
}
interface PodObject extends Watched {
  readonly spec: { readonly nodeName?: string; readonly nodeSelector?: Readonly<Record<string, string>> }
  readonly status: { readonly phase: string }
}
interface DeploymentObject extends Watched {
  readonly spec: { readonly replicas: number }
}

/** What the cluster holds now, by uid. */
interface Seen {
  readonly nodes: Map<string, NodeObject>
  readonly pods: Map<string, PodObject>
  readonly deployments: Map<string, DeploymentObject>
}

/** Has the scenario's people come and go on a real cluster, at the scenario's instants, and writes down what happens. */
export async function real(scenario: Scenario, cluster: Cluster): Promise<Diary> {
  const diary = openDiary(() => Date.now() - scenario.startMs)
  const seen: Seen = { nodes: new Map(), pods: new Map(), deployments: new Map() }
  const access = { server: cluster.server, ca: readFileSync(cluster.caFile, 'utf8'), token: cluster.adminToken }
  const { promise: broken, reject: breakOff } = Promise.withResolvers<never>()

  const follow = <T extends Watched>(path: string, objects: Map<string, T>, see: (object: T) => void = () => {}) =>
    rawWatch<T>(
      access,
      path,
      ({ type, object }) => {
        if (type === 'DELETED') objects.delete(object.metadata.uid)
        else objects.set(object.metadata.uid, object)
        see(object)
        diary.note(standingsOf(seen, scenario))
      },
      breakOff,
    )
  const stops = [
    follow('/api/v1/nodes', seen.nodes, ({ metadata }) => diary.nodes.add(metadata.uid)),
    follow('/apis/apps/v1/namespaces/hub/deployments', seen.deployments),
    follow('/api/v1/namespaces/hub/pods', seen.pods, (pod) => {
      if (isUser(pod)) diary.seeUser(pod.metadata.labels['hub.jupyter.org/username'] ?? '', isRunning(pod))
    }),
  ]
  try {
    await Promise.race([happen(scenario, cluster, breakOff), broken])
  } finally {
    for (const stop of stops) stop()
  }
  return diary
}

/** Resolves at the scenario's end. */
async function happen({ visits, endMs }: Scenario, cluster: Cluster, fail: (error: Error) => void): Promise<void> {
  const hub = world(cluster)
  const comings = visits.map((visit) => ({
    atMs: visit.arrivesMs,
    act: () => void hub.user(visit.user, podOf(visit)).catch(fail),
  }))
  const goings = visits.flatMap(({ user, leavesMs = endMs }) =>
    leavesMs < endMs ? [{ atMs: leavesMs, act: () => void hub.leave(user).catch(fail) }] : [],
  )
  const end = { atMs: endMs, act: () => {} }
  await lastValueFrom(agenda([...comings, ...goings, end], asyncScheduler), { defaultValue: undefined })
}

const podOf = ({ seat: { requests, nodeSelector } }: Visit) => ({
  pool: nodeSelector[POOL_NAME] ?? '',
  cpu: `${requests.cpu ?? 0}m`,
  memory: String(requests.memory ?? 0),
})

const standingsOf = ({ nodes, pods, deployments }: Seen, { pools }: Scenario): Standings =>
  Object.fromEntries(
    pools.map(({ name }) => {
      const here = [...pods.values()].filter(({ spec }) => spec.nodeSelector?.[POOL_NAME] === name)
      const users = here.filter(isUser)
      const deployment = [...deployments.values()].find(({ metadata }) => metadata.name === deploymentName(name))
      const standing = {
        nodes: [...nodes.values()].filter((node) => node.metadata.labels[POOL_NAME] === name && isReady(node)).length,
        desired: deployment?.spec.replicas ?? 0,
        bound: here.filter((pod) => !isUser(pod) && pod.spec.nodeName !== undefined).length,
        users: users.length,
        running: users.filter(isRunning).length,
      }
      return [name, standing]
    }),
  )

const isUser = ({ metadata }: PodObject) => metadata.labels.component === 'singleuser-server'

const isRunning = ({ status }: PodObject) => status.phase === 'Running'

const isReady = ({ status }: NodeObject) =>
  status.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') === true
