import { merge, tap } from 'rxjs'
import type { Happening } from '../../streams/product.ts'
import { type Action, isCounted } from '../domain/act/action.ts'
import type { Step } from '../domain/act/step.ts'
import { given } from '../domain/given.ts'
import type { Problem } from '../domain/problem.ts'
import { subtract } from '../domain/scheduling/resources.ts'
import type { NamedVerdict } from '../domain/verdict/verdict.ts'
import type { PoolSpec } from './cluster/cluster.ts'
import { poolFor } from './cluster/pool-for.ts'
import { meanOf } from './cluster/spread.ts'
import { AUTOSCALERS_TAIL_MS, type Foretold, oracle } from './policies/oracle.ts'
import { type Policy, sayPolicy } from './policies/policy.ts'
import type { Scenario } from './scenario/scenario.ts'
import { type Simulation, simulate } from './simulation.ts'
import type { CordonCounts } from './tally/cordon-tally.ts'
import { type Sample, seatsBeside, series } from './tally/series.ts'
import { type Waited, type Waits, waitedOf, waitsOf } from './tally/waits.ts'

/** A count that the policy changed, and why, where it says so. */
export interface Turn {
  readonly atMs: number
  readonly pool: string
  readonly from?: number
  readonly to: number
  readonly because: string
}

/** A node that the product took out of service or back into it, and why. */
export interface NodeTurn {
  readonly atMs: number
  readonly node: string
  readonly cordoned: boolean
  readonly because: string
}

/** What the product complained about, and when first. */
export interface Complaint extends Problem {
  readonly atMs: number
}

/** What came of a scenario under one policy. */
export interface Played {
  readonly policy: Policy
  readonly name: string
  readonly waits: Waits
  readonly everybody: readonly Waited[]
  readonly nodeHours: NodeHours
  readonly boots: number
  readonly evictions: number
  readonly cordons: CordonCounts
  readonly mostNodes: number
  readonly samples: readonly Sample[]
  readonly turns: readonly Turn[]
  readonly nodeTurns: readonly NodeTurn[]
  /** Each once. */
  readonly complaints: readonly Complaint[]
  /** What the product says became of each class. */
  readonly verdicts: readonly NamedVerdict[]
}

export interface NodeHours {
  /** From the request of a machine to its end. */
  readonly paid: number
  readonly wasted: number
  /** What was paid, of each pool. */
  readonly byPool: Readonly<Record<string, number>>
}

/** A world while it happens: its clock stands still until somebody advances it. */
export type Stage = Omit<Simulation, 'happenings$'> & {
  /** So far. */
  readonly turns: readonly Turn[]
}

/**
 * Lets a scenario happen under a policy, from its start to its end.
 * @param show lets the time pass, and may look on; default: at once
 */
export async function play(
  scenario: Scenario,
  policy: Policy,
  show: (stage: Stage) => Promise<void> = ({ advance }) => advance(scenario.endMs),
): Promise<Played> {
  if (policy.at === 'oracle' || policy.at === 'oracle-just-in-time') return foretold(scenario, policy)
  const { happenings$, ...simulation } = simulate(scenario, policy)
  const { tally, cordons, cluster, clock } = simulation
  const { samples, sampling$ } = series(cluster, scenario.pools, clock)
  const diary: Diary = { turns: [], nodeTurns: [], verdicts: [], complaints: new Map() }
  const { turns, nodeTurns, verdicts, complaints } = diary
  const world = merge(happenings$.pipe(remember(diary, clock.now)), sampling$).subscribe()
  await show({ ...simulation, turns })
  world.unsubscribe()
  const everybody = tally.waits().map((wait) => waitedOf(wait, scenario.endMs))
  return {
    policy,
    name: sayPolicy(policy),
    waits: waitsOf(everybody),
    everybody,
    nodeHours: {
      paid: tally.nodeHours(),
      wasted: tally.wastedHours(),
      byPool: Object.fromEntries(tally.nodeHoursByPool()),
    },
    boots: tally.boots(),
    evictions: tally.evictions(),
    cordons: cordons(),
    mostNodes: samples.reduce((most, { occupied, empty }) => Math.max(most, occupied + empty), 0),
    samples,
    turns,
    nodeTurns,
    verdicts,
    complaints: [...complaints.values()],
  }
}

/** What the oracle knows is worked out: nobody waits, and nothing is to be seen of it but its nodes. */
function foretold(scenario: Scenario, policy: Policy): Played {
  const { visits, endMs, pools } = scenario
  const tailMs = policy.at === 'oracle' ? AUTOSCALERS_TAIL_MS : 0
  const foreseen = pools.map((pool) => {
    const own = visits.filter(({ seat }) => poolFor(seat, pools) === pool.name)
    const bootMs = meanOf(pool.boot) + meanOf(pool.imagePull)
    const seats = seatsBeside(lessDaemons(pool), [])
    return { pool: pool.name, ...oracle({ visits: own, endMs, seats, bootMs, tailMs }) }
  })
  const sum = (name: keyof Foretold) => foreseen.reduce((all, one) => all + one[name], 0)
  const everybody = visits.map(({ arrivesMs, seat }) => ({
    atMs: arrivesMs,
    ...given({ pool: poolFor(seat, pools) }),
    waitedMs: 0,
    served: true,
  }))
  return {
    policy,
    everybody,
    name: sayPolicy(policy),
    waits: waitsOf(everybody),
    nodeHours: {
      paid: sum('nodeHours'),
      wasted: sum('wastedHours'),
      byPool: Object.fromEntries(foreseen.map(({ pool, nodeHours }) => [pool, nodeHours])),
    },
    boots: sum('boots'),
    evictions: 0,
    cordons: { cordons: 0, flips: 0, bootsSoonAfter: 0, bootsCaused: 0 },
    mostNodes: sum('mostNodes'),
    samples: [],
    turns: [],
    nodeTurns: [],
    complaints: [],
    verdicts: [],
  }
}

const lessDaemons = (pool: PoolSpec): PoolSpec => ({
  ...pool,
  allocatable: { ...subtract(pool.allocatable, pool.daemons), ...given({ pods: pool.allocatable.pods }) },
})

/** What is kept of what the product says and does. */
interface Diary {
  readonly turns: Turn[]
  readonly nodeTurns: NodeTurn[]
  readonly verdicts: NamedVerdict[]
  /** Each as it was first told. */
  readonly complaints: Map<string, Complaint>
}

const remember = (diary: Diary, nowMs: () => number) =>
  tap((happening: Happening) => {
    if (happening.type === 'step') noteStep(happening.step, diary, nowMs())
    else if (happening.outcome.effect.at === 'done') noteDone(happening.outcome.action, diary, nowMs())
  })

function noteStep({ decision, difference }: Step, { complaints, verdicts }: Diary, atMs: number): void {
  verdicts.push(...decision.verdicts)
  for (const one of [...decision.problems, ...difference.problems]) {
    const key = `${one.where} ${one.text}`
    if (!complaints.has(key)) complaints.set(key, { ...one, atMs })
  }
}

function noteDone(action: Action, { turns, nodeTurns }: Diary, atMs: number): void {
  if (action.type === 'write node' && action.unschedulable !== undefined)
    nodeTurns.push({ atMs, node: action.name, cordoned: action.unschedulable, because: action.because })
  if (!isCounted(action) || (action.from ?? 0) === action.to) return
  const { pool, from, to, because } = action
  turns.push({ atMs, pool, to, because, ...given({ from }) })
}
