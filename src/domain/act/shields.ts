import { isBound } from '../cluster/pod.ts'
import { pullsUntilMs } from '../cluster/pulling.ts'
import type { Observed } from '../decide/observed.ts'
import { earliest } from '../earliest.ts'
import { compare } from '../order.ts'
import type { PlaceholderAction } from './action.ts'

/** A placeholder that is to carry the label, or to lose it. */
export interface Shield {
  readonly name: string
  readonly namespace: string
  readonly uid: string
  readonly shielded: boolean
}

/** So many at once: the API server has other things to do when many nodes come together. */
const MOST_SHIELDS = 100

/**
 * A node that is Ready holds a placeholder and looks like room, and whoever takes that place before the users' images are there
 * waits for them, beside nodes that have them. So placeholders on such nodes carry a label that a PodDisruptionBudget knows: of
 * nodes that could make room the scheduler takes one without it where there is any.
 * @returns the actions, one a pool, and when a pull is given up
 */
export function shields(
  { pods, nodes }: Observed,
  nowMs: number,
): { actions: PlaceholderAction[]; revisitAt?: number } {
  const wrong: { pool: string; shield: Shield }[] = []
  let revisitAt = Number.POSITIVE_INFINITY
  for (const pod of pods.placeholders.values()) {
    if (!isBound(pod) || pod.poolLabel === undefined || pod.isLent) continue
    const node = nodes.get(pod.nodeName ?? '')
    const untilMs = node && pullsUntilMs(node, pods, nowMs)
    const shielded = untilMs !== undefined
    if (shielded) revisitAt = Math.min(revisitAt, untilMs)
    if (shielded === (pod.shielded ?? false)) continue
    const { name, namespace, uid } = pod
    wrong.push({ pool: pod.poolLabel, shield: { name, namespace, uid, shielded } })
  }
  const byPool = Map.groupBy(wrong, ({ pool }) => pool)
  const actions = [...byPool].map(([pool, all]): PlaceholderAction => {
    const some = all.map(({ shield }) => shield).sort((a, b) => compare(a.uid, b.uid))
    return { type: 'shield', pool, shields: some.slice(0, MOST_SHIELDS), because: BECAUSE }
  })
  return { actions, ...earliest([revisitAt]) }
}

const BECAUSE = "users' images are not on every new node yet: placeholders on those that have them give way first"
