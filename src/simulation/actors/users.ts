import type { Observable, SchedulerLike } from 'rxjs'
import type { Resources } from '../../domain/scheduling/resources.ts'
import type { Labels } from '../../domain/scheduling/selector.ts'
import { type Toleration, USER_TOLERATIONS } from '../../domain/scheduling/taint.ts'
import type { Cluster } from '../cluster/cluster.ts'
import type { Random } from '../cluster/random.ts'
import { type Appointment, agenda } from './agenda.ts'

/** When somebody comes and goes. */
export interface Stay {
  readonly user: string
  readonly arrivesMs: number
  /** undefined: stays. */
  readonly leavesMs?: number
}

/** One person's server, from the click on Start to its end. */
export interface Visit extends Stay {
  readonly seat: Seat
}

/** What a user's pod asks for. Pods of one kind of seat share these objects. */
export interface Seat {
  readonly namespace: string
  readonly requests: Resources
  readonly nodeSelector: Labels
  readonly tolerations?: readonly Toleration[]
  /** Beside those that JupyterHub gives every server. */
  readonly labels?: Labels
  readonly image?: string
  /** `imagePullSecrets`, by name. */
  readonly pullSecrets?: readonly string[]
}

/** What servers run where the scenario does not say. */
const IMAGE = 'quay.io/jupyter/scipy-notebook:2026-10-05'

/** JupyterHub: makes and deletes the servers of people who come and go. Who has a server already gets no second one. */
export const users = (cluster: Cluster, visits: readonly Visit[], clock: SchedulerLike): Observable<never> =>
  agenda(
    visits.flatMap((visit): Appointment[] => {
      const podName = `jupyter-${visit.user}`
      let uid: string | undefined
      const start = () => {
        if (!cluster.pods.get(podName)) uid = startServer(cluster, podName, visit).uid
      }
      const leave = () => {
        if (cluster.pods.get(podName)?.uid === uid) cluster.pods.remove(podName)
      }
      return [
        { atMs: visit.arrivesMs, act: start },
        ...(visit.leavesMs === undefined ? [] : [{ atMs: visit.leavesMs, act: leave }]),
      ]
    }),
    clock,
  )

const startServer = ({ pods }: Cluster, podName: string, { user, seat }: Visit) =>
  pods.create(podName, {
    namespace: seat.namespace,
    requests: seat.requests,
    nodeSelector: seat.nodeSelector,
    labels: { ...seat.labels, app: 'jupyterhub', component: 'singleuser-server', 'hub.jupyter.org/username': user },
    image: seat.image ?? IMAGE,
    priority: 0,
    tolerations: seat.tolerations ?? USER_TOLERATIONS,
    largeImage: true,
    pullSecrets: seat.pullSecrets ?? [],
    place: { at: 'new' },
  })

/** People who come within [fromMs, fromMs + overMs), most of them early: the sum of two uniform numbers, folded. */
export function crowd(names: readonly string[], fromMs: number, overMs: number, random: Random): Stay[] {
  const instants = names.map(() => fromMs + Math.floor(overMs * Math.abs(random() + random() - 1)))
  return instants.toSorted((a, b) => a - b).map((arrivesMs, at) => ({ user: names[at] ?? `user-${at}`, arrivesMs }))
}
