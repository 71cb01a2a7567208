import type { PoolConfig } from './config.ts'
import type { PoolDecision } from './decision.ts'
import { demandAt } from './demand.ts'
import { deploymentName } from './deployment-name.ts'
import { sayDuration } from './duration.ts'
import { fall } from './fall-window.ts'
import { type Guard, guardOf } from './guard.ts'
import { handOf } from './hand.ts'
import type { PoolMemory } from './memory.ts'
import type { Observed } from './observed.ts'
import { NO_PLACEHOLDERS, type Placeholders } from './placeholders.ts'
import { type Problem, problem } from './problem.ts'
import type { NodeRoom } from './room.ts'
import { sizeOf } from './size.ts'
import { type Target, targetOf } from './target.ts'

export interface PoolInput {
  readonly pool: PoolConfig
  readonly observed: Observed
  readonly rooms: readonly NodeRoom[]
  readonly placeholders: Placeholders | undefined
  readonly before: PoolMemory | undefined
  readonly zone: string
  /** The calendar was never read and may still forbid falls. */
  readonly calendarHolds: boolean
  readonly deploymentsUnknown: boolean
  readonly nowMs: number
}

export interface DecidedPool {
  readonly decision: PoolDecision
  readonly memory: PoolMemory
  readonly problems: readonly Problem[]
  readonly revisitAt: number
}

/** One pool's demand, room, target and desired count, each with its because. */
export function decidePool(input: PoolInput): DecidedPool {
  const { pool, observed, rooms, before, nowMs, placeholders = NO_PLACEHOLDERS } = input
  const { config, pods } = observed
  const where = `nodePools.${pool.name}`
  const deployment = observed.deployments.get(deploymentName(pool.name))
  const demand = demandAt(pool, observed.timeline, nowMs)
  const hand = handOf({
    where: `Deployment ${deploymentName(pool.name)}`,
    annotations: deployment?.annotations ?? {},
    writtenMs: deployment?.writtenMs ?? {},
    zone: input.zone,
    nowMs,
  })
  const replicas = deployment?.replicas ?? (input.deploymentsUnknown ? demand.integer : 0)
  const guard = guardOf(placeholders, replicas, deployment?.cannotCreate !== undefined, config.pendingPatienceMs, nowMs)
  const roomy = rooms.flatMap((room) => (room.verdict.at === 'roomy' ? [room.node.name] : []))
  const held = Math.min(replicas, before?.desired ?? replicas)
  const target = targetOf({
    pool,
    demand,
    guard,
    roomy,
    held,
    ...(hand.atLeast ? { atLeast: hand.atLeast } : {}),
  })
  const careful = beCareful(target, replicas, held, input)
  const { bound } = placeholders
  const fallen = fall(careful.target, before?.fall, { windowMs: config.fallWindowMs, bound, replicas, nowMs })
  const known = before?.size ?? (deployment && isOfOurMaking(deployment.poolLabel) ? deployment.requests : undefined)
  const size = sizeOf(pool, rooms, pods.occupancy, known, demand.from === 'calendar')
  const falling =
    fallen.desired > careful.target
      ? `; ${fallen.desired} stay for up to ${sayDuration(config.fallWindowMs)} (fallWindow)`
      : ''
  const revisits = [fallen.revisitAt, hand.revisitAt, guard.at === 'holding' ? guard.lapsesAtMs : undefined]
  return {
    decision: {
      pool: pool.name,
      demand,
      target: careful.target,
      desired: fallen.desired,
      targetBecause: careful.because,
      because: careful.because + falling,
      rooms,
      placeholders,
      ...(size ? { size } : {}),
      ...(hand.pause ? { paused: hand.pause.said } : {}),
    },
    memory: {
      fall: fallen.memory,
      desired: fallen.desired,
      ...(size && !pool.requests ? { size: size.requests } : {}),
    },
    problems: [
      ...hand.problems,
      ...problemsOf(where, guard, deployment?.cannotCreate, config.pendingPatienceMs, size === undefined),
    ],
    revisitAt: Math.min(...revisits.map((at) => at ?? Number.POSITIVE_INFINITY)),
  }
}

const isOfOurMaking = (poolLabel: string | undefined) => poolLabel !== undefined

/** Room that cannot be seen may not lower, a demand that ended may; a calendar that was never read lowers nothing. */
function beCareful(target: Target, replicas: number, held: number, { observed, calendarHolds }: PoolInput): Target {
  const { freshness } = observed
  if (calendarHolds && held > target.target)
    return {
      ...target,
      target: held,
      because: `${target.because}; ${held} stay, the calendar could not be read yet`,
    }
  if (freshness.at === 'live') return target
  const careful = Math.min(Math.max(replicas, target.target), target.withoutRoom)
  return careful === target.target
    ? target
    : { ...target, target: careful, because: `${target.because}; room does not lower it while ${freshness.because}` }
}

function problemsOf(
  where: string,
  guard: Guard,
  cannotCreate: string | undefined,
  patienceMs: number,
  sizeless: boolean,
): Problem[] {
  const problems: Problem[] = []
  if (cannotCreate !== undefined)
    problems.push(problem(where, `its placeholder pods cannot be created: ${cannotCreate}`))
  else if (guard.at === 'lapsed')
    problems.push(problem(where, `no node came in ${sayDuration(patienceMs)}: is the pool at its maximum?`))
  if (sizeless)
    problems.push(
      problem(
        where,
        'the size of a placeholder is not known: the pool has no node to derive it from; set resources.requests',
      ),
    )
  return problems
}
