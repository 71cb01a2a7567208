import { ignoreElements, interval, type Observable, type SchedulerLike, tap } from 'rxjs'
import type { Taint } from '../domain/taint.ts'
import type { Cluster, PoolSpec, SimNode } from './cluster.ts'
import type { Random } from './random.ts'
import { emptyNodes, stillUnneeded, type Unneeded } from './scale-down.ts'
import { missingMachines } from './scale-up.ts'

export interface AutoscalerOptions {
  readonly pools: readonly PoolSpec[]
  /** How often it looks. */
  readonly scanMs: number
  /** From the request of a machine to its Ready node, give or take a tenth. */
  readonly bootMs: number
  /** How long a node must have been empty before it goes. */
  readonly unneededMs: number
  readonly random: Random
}

/** A node on its way out carries cluster-autoscaler's own taint, for so long at least. */
const LEAVING: Taint = { key: 'ToBeDeletedByClusterAutoscaler', effect: 'NoSchedule' }

/** cluster-autoscaler: machines for pods that fit nowhere, and none for nodes that nobody needs. */
export function autoscaler(cluster: Cluster, options: AutoscalerOptions, clock: SchedulerLike): Observable<never> {
  let unneeded: Unneeded = new Map()
  return interval(options.scanMs, clock).pipe(
    tap(() => {
      giveBack(cluster)
      for (const pool of missingMachines(cluster, options.pools)) addMachine(cluster, pool, options, clock.now())
      const empty = emptyNodes(cluster)
      unneeded = stillUnneeded(empty, unneeded, clock.now())
      const due = (node: SimNode) => clock.now() - (unneeded.get(node.uid) ?? clock.now()) >= options.unneededMs
      for (const node of empty.filter(due)) markLeaving(cluster, node)
    }),
    ignoreElements(),
  )
}

function addMachine({ machines }: Cluster, pool: PoolSpec, { bootMs, random }: AutoscalerOptions, nowMs: number): void {
  const readyMs = nowMs + Math.round(bootMs * (0.9 + 0.2 * random()))
  machines.create(freeName({ machines }, pool), { pool, readyMs })
}

function freeName({ machines }: Pick<Cluster, 'machines'>, { name }: PoolSpec): string {
  let number = 1
  while (machines.get(`${name}-${number}`)) number += 1
  return `${name}-${number}`
}

function markLeaving({ nodes }: Cluster, { name, taints }: SimNode): void {
  if (!taints.includes(LEAVING)) nodes.update(name, { taints: [...taints, LEAVING] })
}

/** Marked in an earlier round, so nothing new came to it since. */
function giveBack({ nodes, machines }: Cluster): void {
  for (const { name, taints } of nodes.all()) if (taints.includes(LEAVING)) machines.remove(name)
}
