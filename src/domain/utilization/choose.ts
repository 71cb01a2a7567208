import { sayDuration } from '../duration.ts'
import { sayCount } from '../say.ts'
import type { UtilizationSettings } from '../settings/utilization-settings.ts'
import type { Foresight } from './foresight.ts'
import { type Goal, sayShare } from './goal.ts'
import { notBeforeOf } from './marks.ts'
import { byKeeping, isHeldByPlaceholders, type NodeLoad, staysAnyway } from './node-load.ts'
import type { PlannedNode, Uncordon } from './plan.ts'
import type { Return } from './returning.ts'
import { ratio, type Scope } from './scope.ts'

/** What all scopes of one plan share: the reduced world, and what is left of what a cycle may do. */
export interface Draft {
  readonly foresight: Foresight
  readonly settings: UtilizationSettings
  readonly nowMs: number
  /** False: where the policy leads, whatever a single cycle may do of it. */
  readonly paced: boolean
  readonly cordon: PlannedNode[]
  readonly uncordon: Uncordon[]
  readonly staying: PlannedNode[]
  /** By scope: when a node was last taken back because it was needed. Epoch ms. */
  readonly needed: Record<string, number>
  /** Schedulable nodes of all scopes, reserved ones not counted, as the plan leaves them. */
  open: number
}

/** What the plan does to one scope. */
export interface Choice {
  readonly scope: Scope
  readonly goal: Goal
  /** Above it nothing is cordoned. */
  readonly maxUtilization: number
  /** Why nothing may be taken out of service now; undefined: it may. */
  readonly blocked: string | undefined
  readonly workloadBytes: number
  capacityBytes: number
  /** In service and ours, as the plan leaves them; the first stays longest. */
  readonly open: NodeLoad[]
  readonly ours: NodeLoad[]
}

/** Takes those back whose cordon ends now, whatever the goal is. */
export function endCordons(returns: ReadonlyMap<NodeLoad, Return>, choice: Choice, draft: Draft): void {
  for (const load of [...choice.ours]) {
    const ending = returns.get(load)
    if (!ending) continue
    const { because, notBeforeMs } = ending
    draft.foresight.restore(load.node)
    putBack(load, because, choice, draft, notBeforeMs === undefined ? {} : { notBeforeMs })
  }
}

/** Takes our cordons back: as many as the goal misses, then those that the calendar is about to need. */
export function takeBack(choice: Choice, draft: Draft): void {
  const { goal, open, ours, scope } = choice
  for (const load of [...ours]) {
    const isBelow = open.length < goal.nodes
    if (isBelow) draft.foresight.restore(load.node)
    const because = isBelow ? goal.because : draft.foresight.uncordon(load.node)
    if (because === undefined) continue
    putBack(load, because, choice, draft)
    draft.needed[scope.name] = draft.nowMs
  }
}

/**
 * Cordons what is more than the goal, the emptiest, each only where it is safe. None of those that the goal keeps goes
 * instead of one that must stay: whoever sits there would have to be packed onto what the calendar needs.
 */
export function takeOut(choice: Choice, draft: Draft): void {
  const { goal, open } = choice
  for (const load of emptiestFirst(choice).slice(0, Math.max(0, open.length - goal.nodes))) {
    if (!mayGo(load, draft)) continue
    const because = whyKeep(load, choice, draft)
    if (because === undefined) cordonIt(load, `${goal.because}; ${sayLoad(load)}`, choice, draft)
    else draft.staying.push(plannedNode(load, choice.scope, because))
  }
}

/**
 * Moves a cordon to an emptier node, so that it goes sooner: one for one, and only when no more than half as many pods
 * keep it. A node with one pod less is no sooner empty.
 */
export function move(choice: Choice, draft: Draft): void {
  const { ours, open, goal, scope } = choice
  const made = new Set(draft.cordon.map(({ node }) => node))
  for (const load of ours.filter(({ node }) => !made.has(node.name)).toSorted(byKeeping)) {
    const other = emptiestFirst(choice).find((one) => mayGo(one, draft))
    if (open.length > goal.nodes || !other || load.workloadPods === 0 || 2 * other.workloadPods > load.workloadPods)
      return
    // Judged as if the one were back already; if the other must stay, neither changes.
    const capacityBytes = choice.capacityBytes + load.node.memoryBytes
    const rest = ours.filter((one) => one !== load)
    const because = whyKeep(other, { ...choice, capacityBytes, ours: rest }, { ...draft, open: draft.open + 1 })
    if (because !== undefined) {
      draft.staying.push(plannedNode(other, scope, because))
      return
    }
    cordonIt(other, `emptier than ${load.node.name}; ${sayLoad(other)}`, choice, draft)
    draft.foresight.restore(load.node)
    putBack(load, `node ${other.node.name} is emptier and takes its cordon`, choice, draft)
  }
}

export const plannedNode = ({ node }: NodeLoad, { name }: Scope, because: string): PlannedNode => ({
  node: node.name,
  uid: node.uid,
  scope: name,
  because,
})

const emptiestFirst = ({ open }: Choice): NodeLoad[] => open.toSorted(byKeeping).reverse()

/** What was just taken back is not cordoned in the same plan. */
const mayGo = (load: NodeLoad, { uncordon }: Draft): boolean =>
  !staysAnyway(load) && uncordon.every(({ node }) => node !== load.node.name)

/** The safety rules, the cheap ones first. */
function whyKeep(load: NodeLoad, choice: Choice, draft: Draft): string | undefined {
  const { node } = load
  const { settings, nowMs, paced } = draft
  if (choice.blocked !== undefined) return choice.blocked
  if (draft.open <= settings.minNodes)
    return `not fewer than ${sayCount(settings.minNodes, 'node')} stay schedulable (minNodes)`
  const then = ratio(choice.workloadBytes, choice.capacityBytes - node.memoryBytes)
  if (choice.workloadBytes > 0 && then > choice.maxUtilization)
    return `utilization would be ${sayShare(then)} without it, above ${sayShare(choice.maxUtilization)}`
  const pace = paced ? whyNotYet(load, choice, draft) : undefined
  if (pace !== undefined) return pace
  const notBeforeMs = notBeforeOf(node)
  if (notBeforeMs !== undefined && nowMs < notBeforeMs)
    return `its last cordon brought nothing; not again for ${sayDuration(notBeforeMs - nowMs)}`
  return draft.foresight.cordon(node)
}

function whyNotYet(
  { node }: NodeLoad,
  { scope, ours }: Choice,
  { settings, cordon, needed, nowMs }: Draft,
): string | undefined {
  const backMs = nowMs - (needed[scope.name] ?? Number.NEGATIVE_INFINITY)
  if (backMs < settings.minNodeAgeMs)
    return `a node was taken back ${sayDuration(backMs)} ago, and is as good as new until ${sayDuration(settings.minNodeAgeMs)} (minNodeAge)`
  const ageMs = nowMs - node.createdMs
  if (ageMs < settings.minNodeAgeMs)
    return `it is ${sayDuration(Math.max(0, ageMs))} old, younger than ${sayDuration(settings.minNodeAgeMs)} (minNodeAge)`
  if (cordon.length >= settings.maxCordonsPerCycle)
    return `${cordon.length} others are cordoned first (maxCordonsPerCycle)`
  const most = Math.max(1, Math.floor(scope.nodes.length * settings.maxCordonedShare))
  return ours.length >= most
    ? `${ours.length} of ${sayCount(scope.nodes.length, 'node')} are cordoned (maxCordonedShare ${settings.maxCordonedShare})`
    : undefined
}

function cordonIt(load: NodeLoad, because: string, choice: Choice, draft: Draft): void {
  choice.open.splice(choice.open.indexOf(load), 1)
  choice.ours.push(load)
  choice.capacityBytes -= load.node.memoryBytes
  draft.open -= 1
  draft.cordon.push(plannedNode(load, choice.scope, because))
}

export function putBack(
  load: NodeLoad,
  because: string,
  choice: Choice,
  draft: Draft,
  more: Pick<Uncordon, 'notBeforeMs'> = {},
): void {
  choice.ours.splice(choice.ours.indexOf(load), 1)
  draft.uncordon.push({ ...plannedNode(load, choice.scope, because), ...more })
  if (isHeldByPlaceholders(load)) return
  choice.open.push(load)
  choice.capacityBytes += load.node.memoryBytes
  draft.open += 1
}

const sayLoad = ({ workloadPods }: NodeLoad) =>
  workloadPods === 0
    ? 'nothing keeps it'
    : `it is among the emptiest, with ${sayCount(workloadPods, 'pod')}, none critical`
