import type { Logger } from 'pino'
import type { NodeAction } from '../domain/utilization/node-action.ts'
import type { PlannedNode, ScopePlan, UtilizationPlan } from '../domain/utilization/plan.ts'
import type { Steering } from '../domain/utilization/steer.ts'
import { onNew } from './on-change.ts'

/**
 * What the utilization policy sees and would do, each time that it changes. What it did is told with its outcome.
 * @param log carries bindings only
 */
export function utilizationLog(log: Logger): (steering: Steering) => void {
  let told: UtilizationPlan | undefined
  const tellScopes = onNew(
    ([pool, scope]: readonly [string, ScopePlan]) => `${pool} ${JSON.stringify(numbersOf(scope))} ${scope.band.at}`,
    ([pool, scope]) =>
      log.info(
        { pool, ...numbersOf(scope), because: scope.goal.because, band: scope.band.because },
        'utilization planned',
      ),
  )
  const tellWishes = onNew(
    ({ key }: Wish) => key,
    ({ fields, message }) => log.info(fields, message),
  )
  const tellStaying = onNew(
    ({ node }: PlannedNode) => node,
    ({ node, scope, because }) => log.debug({ pool: scope, name: node, because }, 'node stays in service'),
  )
  return ({ plan, isActing }) => {
    if (plan === told) return
    told = plan
    tellScopes([...(plan?.scopes ?? [])])
    // While it acts each of these becomes an action.
    tellWishes(plan && !isActing ? wishesIn(plan) : [])
    tellStaying(plan?.staying ?? [])
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

interface Wish {
  readonly key: string
  readonly fields: object
  readonly message: string
}

function wishesIn(plan: UtilizationPlan): Wish[] {
  const steps = (['cordon', 'uncordon', 'shutdown'] as const).flatMap((what) =>
    plan[what].map(({ node, scope, because }) => ({
      key: `${what} ${node}`,
      fields: { pool: scope, name: node, because },
      message: WOULD[what],
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
