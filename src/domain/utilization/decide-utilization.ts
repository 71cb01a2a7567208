import type { Memory } from '../decide/memory.ts'
import type { Observed } from '../decide/observed.ts'
import type { UtilizationSettings } from '../settings/utilization-settings.ts'
import { bandOf, type ScopeBand } from './band.ts'
import { withinBounds } from './bounds.ts'
import { type Choice, type Draft, endCordons, move, plannedNode, takeBack, takeOut } from './choose.ts'
import { creationsOf } from './create.ts'
import { foresightOf } from './foresight.ts'
import { type Goal, goalOf } from './goal.ts'
import { memoryProblems, problemsOf } from './mark-problems.ts'
import { hasStaleMarks, isCordonedBy, ownCordonOf } from './marks.ts'
import { isEmpty, type NodeLoad } from './node-load.ts'
import { inExams } from './people/in-exams.ts'
import { placingIn, watch } from './placing.ts'
import type { PlannedNode, ScopePlan, Uncordon, UtilizationPlan } from './plan.ts'
import { NO_PROGRESS, type Progress, progressOf } from './progress.ts'
import { returnsIn, withReturned } from './returning.ts'
import { figuresOf, type Scope, scopesOf } from './scope.ts'

export interface UtilizationInput {
  readonly observed: Observed
  /** What `decide` remembers: the targets ahead are its own. */
  readonly memory: Memory
  readonly before?: Progress
  readonly nowMs: number
  /** Default: the config's. */
  readonly settings?: UtilizationSettings
  /** False: the whole way, without the limits on what one cycle may do and without ages (offline, where no clock is). */
  readonly paced?: boolean
}

/**
 * The utilization policy: which nodes to take out of service, to take back, to shut down and to create, each with its
 * because. Pure, from whole state: a plan that was carried out halfway is continued by the next.
 * (The rules of the data-8 autoscaler, kept safe as docs/utilization.md tells.)
 */
export function decideUtilization(input: UtilizationInput): UtilizationPlan {
  const { observed, memory, before = NO_PROGRESS, nowMs, paced = true } = input
  const settings = input.settings ?? observed.config.utilization
  const scopes = scopesOf(observed, inExams(observed, nowMs))
  const progress = progressOf(scopes.flatMap(oursIn), before, nowMs)
  const zone = observed.config.calendar.timezone ?? 'utc'
  const returns = returnsIn(scopes, { progress, cordonLimitMs: settings.cordonLimitMs, paced, zone, nowMs })
  const watched = watch(scopes, observed, before.watched, nowMs)
  const band = (scope: Scope) => bandOf(scope.name, settings, observed, placingIn(scope, observed, watched))
  const bands = new Map(scopes.map((scope) => [scope, band(scope)]))
  const returning = new Set(returns.keys())
  const goals = withinBounds(
    [...bands].map(([one, own]) => {
      const scope = withReturned(one, returning)
      return [scope, goalOf(scope, { ...settings, ...own })]
    }),
    settings,
    observed.config.defaultPool,
  )
  const draft: Draft = {
    foresight: foresightOf(observed, memory, nowMs, settings.bootMs),
    settings,
    nowMs,
    paced,
    cordon: [],
    uncordon: [],
    staying: [],
    needed: { ...before.needed },
    open: scopes.flatMap(({ nodes }) => nodes.filter(isOpen)).length,
  }
  const settled = [...bands].map(
    ([scope, own]): Settled => ({ scope, goal: goals.get(scope.name) ?? NO_GOAL, band: own }),
  )
  const blind = whyBlind(observed, memory, nowMs)
  const choices = settled.map((one) => choiceOf(one, blind))
  for (const choice of choices) endCordons(returns, choice, draft)
  for (const choice of choices) takeBack(choice, draft)
  for (const choice of choices) takeOut(choice, draft)
  for (const choice of choices) move(choice, draft)
  return {
    atMs: nowMs,
    figures: figuresOf(scopes),
    goal: [...goals.values()].reduce((sum, { nodes }) => sum + nodes, 0),
    scopes: new Map(settled.map((one) => [one.scope.name, planOf(one)])),
    criticalNodes: scopes.flatMap(({ nodes }) => nodes.filter(({ critical }) => critical > 0).map(nameOf)).toSorted(),
    cordon: draft.cordon,
    uncordon: [...draft.uncordon, ...withoutScope(observed, scopes)],
    shutdown: choices.flatMap((choice) => shutdownOf(choice, draft)),
    create: creationsOf(choices, draft, observed, scopes),
    unmark: unmarkIn(observed),
    staying: draft.staying,
    problems: [
      ...[...returns.values()].flatMap((one) => one.problem ?? []),
      ...problemsOf(observed),
      ...memoryProblems(scopes),
    ],
    memory: { cordons: progress, needed: draft.needed, watched },
  }
}

/** All our cordons back: what disabling and uninstalling do. */
export function undoCordons({ nodes }: Observed, because: string): Uncordon[] {
  const undone: Uncordon[] = []
  // Asked at every decision while the policy is off: without a mark of ours there is nothing to read.
  for (const node of nodes.values())
    if (node.annotations && ownCordonOf(node)) undone.push({ node: node.name, uid: node.uid, scope: '', because })
  return undone
}

/** Our cordons on nodes that have left every pool, or whose pool has left the config: nobody would decide on them again. */
function withoutScope({ nodes, owner }: Observed, scopes: readonly Scope[]): Uncordon[] {
  const known = new Set(scopes.flatMap(({ nodes: loads }) => loads.map(nameOf)))
  return [...nodes.values()]
    .filter((node) => !known.has(node.name) && isCordonedBy(node, owner))
    .map(({ name, uid }) => ({ node: name, uid, scope: '', because: 'its pool is no longer in the config' }))
}

const isOpen = ({ standing }: NodeLoad) => standing === 'open'
const nameOf = ({ node }: NodeLoad) => node.name
const oursIn = ({ nodes }: Scope) => nodes.filter(({ standing }) => standing === 'ours')

/** What is settled of a scope before its nodes are looked at. */
interface Settled {
  readonly scope: Scope
  readonly goal: Goal
  readonly band: ScopeBand
}

const NO_GOAL: Goal = { nodes: 0, because: '' }

function choiceOf({ scope, goal, band: { maxUtilization } }: Settled, blind: string | undefined): Choice {
  const off = scope.isSwitchedOff ? `the policy is switched off for pool ${scope.name} by annotation` : undefined
  const { workloadBytes, capacityBytes } = figuresOf([scope])
  const [open, ours] = [scope.nodes.filter(isOpen), oursIn(scope)]
  return { scope, goal, maxUtilization, blocked: off ?? blind, workloadBytes, capacityBytes, open, ours }
}

const planOf = ({ scope, goal, band }: Settled): ScopePlan => ({
  ...figuresOf([scope]),
  goal,
  band,
  open: scope.nodes.filter(isOpen).length,
  reserved: scope.nodes.filter(({ standing }) => standing === 'reserved').length,
  ours: oursIn(scope).length,
})

/** What cannot be seen may be a reason to keep a node. */
function whyBlind({ sight, config }: Observed, { calendarMissingSinceMs }: Memory, nowMs: number): string | undefined {
  if (sight.at === 'stale') return sight.because
  const isMissing = calendarMissingSinceMs !== undefined && nowMs < calendarMissingSinceMs + config.calendar.holdMs
  return isMissing ? 'the calendar could not be read yet' : undefined
}

/** Empty nodes that we cordoned in an earlier plan. Whoever removes one looks once more whether it is empty. */
function shutdownOf({ scope, blocked, ours }: Choice, draft: Draft): PlannedNode[] {
  const { cordon, open, settings, paced, nowMs, foresight } = draft
  if (blocked !== undefined || open < settings.minNodes) return []
  const now = new Set(cordon.map(({ node }) => node))
  return ours
    .filter((load) => isEmpty(load) && !now.has(load.node.name))
    .filter(({ node }) => !paced || nowMs - node.createdMs >= settings.minNodeAgeMs)
    .filter((load) => {
      const because = foresight.remove(load.node)
      if (because !== undefined) draft.staying.push(plannedNode(load, scope, because))
      return because === undefined
    })
    .map((load) => plannedNode(load, scope, `empty and cordoned: ${load.cordon?.because || 'nothing keeps it'}`))
}

const unmarkIn = ({ nodes, owner }: Observed): PlannedNode[] =>
  [...nodes.values()]
    .filter((node) => hasStaleMarks(node, owner))
    .map(({ name, uid }) => ({
      node: name,
      uid,
      scope: '',
      because: 'somebody has uncordoned it: the next cordon may be theirs',
    }))
