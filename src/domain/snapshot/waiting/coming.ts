import { isOnlyNotReady } from '../../cluster/node.ts'
import { userTolerations } from '../../cluster/pool.ts'
import { isOfScheduler, type SchedulingEvent } from '../../cluster/scheduling-event.ts'
import type { PoolDecision } from '../../decide/decision.ts'
import type { Observed } from '../../decide/observed.ts'
import { MINUTE_MS } from '../../duration.ts'
import { given } from '../../given.ts'
import { sayInstant } from '../../instant.ts'
import type { PoolConfig } from '../../settings/config.ts'

/** Nodes of a pool that are on their way, as far as anybody says so. */
export interface Coming {
  readonly nodes: number
  /** Missing: no node ever told how many it holds. */
  readonly seats?: number
  /** When the first of them should serve, by how long boots take in the pool. */
  readonly at: string
  /** It should have served by then, and does not. */
  readonly isLate: boolean
}

/** What has been coming for longer does not come any more. */
const LONGEST_BOOT_MS = 30 * MINUTE_MS

/**
 * Nodes that are there and not yet ready, and those that an autoscaler said it boots for a placeholder: the larger number, since a
 * node is both after a while. @returns undefined when nobody knows of any
 */
export function comingTo(
  pool: PoolConfig,
  { rooms, leadTime, scale, placeholders }: Pick<PoolDecision, 'rooms' | 'leadTime' | 'scale' | 'placeholders'>,
  { hints, config }: Pick<Observed, 'hints' | 'config'>,
  nowMs: number,
): Coming | undefined {
  const tolerations = userTolerations(pool)
  const isYoung = (sinceMs: number) => nowMs - sinceMs < Math.max(LONGEST_BOOT_MS, leadTime.ms)
  const booting = rooms
    .filter(({ node }) => isYoung(node.createdMs) && isOnlyNotReady(node, tolerations))
    .map(({ node }) => node.createdMs)
  const waiting = new Set((placeholders.unschedulable ?? []).map(({ uid }) => uid))
  const promised = promisesFor(
    waiting,
    hints?.schedulingEvents.values() ?? [],
    config.placeholder.placement.schedulerName,
  ).filter(isYoung)
  const nodes = Math.max(booting.length, Math.ceil(promised.length / (scale.placeholdersPerNode ?? 1)))
  if (nodes === 0) return undefined
  const atMs = Math.min(...booting, ...promised) + leadTime.ms
  return {
    nodes,
    at: sayInstant(atMs),
    isLate: atMs < nowMs,
    ...given({ seats: scale.perNode === undefined ? undefined : nodes * scale.perNode }),
  }
}

/** When an autoscaler said of each of these pods that a node boots for it, where that was its last word. Epoch ms. */
function promisesFor(waiting: ReadonlySet<string>, events: Iterable<SchedulingEvent>, scheduler: string): number[] {
  const last = new Map<string, SchedulingEvent>()
  for (const event of events) {
    if (!waiting.has(event.podUid) || isOfScheduler(event, scheduler)) continue
    if ((last.get(event.podUid)?.atMs ?? 0) <= event.atMs) last.set(event.podUid, event)
  }
  return [...last.values()].filter(({ isRefusal }) => !isRefusal).map(({ atMs }) => atMs)
}
