import { mergeSpawned, type SpawnMemory } from '../carried/spawned.ts'
import type { NodeMemory } from '../cluster/node-memory.ts'
import { mergeBoots } from '../demand/boots.ts'
import type { BootMemory } from '../demand/learn-boots.ts'
import { longerTimes, type OpenWindows } from '../demand/open-windows.ts'
import { type ForecastMemory, mergeForecasts, NO_FORECASTS } from '../forecast/memory.ts'
import { given } from '../given.ts'
import { type HistoryMemory, mergeHistoryMemories, NO_HISTORY } from '../history/memory.ts'
import type { Pulls } from '../images/pulls.ts'
import type { LentMemory } from '../lent/memory.ts'
import { merged } from '../merged.ts'
import type { SeatMemory } from '../room/pool-seats.ts'
import type { Resources } from '../scheduling/resources.ts'
import type { FallMemory } from '../target/fall-window.ts'
import type { LeavingMemory } from '../target/leaving.ts'
import type { StrandingMemory } from '../target/placeholders.ts'
import { mergeVerdicts, NO_VERDICTS, type VerdictMemory } from '../verdict/memory.ts'

/** What decide carries from one decision to the next. Plain JSON: it is kept in the state ConfigMap. */
export interface Memory extends BootMemory {
  /** By node uid. */
  readonly nodes: Readonly<Record<string, NodeMemory>>
  readonly pools: Readonly<Record<string, PoolMemory>>
  readonly stranding: StrandingMemory
  readonly leaving: LeavingMemory
  /** What is to be given back. */
  readonly lent: LentMemory
  /** Windows of calendar events that are open. */
  readonly windows: OpenWindows
  readonly forecast: ForecastMemory
  readonly verdicts: VerdictMemory
  /** What pools were like: no decision reads it. */
  readonly history: HistoryMemory
  /** Since when there is a calendar but no good copy of it. Epoch ms. */
  readonly calendarMissingSinceMs?: number
}

export interface PoolMemory extends SeatMemory {
  readonly fall: FallMemory
  readonly desired: number
  /** The last derived size of its placeholders. */
  readonly size?: Resources
  /** The same of placeholders as large as a seat, of which many share a node, since none had told one. */
  readonly seatSize?: Resources
  readonly floor?: Floor
  /** The most nodes that it ever had at once. */
  readonly mostNodes?: number
  /** What its people's servers run, and what of that its placeholders bring. */
  readonly spawned?: SpawnMemory
  readonly carried?: Pulls
  /** When placeholders were last made anew for other images. Epoch ms. */
  readonly carriedMs?: number
  /** The most that its users filled at once: what the most placeholders follow from where the values say none. */
  readonly filledNodes?: number
}

/** Placeholders that the utilization policy asks for, so that an autoscaler makes nodes. */
export interface Floor {
  readonly count: number
  /** Epoch ms. */
  readonly untilMs: number
}

export const NO_MEMORY: Memory = {
  nodes: {},
  pools: {},
  stranding: {},
  leaving: {},
  lent: {},
  windows: {},
  boots: {},
  pulling: {},
  forecast: NO_FORECASTS,
  verdicts: NO_VERDICTS,
  history: NO_HISTORY,
}

/**
 * Two memories of the same world as one: of each instant the later, of each fall window all peaks, all boots. A new
 * leader takes its own and the stored one, so that a takeover neither ends a grace period nor lowers a count.
 */
export function laterOf(own: Memory, stored: Memory): Memory {
  return {
    nodes: merged(own.nodes, stored.nodes, laterNode),
    pools: merged(own.pools, stored.pools, laterPool),
    stranding: merged(own.stranding, stored.stranding, Math.max),
    leaving: merged(own.leaving, stored.leaving, Math.max),
    // Who wrote to it knows what it had.
    lent: { ...own.lent, ...stored.lent },
    windows: merged(own.windows, stored.windows, longerTimes),
    boots: merged(own.boots, stored.boots, mergeBoots),
    pulling: { ...stored.pulling, ...own.pulling },
    forecast: mergeForecasts(own.forecast, stored.forecast),
    verdicts: mergeVerdicts(own.verdicts, stored.verdicts),
    history: mergeHistoryMemories(own.history, stored.history),
    // A wait that restarts must not make longer: the earlier.
    ...given({ calendarMissingSinceMs: earliest(own.calendarMissingSinceMs, stored.calendarMissingSinceMs) }),
  }
}

const earliest = (a: number | undefined, b: number | undefined) =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b)

const larger = (a: number | undefined, b: number | undefined) =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b)

/** A node that either of the two saw without room has none yet: only what both remember counts. */
function laterNode(a: NodeMemory, b: NodeMemory): NodeMemory {
  const both = (key: 'candidateSinceMs' | 'emptySinceMs') =>
    a[key] === undefined || b[key] === undefined ? undefined : Math.max(a[key], b[key])
  return given({
    candidateSinceMs: both('candidateSinceMs'),
    emptySinceMs: both('emptySinceMs'),
    unreadySinceMs: a.unreadySinceMs,
  })
}

function laterPool(a: PoolMemory, b: PoolMemory): PoolMemory {
  // A stored target that is news to us was in force until now.
  const isNews = (a.fall.peaks[0]?.target ?? 0) < b.fall.target
  const target = isNews ? Math.max(a.fall.target, b.fall.target) : a.fall.target
  const all = [...a.fall.peaks, ...b.fall.peaks].filter((peak) => peak.target > target)
  const peaks = all.toSorted((x, y) => y.target - x.target || x.endMs - y.endMs)
  return {
    fall: { target, peaks },
    // The guard keeps what was asked for: who has just come may know of less.
    desired: Math.max(a.desired, b.desired),
    ...given({
      size: a.size ?? b.size,
      seatSize: a.seatSize ?? b.seatSize,
      seat: a.seat ?? b.seat,
      emptied: a.emptied ?? b.emptied,
      floor: a.floor ?? b.floor,
      mostNodes: larger(a.mostNodes, b.mostNodes),
      spawned: a.spawned && b.spawned ? mergeSpawned(a.spawned, b.spawned) : (a.spawned ?? b.spawned),
      carried: a.carried ?? b.carried,
      carriedMs: larger(a.carriedMs, b.carriedMs),
      filledNodes: larger(a.filledNodes, b.filledNodes),
    }),
  }
}
