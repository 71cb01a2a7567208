import type { Observed } from '../decide/observed.ts'
import { sayCount } from '../say.ts'
import { isAsking } from './band.ts'
import { thereIn } from './bounds.ts'
import type { Choice, Draft } from './choose.ts'
import type { Creation } from './plan.ts'
import type { Scope } from './scope.ts'
import { waitingNodes } from './waiting-nodes.ts'

/**
 * The nodes that are missing. With groups of our own, where the policy is the one who makes nodes, those of waiting
 * placeholders and users too: never more nodes than `maxNodes` altogether.
 * @param all the scopes of the plan
 */
export function creationsOf(
  choices: readonly Choice[],
  draft: Draft,
  observed: Observed,
  all: readonly Scope[],
): Creation[] {
  const { settings, paced, nowMs } = draft
  const isOwn = paced && settings.nodeGroups !== 'autoscaler'
  const belowMinimum = settings.minNodes - all.reduce((sum, scope) => sum + thereIn(scope), 0)
  let left = settings.maxNodes - all.reduce((sum, { nodes }) => sum + nodes.length, 0)
  return choices.flatMap((choice): Creation[] => {
    if (choice.blocked !== undefined) return []
    const { scope, goal } = choice
    const missing = missingToGoal(choice, draft, observed, belowMinimum)
    const { forPlaceholders, forAll, placeholders, users } = isOwn ? waitingNodes(scope, observed, nowMs) : NOBODY
    const wanted = Math.max(missing + forPlaceholders, forAll)
    const count = wanted > missing ? Math.max(missing, Math.min(wanted, left)) : missing
    if (count <= 0) return []
    left -= count
    const because =
      count > missing
        ? `${sayCount(placeholders, 'placeholder')} and ${sayCount(users, 'user')} wait for nodes`
        : goal.because
    return [{ scope: scope.name, count, because }]
  })
}

const NOBODY = { forPlaceholders: 0, forAll: 0, placeholders: 0, users: 0 }

/**
 * What is missing to the goal. Where something else keeps the room, only the minimum is made up for: a node full of seats
 * is above the maximum, and one beside it would be for nobody. An autoscaler is not asked for nodes that only `minNodes`
 * wants: it would remove them, empty as they are, they would be missing again, and so on. Its own minimum of the pool
 * keeps empty nodes.
 * @param belowMinimum how many nodes all scopes together miss to `minNodes`
 */
function missingToGoal(
  { scope, goal }: Choice,
  { settings, paced }: Draft,
  observed: Observed,
  belowMinimum: number,
): number {
  const isAutoscaler = paced && settings.nodeGroups === 'autoscaler'
  const missing = goal.nodes - (isAutoscaler ? (goal.forMinimum ?? 0) : 0) - thereIn(scope)
  const isKept = !isAsking(scope.name, settings, observed)
  return Math.max(0, isKept ? Math.min(missing, isAutoscaler ? 0 : belowMinimum) : missing)
}
