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

/** The memory of a node after seeing it as it is at `nowMs`. */
export function rememberNode(facts: NodeFacts, before: NodeMemory | undefined, nowMs: number): NodeMemory {
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
