import type { LeadTime } from '../demand/lead-time.ts'
import { MINUTE_MS } from '../duration.ts'
import type { Placeholders } from './placeholders.ts'

/**
 * While placeholders of a pool have no node yet, room may not lower the count: the node that boots for one of them
 * would be counted as its replacement, and the two would chase each other.
 */
export type Guard =
  | { readonly at: 'open' }
  | { readonly at: 'holding'; readonly because: string; readonly lapsesAtMs?: number }
  | { readonly at: 'lapsed'; readonly because: 'unschedulable' | 'not created' }

const LEAST_PATIENCE_MS = 15 * MINUTE_MS

/** How long the guard waits for a node: what the config says, else 15 min, or twice the learned lead time if longer. */
export const patienceOf = (given: number | 'auto', { ms, learned }: LeadTime): number =>
  given === 'auto' ? Math.max(LEAST_PATIENCE_MS, learned ? 2 * ms : 0) : given

/**
 * @param replicas what the pool's Deployment asks for
 * @param cannotCreate its ReplicaSet reports that it cannot create pods
 * @param patienceMs how long a placeholder may be unschedulable before the guard gives up; a bind starts it anew
 */
export function guardOf(
  placeholders: Placeholders,
  replicas: number,
  cannotCreate: boolean,
  patienceMs: number,
  nowMs: number,
): Guard {
  const { bound, unbound, unschedulableSinceMs, lastBoundMs = 0 } = placeholders
  if (unbound === 0 && bound >= replicas) return { at: 'open' }
  if (cannotCreate) return { at: 'lapsed', because: 'not created' }
  const missing = Math.max(unbound, replicas - bound)
  const because = `room does not lower it while ${missing} ${missing === 1 ? 'placeholder has' : 'placeholders have'} no node`
  if (unschedulableSinceMs === undefined) return { at: 'holding', because }
  const lapsesAtMs = Math.max(unschedulableSinceMs, lastBoundMs) + patienceMs
  return nowMs >= lapsesAtMs ? { at: 'lapsed', because: 'unschedulable' } : { at: 'holding', because, lapsesAtMs }
}
