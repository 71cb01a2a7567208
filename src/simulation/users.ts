import { concat, EMPTY, ignoreElements, merge, type Observable, type SchedulerLike } from 'rxjs'
import type { Resources } from '../domain/resources.ts'
import type { Labels } from '../domain/selector.ts'
import { USER_TOLERATIONS } from '../domain/taint.ts'
import { atInstant } from './at-instant.ts'
import type { Cluster } from './cluster.ts'
import type { Random } from './random.ts'

/** One person's server, from the click on Start to its end. */
export interface Visit {
  readonly user: string
  readonly arrivesMs: number
  /** undefined: stays. */
  readonly leavesMs?: number
}

/** What every user's pod asks for. */
export interface Seat {
  readonly namespace: string
  readonly requests: Resources
  readonly nodeSelector: Labels
}

/** JupyterHub: makes and deletes the servers of people who come and go. */
export const users = (
  cluster: Cluster,
  visits: readonly Visit[],
  seat: Seat,
  clock: SchedulerLike,
): Observable<never> =>
  merge(
    ...visits.map((visit) =>
      concat(
        atInstant(visit.arrivesMs, () => start(cluster, visit, seat), clock),
        visit.leavesMs === undefined ? EMPTY : atInstant(visit.leavesMs, () => leave(cluster, visit), clock),
      ),
    ),
  ).pipe(ignoreElements())

const podName = (user: string) => `jupyter-${user}`

function start({ pods }: Cluster, { user }: Visit, { namespace, requests, nodeSelector }: Seat): void {
  pods.create(podName(user), {
    namespace,
    requests,
    nodeSelector,
    labels: { app: 'jupyterhub', component: 'singleuser-server', 'hub.jupyter.org/username': user },
    priority: 0,
    tolerations: USER_TOLERATIONS,
    largeImage: true,
    place: { at: 'new' },
  })
}

const leave = ({ pods }: Cluster, { user }: Visit) => pods.remove(podName(user))

/** People who come within [fromMs, fromMs + overMs), most of them early: the sum of two uniform numbers, folded. */
export function crowd(names: readonly string[], fromMs: number, overMs: number, random: Random): Visit[] {
  const instants = names.map(() => fromMs + Math.floor(overMs * Math.abs(random() + random() - 1)))
  return instants.toSorted((a, b) => a - b).map((arrivesMs, at) => ({ user: names[at] ?? `user-${at}`, arrivesMs }))
}
