import { ignoreElements, merge, type Observable, type SchedulerLike, tap } from 'rxjs'
import type { Cluster, SimMachine, SimPod } from './cluster.ts'

/** How long somebody waited, from the click on Start to the running server; `waitMs` is undefined while they still do. */
interface Wait {
  readonly pod: string
  readonly arrivedMs: number
  readonly waitMs?: number
}

/** What a stretch of time was like for the users, and what it cost. */
export interface Tally {
  /** In the order of arrival. */
  waits(): Wait[]
  /** Machines paid so far, in hours. */
  nodeHours(): number
  /** Machines that were ever asked for, without those that were there at the start. */
  boots(): number
}

const HOUR_MS = 3_600_000

/** @returns the tally, and the stream that keeps it: subscribe before anything happens */
export function tally(cluster: Cluster, clock: SchedulerLike): Tally & { readonly counting$: Observable<never> } {
  const waits = new Map<string, Wait>()
  let paidMs = 0
  let boots = 0
  const seePod = (pod: SimPod) => {
    if (pod.owner) return
    const { place, createdMs: arrivedMs } = pod
    const waitMs = place.at === 'running' ? { waitMs: place.runningMs - arrivedMs } : {}
    waits.set(pod.uid, { pod: pod.name, arrivedMs, ...waitMs })
  }
  const livedMs = ({ createdMs }: SimMachine) => clock.now() - createdMs
  const counting$ = merge(
    cluster.pods.changes$.pipe(
      tap(({ type, object }) => {
        if (type === 'applied') seePod(object)
      }),
    ),
    cluster.machines.changes$.pipe(
      tap((change) => {
        if (change.type === 'deleted') paidMs += livedMs(change.object)
        else if (change.object.readyMs > clock.now()) boots += 1
      }),
    ),
  ).pipe(ignoreElements())
  return {
    counting$,
    waits: () => [...waits.values()],
    nodeHours: () => cluster.machines.all().reduce((sum, machine) => sum + livedMs(machine), paidMs) / HOUR_MS,
    boots: () => boots,
  }
}
