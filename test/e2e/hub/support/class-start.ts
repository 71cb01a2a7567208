/** Three pools of one hub, and a class that comes to all of them at once: what differs is what was there before it began. */
import { type Cluster, eventually, kwokNode, mostAllocated } from '../../../cluster/index.ts'
import { POOLS, type PoolName, type Waits } from '../../../hub/measured.ts'
import type { Settings } from '../../../hub/settings.ts'
import { SECOND } from '../../../support/time.ts'
import { calendarServer } from '../../support/calendar-server.ts'
import { install } from '../../support/release.ts'
import { world } from '../../support/world.ts'
import { type Ending, reachableCluster, type ServedHub, servedHub } from './campus-hub.ts'

export const CLASS = { students: 60, comeWithinMs: 120 * SECOND, bootMs: 20 * SECOND, seatsPerNode: 8 } as const

const NODE = { cpu: '8', memory: '32Gi' }
const SEAT_MEBIBYTES = 3_900
const SEAT = { cpu: '100m', memory: `${SEAT_MEBIBYTES}Mi` }
/** A placeholder takes a node. */
const PLACEHOLDER = { memory: '30Gi' }
const NODES = Math.ceil(CLASS.students / CLASS.seatsPerNode)
const NAMESPACE = 'hub'

/** From the announcement to the class: a boot, and what a busy machine takes to decide on it. */
const AHEAD_MS = 50 * SECOND

export interface ClassStart extends ServedHub {
  readonly cluster: Cluster
  /** Resolves at the start of the class, once all placeholders run that are asked for by then: so many. */
  begins(): Promise<number>
  /** The class comes to every pool, evenly within its time; resolves when all sit, with their waits in order of coming. */
  comes(): Promise<Waits>
}

/** Resolves when the hub serves, and the class is in the calendar that Warmseats reads. */
export async function classStart(ending: Ending, python: string): Promise<ClassStart> {
  const machines = { ...NODE, limitNodes: 2 * NODES }
  const karpenter = { bootDelay: `${CLASS.bootMs / SECOND}s`, pools: { warm: machines, cold: machines } }
  const cluster = await reachableCluster(ending, { scheduler: mostAllocated, karpenter })
  for (let count = 1; count <= NODES; count++) await cluster.request('POST', '/api/v1/nodes', readyNode(count))
  const calendar = await calendarServer()
  ending.ends.push(calendar.close)
  const release = await install({ cluster, helm: 4, namespace: NAMESPACE, values: valuesFor(calendar.url) })
  ending.ends.push(release.stop)
  const served = await servedHub(ending, { cluster, python, namespace: NAMESPACE, settings: SETTINGS })
  const { hub } = served
  await hub.api.users(...POOLS.flatMap(namesOf))
  const controller = await release.start()
  const hasRead = () => controller.lines.some(({ msg }) => msg === 'calendar read')
  await eventually('Warmseats to read the calendar', hasRead, { withinMs: 3 * AHEAD_MS })
  const startMs = Math.ceil((Date.now() + AHEAD_MS) / SECOND) * SECOND
  const to = new Date(startMs + 3_600 * SECOND)
  const description = `warm: {students: ${CLASS.students}}`
  calendar.set({ title: 'Class', from: new Date(startMs), to, description })
  const warm = world(cluster, NAMESPACE)
  const comesTo = async (pool: PoolName) => {
    const first = performance.now()
    return Promise.all(
      namesOf(pool).map(async (name, index) => {
        await until(first + (index * CLASS.comeWithinMs) / CLASS.students)
        const atMs = performance.now() - first
        return { atMs, tookMs: await hub.api.spawn(name, { profile: pool }) }
      }),
    )
  }
  return {
    ...served,
    cluster,
    begins: async () => {
      await eventually('the class to begin', () => Date.now() >= startMs, { withinMs: 2 * AHEAD_MS })
      return eventually(
        'its placeholders to run',
        async () => {
          const placeholders = await warm.placeholders('warm')
          const isRunning = placeholders.every(({ status }) => status.phase === 'Running')
          return isRunning && placeholders.length === (await warm.replicas('warm')) && placeholders.length
        },
        { withinMs: 2 * AHEAD_MS },
      )
    },
    comes: async () => {
      const [ready, warm, cold] = await Promise.all(POOLS.map(comesTo))
      return { ready: ready ?? [], warm: warm ?? [], cold: cold ?? [] }
    },
  }
}

const namesOf = (pool: PoolName): string[] =>
  Array.from({ length: CLASS.students }, (_, index) => `${pool}-${String(index + 1).padStart(2, '0')}`)

const until = (instant: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, instant - performance.now())))

const selectorOf = (pool: PoolName) => ({ 'hub.jupyter.org/pool-name': pool })

const readyNode = (count: number) =>
  kwokNode({
    name: `ready-${count}`,
    labels: selectorOf('ready'),
    taints: [{ key: 'hub.jupyter.org/dedicated', value: 'user', effect: 'NoSchedule' }],
    allocatable: NODE,
  })

const valuesFor = (calendarUrl: string) => ({
  calendarUrl,
  calendarRefresh: 2,
  nodePools: {
    warm: { nodeSelector: selectorOf('warm'), resources: { requests: PLACEHOLDER }, seat: { requests: SEAT } },
  },
})

/** A choice for each pool, as hubs offer their machines. */
const SETTINGS: Settings = {
  // Three classes are here at once, and a machine that others use as well is slow to answer: what hubs allow one class and a
  // cluster of its own would refuse some.
  JupyterHub: { concurrent_spawn_limit: POOLS.length * CLASS.students },
  KubeSpawner: {
    k8s_api_request_timeout: 20,
    k8s_api_request_retry_timeout: 120,
    mem_guarantee: `${SEAT_MEBIBYTES}M`,
    profile_list: POOLS.map((pool) => ({
      display_name: pool,
      slug: pool,
      kubespawner_override: { node_selector: selectorOf(pool) },
    })),
  },
}
