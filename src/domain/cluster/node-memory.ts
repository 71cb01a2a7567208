import { MINUTE_MS } from '../duration.ts'
import { given } from '../given.ts'

/**
 * What is remembered of a node between decisions (epoch ms): since when it could count as roomy, since when it
 * could and is empty, since when it is not ready. A node that was seen has an entry, even an empty one: an unseen node is judged
 * from what the API says of it.
 */
export interface NodeMemory {
  readonly candidateSinceMs?: number
  readonly emptySinceMs?: number
  readonly unreadySinceMs?: number
}

/** A node that was not ready for a shorter time keeps its memory: a kubelet restart is not a reboot. */
export const UNREADY_TOLERANCE_MS = MINUTE_MS

export interface NodeFacts {
  readonly ready: boolean
  readonly readyChangedMs: number
  /** Nothing was true of it before, whatever a memory says. */
  readonly createdMs: number
  /** What would be true were the node ready. */
  readonly isCandidate: boolean
  readonly isEmpty: boolean
}

/** The memory of a node after seeing it as it is at `nowMs`: the one of before where nothing of it is new. */
export function rememberNode(facts: NodeFacts, before: NodeMemory | undefined, nowMs: number): NodeMemory {
  const now = seenNow(facts, before, nowMs)
  return before && isSame(before, now) ? before : now
}

const isSame = (a: NodeMemory, b: NodeMemory): boolean =>
  a.candidateSinceMs === b.candidateSinceMs &&
  a.emptySinceMs === b.emptySinceMs &&
  a.unreadySinceMs === b.unreadySinceMs

/**
 * Until when a memory that was found to be the same again goes on to be, as long as the node does. Epoch ms.
 * @returns minus infinity: not even until the next instant, since the node's own times lie ahead of the clock
 */
export function remainsUntil(
  { readyChangedMs, createdMs }: Pick<NodeFacts, 'readyChangedMs' | 'createdMs'>,
  { unreadySinceMs }: NodeMemory,
  nowMs: number,
): number {
  if (Math.max(readyChangedMs, createdMs) > nowMs) return Number.NEGATIVE_INFINITY
  const tolerated = unreadySinceMs !== undefined && nowMs - unreadySinceMs < UNREADY_TOLERANCE_MS
  return tolerated ? unreadySinceMs + UNREADY_TOLERANCE_MS : Number.POSITIVE_INFINITY
}

function seenNow(facts: NodeFacts, before: NodeMemory | undefined, nowMs: number): NodeMemory {
  const changedMs = Math.min(facts.readyChangedMs, nowMs)
  if (!facts.ready) {
    const unreadySinceMs = before?.unreadySinceMs ?? changedMs
    return nowMs - unreadySinceMs < UNREADY_TOLERANCE_MS ? { ...before, unreadySinceMs } : { unreadySinceMs }
  }
  const forgotten = before?.unreadySinceMs !== undefined && changedMs - before.unreadySinceMs >= UNREADY_TOLERANCE_MS
  const since = (known: number | undefined) =>
    !before || forgotten ? changedMs : Math.max(known ?? nowMs, Math.min(facts.createdMs, nowMs))
  return given({
    candidateSinceMs: facts.isCandidate ? since(before?.candidateSinceMs) : undefined,
    emptySinceMs: facts.isEmpty ? since(before?.emptySinceMs) : undefined,
  })
}
