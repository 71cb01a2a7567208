import type { Aggregate } from '../../streams/watch/reflect.ts'
import type { Node } from '../domain/cluster/node.ts'
import { poolOfLabels, poolOfPending } from '../domain/cluster/pool.ts'
import type { Config } from '../domain/settings/config.ts'
import { nameOfDummy } from './objects.ts'
import type { Plan } from './plan.ts'
import type { WatchedPod } from './watched-pod.ts'

/** A dummy's way to its seat. Epoch ms. */
export interface Visit {
  readonly arrivedMs: number
  readonly seatedMs?: number
  /** Why the API server took no pod for it. */
  readonly refused?: string
  /** Its pod was gone before it ran. */
  readonly isLost?: boolean
}

/** A node of the pool that came meanwhile. Epoch ms. */
export interface Boot {
  readonly node: string
  readonly registeredMs: number
  readonly readyMs?: number
}

/** What has happened so far. */
export interface Story {
  readonly beganMs: number
  readonly visits: readonly Visit[]
  readonly boots: readonly Boot[]
  /** Placeholders of the pool that gave way to somebody. */
  readonly evicted: number
}

/** Keeps the story as it happens; each event costs the same, however many pods there are. */
export interface Ledger {
  readonly pods: Aggregate<WatchedPod>
  readonly nodes: Aggregate<Node>
  /** Who is in the pool without us: on its nodes, or waiting for one. */
  present(): { readonly users: number; readonly dummies: number }
  /** From now on nodes count as booted. */
  begin(): void
  arrived(number: number): void
  refused(number: number, because: string): void
  /** Everybody has come, and has a seat or will get none. */
  isSettled(): boolean
  /** Dummies of ours that are still there. */
  left(): number
  story(): Story
}

/** @param now epoch ms on one clock, ours: those of the API server and of the nodes may differ from it */
export function ledger(plan: Plan, config: Config, now: () => number): Ledger {
  const visits = new Map<string, Visit>()
  const others = new Map<string, WatchedPod>()
  const ours = new Set<string>()
  const nodes = new Map<string, Node>()
  const boots = new Map<string, Boot>()
  const evicted = new Set<string>()
  let beganMs: number | undefined
  let waiting = 0

  const change = (name: string, by: Partial<Visit>) => {
    const visit = visits.get(name)
    if (!visit || isOver(visit)) return
    visits.set(name, { ...visit, ...by })
    waiting -= 1
  }
  const isOfPool = (node: Node | undefined) =>
    node !== undefined && poolOfLabels(node.labels, config)?.pool === plan.pool
  const isInPool = ({ pod }: WatchedPod) =>
    pod.nodeName === undefined ? poolOfPending(pod, config) === plan.pool : isOfPool(nodes.get(pod.nodeName))

  return {
    pods: {
      applied: (watched) => {
        const { pod, role, isRunning, isPreempted } = watched
        if (role === 'placeholder') {
          if (isPreempted && pod.poolLabel === plan.pool) evicted.add(pod.uid)
        } else if (role === 'user') others.set(pod.uid, watched)
        else {
          ours.add(pod.name)
          if (isRunning) change(pod.name, { seatedMs: now() })
          else if (pod.terminal) change(pod.name, { isLost: true })
        }
      },
      deleted: ({ pod }) => {
        others.delete(pod.uid)
        if (ours.delete(pod.name)) change(pod.name, { isLost: true })
      },
    },
    nodes: {
      applied: (node, previous) => {
        nodes.set(node.name, node)
        const isNew = !previous && beganMs !== undefined && isOfPool(node)
        if (isNew) boots.set(node.uid, { node: node.name, registeredMs: now() })
        const boot = boots.get(node.uid)
        if (node.ready && boot && boot.readyMs === undefined) boots.set(node.uid, { ...boot, readyMs: now() })
      },
      deleted: ({ name, uid }) => {
        if (nodes.get(name)?.uid === uid) nodes.delete(name)
      },
    },
    present: () => {
      const there = [...others.values()].filter((one) => !one.pod.terminal && isInPool(one))
      const dummies = there.filter(({ isDummy }) => isDummy).length
      return { users: there.length - dummies, dummies }
    },
    begin: () => {
      beganMs = now()
    },
    arrived: (number) => {
      visits.set(nameOfDummy(plan, number), { arrivedMs: now() })
      waiting += 1
    },
    refused: (number, because) => change(nameOfDummy(plan, number), { refused: because }),
    isSettled: () => visits.size === plan.users && waiting === 0,
    left: () => ours.size,
    story: () => ({
      beganMs: beganMs ?? now(),
      visits: [...visits.values()],
      boots: [...boots.values()],
      evicted: evicted.size,
    }),
  }
}

const isOver = ({ seatedMs, refused, isLost }: Visit) =>
  seatedMs !== undefined || refused !== undefined || isLost === true
