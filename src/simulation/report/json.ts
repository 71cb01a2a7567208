import { given } from '../../domain/given.ts'
import { sayInstant } from '../../domain/instant.ts'
import type { Played } from '../played.ts'
import { namePolicy } from '../policies/policy.ts'
import type { Rehearsal } from '../scenario/read.ts'
import { EVERY_MS, type Sample, type Stand } from '../tally/series.ts'
import { costOfClass, costOfPlayed } from './money.ts'

const STANDS = ['occupied', 'empty', 'booting', 'seats', 'users', 'waiting'] as const satisfies readonly (keyof Stand)[]
const SERIES = [...STANDS, 'wanted', 'holding'] as const

/** Everything, for programs: durations in seconds, series as one array a quantity, a value a minute. */
export function jsonReport(rehearsal: Rehearsal, outcomes: readonly Played[]): string {
  const { title, scenario, warnings } = rehearsal
  const report = {
    title,
    seed: scenario.seed,
    start: sayInstant(scenario.startMs),
    end: sayInstant(scenario.endMs),
    warnings,
    policies: outcomes.map((outcome) => ({
      policy: namePolicy(outcome.policy),
      waits: {
        people: outcome.waits.people,
        p50Seconds: outcome.waits.p50Ms / 1000,
        p99Seconds: outcome.waits.p99Ms / 1000,
        maxSeconds: outcome.waits.maxMs / 1000,
        beyond30Seconds: outcome.waits.beyond,
        unserved: outcome.waits.unserved,
      },
      nodeHours: outcome.nodeHours,
      ...given({ money: costOfPlayed(outcome, rehearsal) }),
      boots: outcome.boots,
      evictions: outcome.evictions,
      mostNodes: outcome.mostNodes,
      cordons: outcome.cordons,
      series: { everySeconds: EVERY_MS / 1000, ...columns(outcome.samples), ...poolColumns(outcome.samples) },
      classes: outcome.verdicts.map(({ uid: _, startMs, longestMs, allReadyMs, ...verdict }) => ({
        start: sayInstant(startMs),
        ...verdict,
        ...given({ money: costOfClass(verdict, rehearsal) }),
        longestSeconds: longestMs / 1000,
        ...(allReadyMs === undefined ? {} : { allReadySeconds: allReadyMs / 1000 }),
      })),
      problems: outcome.complaints.map(({ atMs, ...problem }) => ({ at: sayInstant(atMs), ...problem })),
      decisions: outcome.turns.map(({ atMs, ...turn }) => ({ at: sayInstant(atMs), ...turn })),
      nodeDecisions: outcome.nodeTurns.map(({ atMs, ...turn }) => ({ at: sayInstant(atMs), ...turn })),
    })),
  }
  return JSON.stringify(report, null, 2).replaceAll(/\[[\d\s,.]+\]/g, (numbers) => numbers.replaceAll(/\s+/g, ''))
}

const columns = (samples: readonly Sample[]): Record<string, number[]> =>
  Object.fromEntries(SERIES.map((name) => [name, samples.map((sample) => sample[name])]))

/** The same of each pool, where there are several. */
function poolColumns(samples: readonly Sample[]) {
  const pools = Object.keys(samples[0]?.pools ?? {})
  if (pools.length === 0) return {}
  const of = (pool: string) => STANDS.map((name) => [name, samples.map((one) => one.pools?.[pool]?.[name] ?? 0)])
  return { pools: Object.fromEntries(pools.map((pool) => [pool, Object.fromEntries(of(pool))])) }
}
