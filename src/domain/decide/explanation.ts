import type { Ask } from '../calendar/ask.ts'
import { type LeadTime, sayLeadTime } from '../demand/lead-time.ts'
import { sayInstant } from '../instant.ts'
import { compare } from '../order.ts'
import { type Problem, problem } from '../problem.ts'
import { sayJudgement } from '../room/say-judgement.ts'
import { sayCount } from '../say.ts'
import type { Decision, PoolDecision } from './decision.ts'

/** A decision as JSON for people and for support: every number with its because. */
export interface Explanation {
  /** ISO 8601, UTC. */
  readonly at: string
  readonly pools: Readonly<Record<string, PoolExplanation>>
  readonly problems: readonly Problem[]
  /** What was assumed where the input was silent. */
  readonly notes?: readonly string[]
}

export interface PoolExplanation {
  /** The target: what the rules give now, before the fall window. */
  readonly desired: number
  readonly demand: { readonly integer: number; readonly from: 'calendar' | 'config' } & Ask
  readonly because: string
  /** The most placeholders that the pool gets, and what says so. */
  readonly most: { readonly placeholders: number; readonly because: string }
  /** What `auto` stands for. */
  readonly leadTime: LeadTimeExplanation
  readonly nodes: readonly { readonly name: string; readonly roomy: boolean; readonly because: string }[]
}

export interface LeadTimeExplanation {
  readonly seconds: number
  /** From how many it is learned, once they are enough. */
  readonly boots: number
  readonly because: string
}

/** @param zone for times of day in the sentences */
export function explanationOf(decision: Decision, zone: string): Explanation {
  const pools = [...decision.pools.values()].map((pool) => [pool.pool, explainPool(pool, decision.atMs, zone)] as const)
  return {
    at: sayInstant(decision.atMs),
    pools: Object.fromEntries(pools),
    problems: decision.problems.map(({ where, text }) => problem(where, text)),
  }
}

export const explainLeadTime = (lead: LeadTime): LeadTimeExplanation => ({
  seconds: lead.ms / 1000,
  boots: lead.boots,
  because: sayLeadTime(lead),
})

const explainPool = (pool: PoolDecision, nowMs: number, zone: string): PoolExplanation => ({
  desired: pool.target,
  demand: {
    integer: pool.demand.integer,
    from: pool.demand.from,
    ...Object.fromEntries(pool.people.map(({ unit, amount }) => [unit, amount])),
  },
  because: pool.targetBecause,
  most: { placeholders: pool.most.count, because: pool.most.because },
  leadTime: explainLeadTime(pool.leadTime),
  nodes: pool.rooms
    .map(({ node, judgement }) => ({
      name: node.name,
      roomy: judgement.at === 'roomy',
      because: sayJudgement(judgement, nowMs, zone),
    }))
    .toSorted((a, b) => compare(a.name, b.name)),
})

/** The same for a terminal. */
export function sayExplanation(explanation: Explanation): string {
  const lines = [`At ${explanation.at}`]
  for (const [name, pool] of Object.entries(explanation.pools)) {
    lines.push('', `${name}: ${sayCount(pool.desired, 'placeholder')}, because ${pool.because}`)
    for (const node of pool.nodes) lines.push(`  ${node.roomy ? '+' : ' '} ${node.name} ${node.because}`)
    if (pool.nodes.length === 0) lines.push('    no node of this pool')
    lines.push(`    at most ${sayCount(pool.most.placeholders, 'placeholder')} (${pool.most.because})`)
    lines.push(`    auto lead time ${pool.leadTime.because}`)
  }
  if (explanation.problems.length > 0) lines.push('', 'Problems')
  for (const { where, text } of explanation.problems) lines.push(`  ${where}: ${text}`)
  if (explanation.notes?.length) lines.push('', ...explanation.notes.map((note) => `Note: ${note}.`))
  return lines.join('\n')
}
