import { MINUTE_MS } from '../duration.ts'
import type { Pod } from './pod.ts'

/** Whose server was created in one minute: each person once, and once for each class, in the first minute that is known of them. */
export interface MinuteOfArrivals {
  /** By `personIn`. Gone pods stay: who came has come. */
  readonly pods: ReadonlyMap<string, Pod>
  /** Changes with it, so that what was made of it is known to be old. */
  readonly version: number
}

/** The people of the last hours, by the minute (since the epoch) in which they came. Live, as all of the ledger. */
export type Arrivals = ReadonlyMap<number, MinuteOfArrivals>

/** So long a minute is kept, and a person who comes again is the same one: the window of a class, and what follows it. */
export const ARRIVALS_KEPT_MINUTES = 180

export interface ArrivalLog {
  readonly view: Arrivals
  /** The user pod is there, as given. O(1), whatever the order in which pods are seen. */
  seen(pod: Pod): void
}

interface Minute {
  readonly pods: Map<string, Pod>
  version: number
}

export const minuteOf = (ms: number): number => Math.floor(ms / MINUTE_MS)

export function createArrivals(): ArrivalLog {
  const minutes = new Map<number, Minute>()
  /** The servers of each person that are not forgotten, by the minute: when the first is, the next one says when they came. */
  const known = new Map<string, Map<number, Pod>>()
  let latest = 0

  const put = (minute: number, key: string, pod: Pod) => {
    const one = minutes.get(minute) ?? { pods: new Map<string, Pod>(), version: 0 }
    if (isSame(one.pods.get(key), pod)) return
    one.pods.set(key, pod)
    one.version += 1
    minutes.set(minute, one)
  }
  const leave = (minute: number, key: string) => {
    const one = minutes.get(minute)
    if (one?.pods.delete(key)) one.version += 1
  }
  const forget = (minute: number, to: number) => {
    for (const key of minutes.get(minute)?.pods.keys() ?? []) {
      const servers = known.get(key) ?? new Map<number, Pod>()
      for (const old of servers.keys()) if (old <= to - ARRIVALS_KEPT_MINUTES) servers.delete(old)
      const next = firstOf(servers)
      if (next === undefined) known.delete(key)
      else put(next[0], key, next[1])
    }
    minutes.delete(minute)
  }
  const advance = (to: number) => {
    latest = to
    for (const old of [...minutes.keys()]) if (old <= to - ARRIVALS_KEPT_MINUTES) forget(old, to)
  }
  return {
    view: minutes,
    seen(pod) {
      const minute = minuteOf(pod.createdMs)
      if (minute <= latest - ARRIVALS_KEPT_MINUTES) return
      if (minute > latest) advance(minute)
      const key = personIn(pod)
      const servers = known.get(key) ?? new Map<number, Pod>()
      const before = firstOf(servers)?.[0]
      servers.set(minute, pod)
      known.set(key, servers)
      if (before !== undefined && before < minute) return
      if (before !== undefined && before > minute) leave(before, key)
      put(minute, key, pod)
    },
  }
}

function firstOf(servers: ReadonlyMap<number, Pod>): readonly [number, Pod] | undefined {
  let first: readonly [number, Pod] | undefined
  for (const one of servers) if (!first || one[0] < first[0]) first = one
  return first
}

/**
 * Namespace and name of the pod, which a person's next server bears too; and its class: who came for another one before comes
 * for this one all the same.
 */
const personIn = ({ namespace, name, ofClass }: Pod): string =>
  ofClass === undefined ? `${namespace}/${name}` : `${namespace}/${name} ${ofClass}`

/** A pod that changes is news only where its pool may have become known, or how long its user waited. */
const isSame = (before: Pod | undefined, pod: Pod): boolean =>
  before !== undefined &&
  before.uid === pod.uid &&
  before.nodeName === pod.nodeName &&
  before.runningMs === pod.runningMs
