import { MINUTE_MS } from '../duration.ts'
import { missingFrom, NO_PULLS } from '../images/pulls.ts'
import type { Node } from './node.ts'
import type { PodsView } from './occupancy.ts'

/** A node that does not get its images for so long is like any other: nothing may wait for it. */
const LONGEST_PULL_MS = 15 * MINUTE_MS
/** So long after it came a node may be without its puller. */
const PULLER_LATE_MS = MINUTE_MS

/**
 * Until when at most users' images are still pulled to a node, where placeholders or a puller fetch them. Epoch ms.
 * @returns undefined: they are there, or nobody can tell
 */
export function pullsUntilMs(
  { name, createdMs, images }: Pick<Node, 'name' | 'createdMs' | 'images'>,
  { imagePullers, carriers }: Pick<PodsView, 'imagePullers' | 'carriers'>,
  nowMs: number,
): number | undefined {
  const waiting = (carriers.get(name) ?? []).filter(
    ({ pulls = NO_PULLS }) => !images || missingFrom(images, pulls) !== undefined,
  )
  const carried = waiting.map((pod) => (pod.boundMs ?? pod.createdMs) + LONGEST_PULL_MS)
  const carriedUntilMs = Math.max(...carried)
  if (carriedUntilMs > nowMs) return carriedUntilMs
  const pullers = imagePullers.get(name) ?? []
  const isLate = pullers.length === 0 && imagePullers.size > 0
  if (!isLate && pullers.every(({ runningMs }) => runningMs !== undefined)) return undefined
  const untilMs = createdMs + (isLate ? PULLER_LATE_MS : LONGEST_PULL_MS)
  return untilMs > nowMs ? untilMs : undefined
}
