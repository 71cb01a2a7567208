import type { Decision } from '../decide/decision.ts'
import type { Floor } from '../decide/memory.ts'
import type { Observed } from '../decide/observed.ts'
import type { Timeline } from '../demand/timeline.ts'
import { given } from '../given.ts'
import type { Config } from '../settings/config.ts'
import { decideUtilization } from './decide-utilization.ts'
import { floorsOf } from './floor.ts'
import { cordonFor, isSwitchedOff } from './marks.ts'
import type { NodeAction } from './node-action.ts'
import type { UtilizationPlan } from './plan.ts'
import { type Savings, savingsAfter } from './savings.ts'
import { stillHolds, undoWishes, wishesOf } from './wishes.ts'

/** The utilization policy as it goes on: its plan in force, and what of it is to be done now. */
export interface Steering {
  /** undefined: the policy is off. */
  readonly plan?: UtilizationPlan
  /** False: it only says what it would do, and gives back what it did before. */
  readonly isActing: boolean
  readonly actions: readonly NodeAction[]
  /** New floors under placeholders, by pool. */
  readonly floors: Readonly<Record<string, Floor>>
  readonly savings?: Savings
  readonly memory: SteeringMemory
  /** When the next plan is due; undefined: never. Epoch ms. */
  readonly revisitAt?: number
}

/** What is carried from one steering to the next. Losing it costs an earlier plan, and patience with cordons. */
export interface SteeringMemory {
  readonly standing?: Standing
}

interface Standing {
  readonly plan: UtilizationPlan
  readonly wishes: readonly NodeAction[]
  readonly savings: Savings
  readonly dueMs: number
  /** What was seen when it was made, of what cannot wait for the cycle. */
  readonly urgency: Urgency
}

interface Urgency {
  readonly config: Config
  readonly timeline: Timeline
  readonly said: string
}

/** What cannot wait for the cycle waits so long at most: a crowd that arrives is not a plan for each of it. */
const URGENT_AFTER_MS = 1000

export interface SteerInput {
  readonly observed: Observed
  readonly decision: Decision
  readonly before: SteeringMemory | undefined
  readonly nowMs: number
}

/** A plan each cycle; between two of them only what cannot wait, which never takes a node out of service. Pure. */
export function steer(input: SteerInput): Steering {
  const { observed, before, nowMs } = input
  const { enabled, mode } = observed.config.utilization
  const isActing = enabled && mode === 'act' && observed.isPolicyOff !== true
  if (!enabled) {
    const actions = undoWishes(observed, 'the policy is disabled (utilization.enabled)')
    return { isActing, actions, floors: {}, memory: {} }
  }
  const urgency = urgencyOf(observed)
  const standing = nextStanding(input, urgency)
  const { plan, wishes, savings, dueMs } = standing
  const isNew = standing !== before?.standing
  const isUrgentLater = !isNew && !isSame(urgency, standing.urgency)
  return {
    plan,
    isActing,
    actions: isActing ? wishes.filter((wish) => stillHolds(wish, observed)) : undoWishes(observed, whyIdle(observed)),
    floors: isActing && isNew && asksAutoscaler(observed) ? floorsOf(plan, observed, input.decision) : {},
    savings,
    memory: { standing },
    revisitAt: isUrgentLater ? Math.max(nowMs + 1, Math.min(dueMs, plan.atMs + URGENT_AFTER_MS)) : dueMs,
  }
}

const asksAutoscaler = ({ config }: Observed) => config.utilization.nodeGroups === 'autoscaler'

const whyIdle = ({ isPolicyOff }: Observed) =>
  isPolicyOff ? 'the policy is switched off by annotation' : 'the policy only recommends (utilization.mode)'

function nextStanding({ observed, decision, before, nowMs }: SteerInput, urgency: Urgency): Standing {
  const last = before?.standing
  const settings = observed.config.utilization
  const isDue = !last || nowMs >= last.dueMs || urgency.config !== last.urgency.config
  if (!isDue && (isSame(urgency, last.urgency) || nowMs < last.plan.atMs + URGENT_AFTER_MS)) return last
  const plan = decideUtilization({
    observed,
    memory: decision.memory,
    nowMs,
    ...given({
      before: last?.plan.memory,
      settings: isDue ? undefined : { ...settings, maxCordonsPerCycle: 0 },
    }),
  })
  const made = isDue || !last ? plan : { ...plan, shutdown: [], create: [], staying: last.plan.staying }
  return {
    plan: made,
    wishes: wishesOf(made, observed),
    savings: savingsAfter(last?.savings, observed, nowMs),
    dueMs: isDue || !last ? nowMs + settings.cycleMs : last.dueMs,
    urgency,
  }
}

/** Reasons to take nodes back at once: who came onto them or waits, switches, another calendar. */
function urgencyOf({ config, timeline, nodes, pods, deployments, owner }: Observed): Urgency {
  const said: string[] = []
  let cordoned = 0
  for (const node of nodes.values()) {
    if (isSwitchedOff(node.annotations)) said.push(`off ${node.name}`)
    if (!cordonFor(node, owner)) continue
    cordoned += 1
    const load = pods.occupancy.get(node.name)
    if (load && (load.critical > 0 || load.placeholders > 0)) said.push(`needed ${node.name}`)
  }
  for (const { name, annotations } of deployments.values()) if (isSwitchedOff(annotations)) said.push(`off ${name}`)
  if (cordoned > 0) said.push(`${pods.waiting.size} wait`)
  return { config, timeline, said: said.join('\n') }
}

const isSame = (a: Urgency, b: Urgency) => a.config === b.config && a.timeline === b.timeline && a.said === b.said
