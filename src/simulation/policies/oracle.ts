import { HOUR_MS, MINUTE_MS } from '../../domain/duration.ts'
import type { Visit } from '../actors/users.ts'
import { createHeap } from '../cluster/heap.ts'

export interface OracleOptions {
  readonly visits: readonly Visit[]
  readonly endMs: number
  /** Places on an empty node. */
  readonly seats: number
  /** From the request of a machine until its users can start, image and all. */
  readonly bootMs: number
  /** How long a node stays once it is empty. */
  readonly tailMs: number
}

export interface Foretold {
  readonly nodeHours: number
  /** Without anybody on it: it boots, or waits for its end. */
  readonly wastedHours: number
  readonly boots: number
  readonly mostNodes: number
}

/** cluster-autoscaler waits so long before it gives an empty node back, its last look included. */
export const AUTOSCALERS_TAIL_MS = 11 * MINUTE_MS

interface Machine {
  people: number
  readonly fromMs: number
  emptySinceMs: number
}

/**
 * What it would have cost if every arrival had been known: each machine is asked for one boot before the first who sits on it,
 * people are packed as the scheduler packs them, and nobody waits. A machine that is empty is kept for the next who comes where
 * that costs less than a new boot.
 */
export function oracle({ visits, endMs, seats, bootMs, tailMs }: OracleOptions): Foretold {
  const machines = new Set<Machine>()
  const leaving = createHeap<{ atMs: number; order: number; machine: Machine }>(
    (a, b) => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order),
  )
  const total = { paidMs: 0, wastedMs: 0, boots: 0, most: 0 }
  const leave = (untilMs: number) => {
    for (let next = leaving.first(); next && next.atMs <= untilMs; next = leaving.first()) {
      leaving.pop()
      next.machine.people -= 1
      if (next.machine.people === 0) next.machine.emptySinceMs = next.atMs
    }
  }
  const end = (machine: Machine, atMs: number) => {
    machines.delete(machine)
    total.paidMs += atMs - machine.fromMs
    total.wastedMs += atMs - machine.emptySinceMs + bootMs
  }
  const endEmpty = (nowMs: number) => {
    for (const machine of machines)
      if (machine.people === 0 && nowMs - machine.emptySinceMs > Math.max(tailMs, bootMs))
        end(machine, machine.emptySinceMs + tailMs)
  }
  const sorted = visits.toSorted((a, b) => a.arrivesMs - b.arrivesMs)
  for (const [order, { arrivesMs, leavesMs = endMs }] of sorted.entries()) {
    leave(arrivesMs)
    endEmpty(arrivesMs)
    let machine = fullestWithRoom(machines, seats)
    if (!machine) {
      machine = { people: 0, fromMs: arrivesMs - bootMs, emptySinceMs: arrivesMs }
      machines.add(machine)
      total.boots += 1
      total.most = Math.max(total.most, machines.size)
    }
    if (machine.people === 0) total.wastedMs += arrivesMs - machine.emptySinceMs
    machine.people += 1
    leaving.push({ atMs: Math.max(leavesMs, arrivesMs), order, machine })
  }
  leave(endMs)
  for (const machine of machines)
    end(machine, Math.min(endMs, (machine.people > 0 ? endMs : machine.emptySinceMs) + tailMs))
  return {
    nodeHours: total.paidMs / HOUR_MS,
    wastedHours: total.wastedMs / HOUR_MS,
    boots: total.boots,
    mostNodes: total.most,
  }
}

function fullestWithRoom(machines: Iterable<Machine>, seats: number): Machine | undefined {
  let best: Machine | undefined
  for (const machine of machines) if (machine.people < seats && (!best || machine.people > best.people)) best = machine
  return best
}
