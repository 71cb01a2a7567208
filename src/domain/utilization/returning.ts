import { sayDuration } from '../duration.ts'
import { sayTime } from '../instant.ts'
import { type Problem, problem } from '../problem.ts'
import { sayCount } from '../say.ts'
import { byKeeping, isHeldByPlaceholders, type NodeLoad } from './node-load.ts'
import type { Progress } from './progress.ts'
import type { Scope } from './scope.ts'

/** Why one of our cordons ends now, whatever the goal is. */
export interface Return {
  readonly because: string
  readonly notBeforeMs?: number
  readonly problem?: Problem
}

interface ReturnInput {
  readonly scope: Scope
  readonly progress: Progress['cordons']
  readonly cordonLimitMs: number
  /** False: patience with a cordon does not end. */
  readonly paced: boolean
  readonly zone: string
  readonly nowMs: number
}

/** Our cordons that end now, by the node that they are on. */
export function returnsIn(scopes: readonly Scope[], input: Omit<ReturnInput, 'scope'>): ReadonlyMap<NodeLoad, Return> {
  const returns = new Map<NodeLoad, Return>()
  for (const scope of scopes)
    for (const load of scope.nodes.filter(({ standing }) => standing === 'ours')) {
      const found = whyReturn(load, { ...input, scope })
      if (found) returns.set(load, found)
    }
  return returns
}

/** @param load a node that we cordoned */
function whyReturn(load: NodeLoad, input: ReturnInput): Return | undefined {
  const { scope, progress, cordonLimitMs, paced, nowMs } = input
  if (scope.isSwitchedOff) return { because: `the policy is switched off for pool ${scope.name} by annotation` }
  if (load.isSwitchedOff) return { because: 'the policy is switched off for it by annotation' }
  if (load.critical > 0)
    return {
      because: `it carries ${sayCount(load.critical, 'pod')} that ${load.critical === 1 ? 'is' : 'are'} critical`,
    }
  if (load.placeholders > 0) return { because: 'a placeholder holds it for users' }
  const { sinceMs = nowMs } = progress[load.node.uid] ?? {}
  if (!paced || nowMs - sinceMs < cordonLimitMs) return undefined
  return noProgress(load, input)
}

/**
 * The scope as the next plan will see it, with these in service. The goal is set on that: on the capacity without them
 * it would be another one a plan later, and what was cordoned for the one would be taken back for the other.
 */
export const withReturned = (scope: Scope, returning: ReadonlySet<NodeLoad>): Scope => ({
  ...scope,
  nodes: scope.nodes.map((load) => (returning.has(load) ? inService(load) : load)).toSorted(byKeeping),
})

const inService = (load: NodeLoad): NodeLoad => ({
  ...load,
  standing: isHeldByPlaceholders(load) ? 'reserved' : 'open',
})

function noProgress({ node, workloadPods, cordon }: NodeLoad, { cordonLimitMs, zone, nowMs }: ReturnInput): Return {
  const since = sayTime(cordon?.atMs ?? nowMs, nowMs, zone)
  const because =
    workloadPods > 0
      ? `no pod has left it for ${sayDuration(cordonLimitMs)}, ${sayCount(workloadPods, 'pod')} ${workloadPods === 1 ? 'is' : 'are'} there still`
      : `nobody has removed it in ${sayDuration(cordonLimitMs)}`
  const advice = workloadPods > 0 ? '' : '; does your autoscaler scale down, and may this pool shrink?'
  return {
    because,
    notBeforeMs: nowMs + cordonLimitMs,
    problem: problem(`node ${node.name}`, `cordoned since ${since}, ${because}: taken back into service${advice}`),
  }
}
