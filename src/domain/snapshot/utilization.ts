import type { Step } from '../act/step.ts'
import { poolOfLabels } from '../cluster/pool.ts'
import { sayInstant } from '../instant.ts'
import { sayCount } from '../say.ts'
import type { UtilizationMode } from '../settings/utilization-settings.ts'
import { ownCordonOf } from '../utilization/marks.ts'
import type { PlannedNode, ScopePlan, UtilizationPlan } from '../utilization/plan.ts'
import { finite } from '../utilization/report.ts'
import { withoutPodNames } from './problems.ts'

/** The utilization policy: what it sees, what it did, what it would do. */
export interface UtilizationView {
  readonly mode: UtilizationMode
  /** Switched off by annotation, for the whole release. */
  readonly isOff: boolean
  /** When this was planned. */
  readonly at: string
  /** Of all pools together. null: no node is schedulable. */
  readonly utilization: number | null
  readonly goalNodes: number
  readonly nodesSaved: number
  readonly nodeHoursSaved: number
  readonly pools: readonly UtilizationPoolView[]
  readonly cordoned: readonly CordonView[]
  /** What it would do: while it acts, what it is about to do. */
  readonly would: readonly WouldView[]
  /** What the goal asks for and safety forbids now. */
  readonly staying: readonly StayingView[]
}

export interface UtilizationPoolView {
  /** Empty: the whole cluster. */
  readonly pool: string
  readonly utilization: number | null
  readonly goalNodes: number
  readonly because: string
  /** Schedulable; staying by placeholders alone; cordoned by us. */
  readonly open: number
  readonly reserved: number
  readonly ours: number
  readonly nodesSaved: number
  readonly nodeHoursSaved: number
}

/** A node that we took out of service. */
export interface CordonView {
  readonly node: string
  readonly pool: string
  readonly since: string
  readonly because: string
}

export interface StayingView {
  readonly node: string
  readonly pool: string
  readonly because: string
}

export interface WouldView {
  readonly what: 'cordon' | 'take back' | 'remove' | 'create'
  readonly pool: string
  /** A node's name, or how many. */
  readonly which: string
  readonly because: string
}

/**
 * undefined while the policy is off.
 * @param nodeHoursSaved since the process started, by pool
 */
export function utilizationOf(
  { observed, steering }: Step,
  nodeHoursSaved: Readonly<Record<string, number>>,
): UtilizationView | undefined {
  const { plan, savings, isActing } = steering
  if (!plan) return undefined
  const { mode } = observed.config.utilization
  const nodes = savings?.nodes ?? {}
  const pools = [...plan.scopes].map(([name, scope]) =>
    poolOf(name, scope, nodes[name] ?? 0, nodeHoursSaved[name] ?? 0),
  )
  return {
    mode,
    isOff: observed.isPolicyOff === true,
    at: sayInstant(plan.atMs),
    utilization: finite(plan.figures.utilization),
    goalNodes: plan.goal,
    nodesSaved: sum(pools, ({ nodesSaved }) => nodesSaved),
    nodeHoursSaved: sum(pools, (one) => one.nodeHoursSaved),
    pools,
    cordoned: cordonedIn(observed),
    would: isActing ? [] : wouldOf(plan),
    staying: plan.staying.map(({ node, scope, because }) => ({ node, pool: scope, because: withoutPodNames(because) })),
  }
}

const poolOf = (pool: string, scope: ScopePlan, nodesSaved: number, nodeHoursSaved: number): UtilizationPoolView => ({
  pool,
  utilization: finite(scope.utilization),
  goalNodes: scope.goal.nodes,
  because: `${scope.goal.because}; ${scope.band.because}`,
  open: scope.open,
  reserved: scope.reserved,
  ours: scope.ours,
  nodesSaved,
  nodeHoursSaved,
})

/** The longest first. */
const cordonedIn = ({ nodes, config }: Step['observed']): CordonView[] =>
  [...nodes.values()]
    .flatMap((node) => {
      const cordon = ownCordonOf(node)
      const pool = poolOfLabels(node.labels, config)?.pool ?? ''
      return cordon ? [{ node: node.name, pool, ...cordon }] : []
    })
    .toSorted((a, b) => a.atMs - b.atMs || (a.node < b.node ? -1 : 1))
    .map(({ atMs, because, ...one }) => ({ ...one, since: sayInstant(atMs), because: withoutPodNames(because) }))

const wouldOf = ({ cordon, uncordon, shutdown, create }: UtilizationPlan): WouldView[] => [
  ...cordon.map((planned) => would('cordon', planned)),
  ...uncordon.map((planned) => would('take back', planned)),
  ...shutdown.map((planned) => would('remove', planned)),
  ...create.map(({ scope, count, because }) => ({
    what: 'create' as const,
    pool: scope,
    which: sayCount(count, 'node'),
    because,
  })),
]

const would = (what: WouldView['what'], { node, scope, because }: PlannedNode): WouldView => ({
  what,
  pool: scope,
  which: node,
  because: withoutPodNames(because),
})

const sum = <T>(all: readonly T[], of: (one: T) => number) => all.reduce((total, one) => total + of(one), 0)
