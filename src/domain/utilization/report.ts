import { sayCount } from '../say.ts'
import { sayBytes } from '../scheduling/quantity.ts'
import { sayShare } from './goal.ts'
import type { UtilizationPlan } from './plan.ts'
import { WHOLE_CLUSTER } from './scope.ts'

/** A plan in short, for programs: names of nodes only. */
export interface UtilizationReport {
  /** null: there is workload or not, but no capacity. */
  readonly utilization: number | null
  readonly workloadBytes: number
  readonly capacityBytes: number
  readonly criticalNodes: readonly string[]
  /** How many nodes shall be schedulable. */
  readonly goal: number
  readonly cordon: readonly string[]
  readonly uncordon: readonly string[]
  readonly shutdown: readonly string[]
  /** How many nodes are missing. */
  readonly create: number
}

export const reportOf = (plan: UtilizationPlan): UtilizationReport => ({
  utilization: finite(plan.figures.utilization),
  workloadBytes: plan.figures.workloadBytes,
  capacityBytes: plan.figures.capacityBytes,
  criticalNodes: plan.criticalNodes,
  goal: plan.goal,
  cordon: plan.cordon.map(({ node }) => node),
  uncordon: plan.uncordon.map(({ node }) => node),
  shutdown: plan.shutdown.map(({ node }) => node),
  create: plan.create.reduce((sum, { count }) => sum + count, 0),
})

/** JSON has no infinity. */
export const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)

/** What both ways of counting can say, for a terminal. */
export function sayFigures(report: UtilizationReport): string {
  const { utilization, workloadBytes, capacityBytes, criticalNodes, goal } = report
  return [
    `Utilization ${utilization === null ? 'unknown: no node is schedulable' : sayShare(utilization)}`,
    `  workload  ${sayGi(workloadBytes)}`,
    `  capacity  ${sayGi(capacityBytes)}`,
    `  critical  ${sayNames(criticalNodes)}`,
    `Goal ${sayCount(goal, 'node')}`,
  ].join('\n')
}

/** A plan with its sentences, for a terminal. */
export function sayPlan(plan: UtilizationPlan): string {
  const lines = [sayFigures(reportOf(plan))]
  for (const [name, { goal }] of plan.scopes)
    lines.push(`  ${name === WHOLE_CLUSTER ? '' : `${name}: ${goal.nodes}, `}because ${goal.because}`)
  const parts = [
    ['Cordon', plan.cordon],
    ['Take back', plan.uncordon],
    ['Shut down', plan.shutdown],
    ['Stay, though the goal is lower', plan.staying],
  ] as const
  for (const [head, steps] of parts)
    if (steps.length > 0) lines.push(head, ...steps.map(({ node, because }) => `  ${node}: ${because}`))
  for (const { scope, count, because } of plan.create)
    lines.push(
      `Create ${sayCount(count, 'node')}${scope === WHOLE_CLUSTER ? '' : ` of pool ${scope}`}`,
      `  because ${because}`,
    )
  for (const { where, text } of plan.problems) lines.push(`Problem: ${where}: ${text}`)
  return lines.join('\n')
}

/** The same without sentences, where there are none. */
export function sayReport(report: UtilizationReport): string {
  const { cordon, uncordon, shutdown, create } = report
  return [
    sayFigures(report),
    `Cordon     ${sayNames(cordon)}`,
    `Take back  ${sayNames(uncordon)}`,
    `Shut down  ${sayNames(shutdown)}`,
    `Create     ${sayCount(create, 'node')}`,
  ].join('\n')
}

const sayNames = (names: readonly string[]) => (names.length > 0 ? names.join(', ') : 'none')

const sayGi = (bytes: number) => (bytes < 2 ** 30 ? sayBytes(bytes) : `${Math.round((bytes / 2 ** 30) * 10) / 10}Gi`)
