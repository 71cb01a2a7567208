import { given } from '../given.ts'

/**
 * A higher target of the recent past that still holds the count up. `endMs` is when it stopped being the target.
 * Kept with falling targets and rising ends, so the first is the highest and the first to go.
 */
export interface Peak {
  readonly target: number
  readonly endMs: number
}

/** What the fall window remembers of a pool: the target in force and the higher ones before it. */
export interface FallMemory {
  readonly target: number
  readonly peaks: readonly Peak[]
}

export interface Fallen {
  readonly desired: number
  readonly memory: FallMemory
  /** When the next peak goes, while one holds the count up. */
  readonly revisitAt?: number
}

/**
 * desired = the highest target of the last window: rises act at once, falls happen one window after the last higher
 * target. What holds no room yet is withdrawn at once: down to `max(target, bound)`.
 * (A sliding-window maximum over a monotone queue.)
 * @param before undefined on first sight of the pool: then the observed replicas count as the last target
 */
export function fall(
  target: number,
  before: FallMemory | undefined,
  { windowMs, bound, replicas, nowMs }: { windowMs: number; bound: number; replicas: number; nowMs: number },
): Fallen {
  const known = before ?? { target: replicas, peaks: [] }
  const past = monotone([...known.peaks, { target: known.target, endMs: nowMs }])
  const alive = past.filter((peak) => peak.target > target && peak.endMs + windowMs > nowMs)
  const desired = Math.min(alive[0]?.target ?? target, Math.max(target, bound))
  // Cut to what is left: a placeholder that binds while it is being withdrawn must not bring the others back.
  const peaks =
    desired > target ? monotone(alive.map((peak) => ({ ...peak, target: Math.min(peak.target, desired) }))) : []
  const [first] = peaks
  return { desired, memory: { target, peaks }, ...given({ revisitAt: first && first.endMs + windowMs }) }
}

/** Without the peaks that a later one is at least as high as. */
const monotone = (peaks: readonly Peak[]): Peak[] =>
  peaks.filter((peak, at) => !peaks.slice(at + 1).some((later) => later.target >= peak.target))
