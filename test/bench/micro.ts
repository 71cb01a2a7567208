/** The pure parts alone, in this process: what one decision and one pod event cost as the cluster grows. */

import { createLedger, type Ledger } from '../../src/domain/cluster/occupancy.ts'
import type { Pod } from '../../src/domain/cluster/pod.ts'
import { decide } from '../../src/domain/decide/decide.ts'
import { NO_MEMORY } from '../../src/domain/decide/memory.ts'
import { userPool } from '../support/config.ts'
import { deployment } from '../support/deployment.ts'
import { node } from '../support/node.ts'
import { observed } from '../support/observed.ts'
import { pod, several } from '../support/pod.ts'
import { at } from '../support/time.ts'
import { median } from './statistics.ts'

export interface Micro {
  /** µs a decision, by nodes. */
  readonly decide: readonly { readonly nodes: number; readonly pods: number; readonly us: number }[]
  /** Pod events a second, by pods of a ledger and by how many ledgers take turns. */
  readonly ledger: readonly { readonly pods: number; readonly ledgers: number; readonly eventsPerSecond: number }[]
}

const PODS_A_NODE = 10

/**
 * A small one alone lives in the CPU's caches, which says nothing of its algorithm: a thousand small ones in turn take
 * as much memory as a large one, so that these two differ in the size of the ledger only.
 */
const LEDGERS = [
  { pods: 50, ledgers: 1 },
  { pods: 50, ledgers: 1000 },
  { pods: 50_000, ledgers: 1 },
]

/** @param rounds of all sizes in turn; each figure is the median of so many */
export function measureMicro(rounds: number): Micro {
  const decisions = [10, 500, 5000].map((nodes) => ({ nodes, pods: nodes * PODS_A_NODE, run: decision(nodes) }))
  const ledgers = LEDGERS.map((shape) => ({ ...shape, run: podEvents(shape) }))
  const costs = medians([...decisions, ...ledgers], rounds)
  return {
    decide: decisions.map(({ nodes, pods }, index) => ({ nodes, pods, us: costs[index] ?? Number.NaN })),
    ledger: ledgers.map(({ pods, ledgers: count }, index) => ({
      pods,
      ledgers: count,
      eventsPerSecond: 1e6 / (costs[decisions.length + index] ?? Number.NaN),
    })),
  }
}

/** Ten user pods a node: on every second one they fill it, on the others they leave half. */
const podsOn = (nodes: number): Pod[] =>
  several(nodes, (n) =>
    several(PODS_A_NODE, (p) => pod({ user: `${n}-${p}`, on: `n${n}`, ...(n % 2 ? FULL : HALF) })),
  ).flat()

const FULL = { cpu: '700m', memory: '2800Mi' }
const HALF = { cpu: '400m', memory: '1600Mi' }

/** One decision on a world at rest, with an event in force; the memory is that of the decision before. */
function decision(nodes: number): () => void {
  const config = userPool({ replicas: 1, nodeGracePeriod: 0 })
  const world = observed({
    config,
    nodes: several(nodes, (n) => node({ name: `n${n}` })),
    pods: podsOn(nodes),
    deployments: [deployment({ config, replicas: 0 })],
    events: [{ asks: { user: 4 } }],
  })
  const nowMs = at('09:30')
  let memory = NO_MEMORY
  return () => {
    memory = decide(world, memory, nowMs).memory
  }
}

/** One event: a pod is now as it was before its last event, with other requests. */
function podEvents({ pods, ledgers }: { readonly pods: number; readonly ledgers: number }): () => void {
  const seats = Array.from({ length: ledgers }, () => {
    const ledger = createLedger('hub')
    return podsOn(pods / PODS_A_NODE).map((now) => {
      ledger.applied(now)
      return { ledger, now, other: { ...now, requests: { ...now.requests, cpu: 600 } } }
    })
  }).flat() as { readonly ledger: Ledger; now: Pod; other: Pod }[]
  let next = 0
  return () => {
    const seat = seats[next]
    if (!seat) throw new Error(`no pod ${next}`)
    const { ledger, now, other } = seat
    ledger.applied(other, now)
    seat.now = other
    seat.other = now
    next = (next + STRIDE) % seats.length
  }
}

/** Prime to all sizes, so that every pod has its turn, and neighbours do not come one after another. */
const STRIDE = 7919

interface Subject {
  readonly run: () => void
}

/** Long enough for the clock, short enough that all sizes meet the same noise. */
const SLICE_MS = 25

/** µs a run of each, in turn. */
function medians(subjects: readonly Subject[], rounds: number): number[] {
  const costs: number[][] = subjects.map(() => [])
  for (let round = -2; round < rounds; round++)
    for (const [index, subject] of subjects.entries()) {
      const us = slice(subject)
      if (round >= 0) costs[index]?.push(us)
    }
  return costs.map(median)
}

function slice({ run }: Subject): number {
  const startMs = performance.now()
  let [runs, elapsedMs] = [0, 0]
  for (let batch = 1; elapsedMs < SLICE_MS; batch = Math.min(batch * 2, 1024)) {
    for (let i = 0; i < batch; i++) run()
    runs += batch
    elapsedMs = performance.now() - startMs
  }
  return (elapsedMs * 1000) / runs
}
