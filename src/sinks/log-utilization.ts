import type { Logger } from 'pino'
import type { NodeAction } from '../domain/utilization/node-action.ts'
import type { ScopePlan, UtilizationPlan } from '../domain/utilization/plan.ts'
import type { Steering } from '../domain/utilization/steer.ts'

/**
 * What the utilization policy sees and would do, each time that it changes. What it did is told with its outcome.
 * @param log carries bindings only
 */
export function utilizationLog(log: Logger): (steering: Steering) => void {
  let told: UtilizationPlan | undefined
  let scopes = new Map<string, string>()
  let wished = new Set<string>()
  let kept = new Set<string>()
  return ({ plan, isActing }) => {
    if (plan === told) return
    told = plan
    const before = scopes
    scopes = new Map([...(plan?.scopes ?? [])].map(([pool, scope]) => [pool, JSON.stringify(numbersOf(scope))]))
    for (const [pool, scope] of plan?.scopes ?? [])
      if (before.get(pool) !== scopes.get(pool))
        log.info({ pool, ...numbersOf(scope), because: scope.goal.because }, 'utilization planned')
    // While it acts each of these becomes an action.
    const wishes = plan && !isActing ? wishesIn(plan) : []
    for (const { key, fields, message } of wishes) if (!wished.has(key)) log.info(fields, message)
    wished = new Set(wishes.map(({ key }) => key))
    const staying = plan?.staying ?? []
    for (const { node, scope, because } of staying)
      if (!kept.has(node)) log.debug({ pool: scope, name: node, because }, 'node stays in service')
    kept = new Set(staying.map(({ node }) => node))
  }
}

/** What makes a plan another one to whoever reads the log. */
const numbersOf = ({ goal, open, reserved, ours }: ScopePlan) => ({
  goal: goal.nodes,
  schedulable: open,
  reserved,
  cordoned: ours,
})

const WOULD = {
  cordon: 'node would be cordoned',
  uncordon: 'node would be taken back',
  shutdown: 'node would be removed',
} as const

function wishesIn(plan: UtilizationPlan) {
  const steps = (['cordon', 'uncordon', 'shutdown'] as const).flatMap((what) =>
    plan[what].map(({ node, scope, because }) => ({
      key: `${what} ${node}`,
      fields: { pool: scope, name: node, because },
      message: WOULD[what] as string,
    })),
  )
  const created = plan.create.map(({ scope, count, because }) => ({
    key: `create ${count} ${scope}`,
    fields: { pool: scope, count, because },
    message: 'nodes would be created',
  }))
  return [...steps, ...created]
}

export const nodeFields = (action: NodeAction): object =>
  action.type === 'create nodes'
    ? { pool: action.pool, count: action.count, because: action.because }
    : { pool: action.pool, name: action.name, because: action.because }
