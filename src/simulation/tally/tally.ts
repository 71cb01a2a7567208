import { ignoreElements, merge, type Observable, type SchedulerLike, tap } from 'rxjs'
import { HOUR_MS } from '../../domain/duration.ts'
import { given } from '../../domain/given.ts'
import { type Cluster, isUser, nodeOf, type PoolSpec, type SimMachine, type SimPod } from '../cluster/cluster.ts'
import { poolFor } from '../cluster/pool-for.ts'

/** How long somebody waited, from the click on Start to the running server; `waitMs` is undefined while they still do. */
export interface Wait {
  readonly pod: string
  /** Whose nodes they came for. */
  readonly pool?: string
  readonly arrivedMs: number
  readonly waitMs?: number
  /** When they went away without ever having had a server. */
  readonly gaveUpMs?: number
}

/** What a stretch of time was like for the users, and what it cost. */
export interface Tally {
  /** In the order of arrival. */
  waits(): Wait[]
  /** Machines paid so far, in hours. */
  nodeHours(): number
  nodeHoursByPool(): ReadonlyMap<string, number>
  /** Of these, the hours in which a machine had no user on it: while it booted, waited for people, or for its end. */
  wastedHours(): number
  /** Machines that were ever asked for, without those that were there at the start. */
  boots(): number
  /** Pods that had to give way. */
  evictions(): number
}

/** @returns the tally, and the stream that keeps it: subscribe before anything happens */
export function tally(
  cluster: Cluster,
  pools: readonly PoolSpec[],
  clock: SchedulerLike,
): Tally & { readonly counting$: Observable<never> } {
  const waits = new Map<string, Wait>()
  const occupancy = occupiedTime(clock)
  const paidMs = new Map(pools.map(({ name }) => [name, 0]))
  let boots = 0
  let evictions = 0
  const seePod = (pod: SimPod) => {
    const { place, createdMs: arrivedMs } = pod
    const pool = waits.get(pod.uid)?.pool ?? poolFor(pod, pools)
    const waitMs = place.at === 'running' ? { waitMs: place.runningMs - arrivedMs } : {}
    waits.set(pod.uid, { pod: pod.name, arrivedMs, ...given({ pool }), ...waitMs })
  }
  const seeLeave = (pod: SimPod) => {
    const wait = waits.get(pod.uid)
    if (wait && wait.waitMs === undefined) waits.set(pod.uid, { ...wait, gaveUpMs: clock.now() })
  }
  const pay = (paid: Map<string, number>, { pool, createdMs }: SimMachine) =>
    paid.set(pool.name, (paid.get(pool.name) ?? 0) + clock.now() - createdMs)
  const counting$ = merge(
    cluster.pods.changes$.pipe(
      tap((change) => {
        if (!isUser(change.object)) return
        if (change.type === 'applied') seePod(change.object)
        else seeLeave(change.object)
        occupancy.move(change.type === 'applied' ? change.previous : change.object, -1)
        if (change.type === 'applied') occupancy.move(change.object, 1)
      }),
    ),
    cluster.machines.changes$.pipe(
      tap((change) => {
        if (change.type === 'deleted') pay(paidMs, change.object)
        else if (change.object.readyMs > clock.now()) boots += 1
      }),
    ),
    cluster.evicted$.pipe(tap(() => (evictions += 1))),
  ).pipe(ignoreElements())
  const allPaidMs = () => cluster.machines.all().reduce(pay, new Map(paidMs))
  return {
    counting$,
    waits: () => [...waits.values()],
    nodeHours: () => sumOf(allPaidMs().values()) / HOUR_MS,
    nodeHoursByPool: () => new Map([...allPaidMs()].map(([pool, ms]) => [pool, ms / HOUR_MS])),
    wastedHours: () => (sumOf(allPaidMs().values()) - occupancy.totalMs()) / HOUR_MS,
    boots: () => boots,
    evictions: () => evictions,
  }
}

const sumOf = (values: Iterable<number>): number => [...values].reduce((sum, one) => sum + one, 0)

/** For how long nodes had at least one user, all nodes together. */
function occupiedTime(clock: SchedulerLike) {
  const users = new Map<string, number>()
  let changedMs = clock.now()
  let totalMs = 0
  const settle = () => {
    totalMs += users.size * (clock.now() - changedMs)
    changedMs = clock.now()
  }
  return {
    move(pod: SimPod | undefined, by: 1 | -1): void {
      const node = pod && nodeOf(pod)
      if (node === undefined) return
      settle()
      const count = (users.get(node) ?? 0) + by
      if (count === 0) users.delete(node)
      else users.set(node, count)
    },
    totalMs: () => {
      settle()
      return totalMs
    },
  }
}
