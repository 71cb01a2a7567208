/**
 * How long the pools' machines take, as those saw it who waited for one: from the creation of the first server that came
 * before its node did, until it was bound there.
 */
import type { Aggregate } from '../../streams/watch/reflect.ts'
import type { Node } from '../domain/cluster/node.ts'
import { poolOfLabels } from '../domain/cluster/pool.ts'
import { HOUR_MS } from '../domain/duration.ts'
import type { Config } from '../domain/settings/config.ts'
import type { RecordedPod } from './recorded-pod.ts'

export interface Boots {
  readonly pods: Aggregate<RecordedPod>
  readonly nodes: Aggregate<Node>
  /** Undefined below three of them. */
  of(pool: string): BootTimes | undefined
}

export interface BootTimes {
  readonly medianMs: number
  readonly p90Ms: number
  readonly nodes: number
}

const FEWEST = 3
/** Who waited longer waited for something else: a pool at its maximum, a cloud without machines. */
const LONGEST_MS = HOUR_MS

interface Machine {
  readonly uid: string
  readonly pool: string | undefined
  readonly createdMs: number
}

export function boots(config: Config): Boots {
  const machines = new Map<string, Machine>()
  /** Since when the first of a node's servers was there, and how long it waited, by the node's name. */
  const waited = new Map<string, { readonly createdMs: number; readonly waitMs: number }>()
  const past = new Map<string, number[]>()

  const waitFor = (name: string, { createdMs }: Machine): number | undefined => {
    const first = waited.get(name)
    return first && first.createdMs < createdMs && first.waitMs <= LONGEST_MS ? first.waitMs : undefined
  }
  const timesOf = (pool: string): number[] => {
    const present = [...machines].filter(([, machine]) => machine.pool === pool)
    return [...(past.get(pool) ?? []), ...present.flatMap(([name, machine]) => waitFor(name, machine) ?? [])]
  }

  return {
    pods: {
      applied: ({ pod: { kind, nodeName, createdMs, boundMs } }) => {
        if (kind !== 'user' || nodeName === undefined || boundMs === undefined) return
        const first = waited.get(nodeName)
        if (!first || createdMs < first.createdMs) waited.set(nodeName, { createdMs, waitMs: boundMs - createdMs })
      },
      deleted: () => {},
    },
    nodes: {
      applied: ({ uid, name, labels, createdMs }) => {
        machines.set(name, { uid, createdMs, pool: poolOfLabels(labels, config)?.pool })
      },
      deleted: ({ uid, name }) => {
        const machine = machines.get(name)
        if (machine?.uid !== uid) return
        const waitMs = waitFor(name, machine)
        const { pool } = machine
        if (pool !== undefined && waitMs !== undefined) past.set(pool, [...(past.get(pool) ?? []), waitMs])
        machines.delete(name)
        waited.delete(name)
      },
    },
    of: (pool) => {
      const times = timesOf(pool).toSorted((a, b) => a - b)
      if (times.length < FEWEST) return undefined
      const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
      return { medianMs: at(0.5), p90Ms: at(0.9), nodes: times.length }
    },
  }
}
