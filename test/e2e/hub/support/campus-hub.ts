/** A cluster, a hub in front of it, and the servers of its users; whoever starts one stops it. */
import { type Cluster, type ClusterOptions, startCluster } from '../../../cluster/index.ts'
import { type Hub, type HubStart, startHub } from '../../../hub/hub.ts'
import { loopbackRange, loopbackRangeIsHere } from '../../../hub/loopback.ts'
import { type HubPython, hubPython } from '../../../hub/require.ts'
import { startServers, type UserServers } from '../../../hub/servers.ts'

/** The Python of the hub where pods can have addresses on which this machine listens, or why the tests are to be skipped. */
export async function servingHub(): Promise<HubPython> {
  if (await loopbackRangeIsHere()) return hubPython()
  return { skip: 'this system answers on 127.0.0.1 alone, and pods need addresses of their own: use Linux' }
}

/** Ends what was begun, the last first. */
export interface Ending {
  readonly ends: (() => Promise<unknown>)[]
}

/** A cluster whose pods have addresses on which this machine can listen. */
export async function reachableCluster({ ends }: Ending, options: ClusterOptions): Promise<Cluster> {
  const range = await loopbackRange()
  ends.push(range.release)
  const cluster = await startCluster({ ...options, podCidr: range.cidr })
  ends.push(cluster.stop)
  return cluster
}

export interface ServedHub {
  readonly hub: Hub
  readonly servers: UserServers
}

/** A hub whose users' servers answer. */
export async function servedHub({ ends }: Ending, start: HubStart): Promise<ServedHub> {
  const hub = await startHub(start)
  ends.push(hub.stop)
  const servers = await startServers(start.cluster, start.namespace, await hub.api.version())
  ends.push(servers.stop)
  return { hub, servers }
}

/** Ends all of it; what fails to end keeps nothing else from it, and is told. */
export async function endAll({ ends }: Ending): Promise<void> {
  const failures: unknown[] = []
  for (const end of ends.splice(0).reverse()) await end().catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw new AggregateError(failures, 'what was begun could not be ended')
}
