import { Amounts } from './amounts.ts'

/** How much is asked in a stretch of time, half-open [fromMs, toMs). */
export interface Level {
  readonly fromMs: number
  readonly toMs: number
  readonly level: number
}

const NOTHING = Number.NEGATIVE_INFINITY

/** How amounts that are asked at one instant become one: the largest counts, or (students) all together. */
type Together = 'largest' | 'sum'

/**
 * What overlapping intervals ask together, as levels without overlap. Sorted; neighbours differ; where nothing is asked
 * there is no level.
 */
export function levelsOf(
  intervals: readonly { readonly fromMs: number; readonly toMs: number; readonly amount: number }[],
  together: Together = 'largest',
): Level[] {
  const changes = intervals.flatMap(({ fromMs, toMs, amount }) => [
    { atMs: fromMs, amount, by: 1 },
    { atMs: toMs, amount, by: -1 },
  ])
  changes.sort((a, b) => a.atMs - b.atMs)
  const amounts = new Amounts()
  const levels: Level[] = []
  for (const [index, { atMs, amount, by }] of changes.entries()) {
    amounts.count(amount, by)
    const toMs = changes[index + 1]?.atMs ?? atMs
    if (toMs > atMs && amounts.size > 0) append(levels, { fromMs: atMs, toMs, level: amounts[together] })
  }
  return levels
}

/**
 * Dips shorter than `bridgeMs` between two higher levels, raised to the lower of both, so that back-to-back classes do
 * not delete and boot the same nodes. A dip is a gap, or a stretch in which less is asked: so more demand never gives
 * less. It never lowers, and doing it twice changes nothing. (A morphological closing by a segment, on a stack.)
 * @param levels as `levelsOf` gives them
 * @returns the stretches that are raised, with what they are raised to; sorted
 */
export function bridges(levels: readonly Level[], bridgeMs: number): Level[] {
  const stretches = withGaps(levels)
  const closed: Level[] = []
  for (const stretch of stretches) {
    append(closed, stretch)
    while (raiseDip(closed, bridgeMs));
  }
  const raised: Level[] = []
  let at = 0
  for (const { fromMs, toMs, level } of stretches) {
    while ((closed[at]?.toMs ?? Number.POSITIVE_INFINITY) <= fromMs) at++
    const now = closed[at]?.level ?? level
    if (now > level) append(raised, { fromMs, toMs, level: now })
  }
  return raised
}

/** The last but one, if it is a short dip: becomes one with its lower neighbour, or with both when they are level. */
function raiseDip(levels: Level[], bridgeMs: number): boolean {
  const [left, dip, right] = levels.slice(-3)
  if (!left || !dip || !right || dip.toMs - dip.fromMs >= bridgeMs) return false
  if (dip.level >= left.level || dip.level >= right.level) return false
  levels.splice(-2)
  append(levels, { ...dip, level: Math.min(left.level, right.level) })
  append(levels, right)
  return true
}

/** Adds a stretch; one that goes on at the level of the last makes that longer. */
function append(levels: Level[], next: Level): void {
  const last = levels.at(-1)
  if (last && last.level === next.level && last.toMs === next.fromMs) levels.splice(-1, 1, { ...last, toMs: next.toMs })
  else levels.push(next)
}

function withGaps(levels: readonly Level[]): Level[] {
  return levels.flatMap((one, index) => {
    const before = levels[index - 1]
    const gap = before && before.toMs < one.fromMs
    return gap ? [{ fromMs: before.toMs, toMs: one.fromMs, level: NOTHING }, one] : [one]
  })
}
