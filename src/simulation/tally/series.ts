import { ignoreElements, merge, type Observable, type SchedulerLike, tap, timer } from 'rxjs'
import { MINUTE_MS } from '../../domain/duration.ts'
import { amountOf } from '../../domain/scheduling/resources.ts'
import { type Cluster, imageMsOf, isUser, type PoolSpec, type SimMachine, type SimPod } from '../cluster/cluster.ts'
import { poolFor } from '../cluster/pool-for.ts'

/** How things stand in one pool, or in all. */
export interface Stand {
  /** Machines by what they are good for: somebody works on them, nobody does, not Ready yet. */
  readonly occupied: number
  readonly empty: number
  readonly booting: number
  /** Places on Ready nodes that have the users' image, taken or not: placeholders give way at once. */
  readonly seats: number
  /** People with a running server, and people who wait for theirs. */
  readonly users: number
  readonly waiting: number
}

/** How things stand at one instant, all pools together. */
export interface Sample extends Stand {
  readonly atMs: number
  /** Of each pool, where there are several. */
  readonly pools?: Readonly<Record<string, Stand>>
  /** Placeholders that are wanted, and those that hold a node. */
  readonly wanted: number
  readonly holding: number
}

export const EVERY_MS = MINUTE_MS

/** A sample each minute. @returns the samples so far, and the stream that takes them */
export function series(
  cluster: Cluster,
  pools: readonly PoolSpec[],
  clock: SchedulerLike,
): { readonly samples: readonly Sample[]; readonly sampling$: Observable<never> } {
  const samples: Sample[] = []
  // An image may come without any change: look again until it is there.
  let changedMs = clock.now()
  const { pods, nodes, machines, deployments, images } = cluster
  const changes$ = merge(pods.changes$, nodes.changes$, machines.changes$, deployments.changes$)
  const sampling$ = merge(
    changes$.pipe(
      tap(() => {
        changedMs = clock.now()
      }),
    ),
    timer(0, EVERY_MS, clock).pipe(
      tap(() => {
        const last = samples.at(-1)
        const atMs = clock.now()
        const pulled = [...images.values()].every((imageMs) => imageMs < atMs - EVERY_MS || imageMs > atMs)
        const same = last && changedMs < last.atMs && pulled
        samples.push(same ? { ...last, atMs } : sampleOf(cluster, atMs, pools))
      }),
    ),
  ).pipe(ignoreElements())
  return { samples, sampling$ }
}

/** @param pools of each of these too; of one alone nothing more is to be said */
export function sampleOf(cluster: Cluster, atMs: number, pools: readonly PoolSpec[] = []): Sample {
  const machines = cluster.machines.all().map((machine) => machineAt(cluster, machine, atMs))
  const waiting = [...cluster.roster.waiting()].filter(isUser)
  return {
    atMs,
    ...standOf(machines, waiting.length),
    ...(pools.length > 1 ? { pools: standsOf(machines, waiting, pools) } : {}),
    wanted: cluster.deployments.all().reduce((total, { spec }) => total + spec.replicas, 0),
    holding: machines.reduce((total, { holding }) => total + holding, 0),
  }
}

type MachineThere = ReturnType<typeof machineAt>

function standsOf(machines: readonly MachineThere[], waiting: readonly SimPod[], pools: readonly PoolSpec[]) {
  const own = Map.groupBy(machines, ({ pool }) => pool)
  const late = Map.groupBy(waiting, (pod) => poolFor(pod, pools))
  return Object.fromEntries(pools.map(({ name }) => [name, standOf(own.get(name) ?? [], late.get(name)?.length ?? 0)]))
}

function standOf(machines: readonly MachineThere[], waiting: number): Stand {
  const sum = (name: Exclude<keyof MachineThere, 'pool'>) => machines.reduce((total, one) => total + one[name], 0)
  return {
    occupied: sum('occupied'),
    empty: sum('empty'),
    booting: sum('booting'),
    seats: sum('seats'),
    users: sum('running'),
    waiting: waiting + sum('starting'),
  }
}

function machineAt(cluster: Cluster, { name, pool }: SimMachine, atMs: number) {
  const node = cluster.nodes.get(name)
  const imageMs = (node && imageMsOf(cluster, node)) ?? Number.POSITIVE_INFINITY
  const tenants = [...cluster.roster.on(name)]
  const people = tenants.filter(isUser)
  const running = people.filter(({ place }) => place.at === 'running').length
  const ready = node?.ready.is === true
  return {
    pool: pool.name,
    occupied: people.length > 0 ? 1 : 0,
    empty: ready && people.length === 0 ? 1 : 0,
    booting: ready ? 0 : 1,
    seats: ready && imageMs <= atMs ? people.length + freeSeats(pool, tenants) : 0,
    running,
    starting: people.length - running,
    holding: tenants.filter(isPlaceholder).length,
  }
}

const isPlaceholder = ({ owner }: SimPod) => owner?.kind === 'ReplicaSet'

/** How many more of the pool's users fit a node beside those who stay: placeholders give way. */
export const freeSeats = (pool: PoolSpec, tenants: readonly SimPod[]): number =>
  seatsBeside(
    pool,
    tenants.filter((pod) => !isPlaceholder(pod)),
  )

/** The same beside all who are there. */
export function seatsBeside({ allocatable, seat }: PoolSpec, staying: readonly SimPod[]): number {
  const slots = allocatable.pods === undefined ? [] : [allocatable.pods - staying.length]
  const room = Object.entries(seat).map(([name, each]) => {
    const taken = staying.reduce((sum, { requests }) => sum + amountOf(requests, name), 0)
    return Math.floor((amountOf(allocatable, name) - taken) / Math.max(1, each))
  })
  return Math.max(0, Math.min(...slots, ...room, Number.MAX_SAFE_INTEGER))
}
