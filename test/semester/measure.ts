import { DAY_MS, LONG_WAIT_MS } from '../../src/domain/duration.ts'
import { WARMSEATS } from '../../src/simulation/policies/policy.ts'
import { readScenario } from '../../src/simulation/scenario/read.ts'
import type { Scenario } from '../../src/simulation/scenario/scenario.ts'
import type { SemesterFiles } from '../../src/simulation/semester/files.ts'
import { played } from '../simulation/kept/kept.ts'

/** What a semester came to under the product, beside the oracle. */
export interface Figures extends Cost {
  /** Of the oracle with the autoscaler's wait at each node's end, and of the one without. */
  readonly oracle: number
  readonly justInTime: number
}

/** The same, without anything beside it. */
export interface Cost {
  readonly people: number
  /** Who waited more than 30 s, by week. */
  readonly lateByWeek: readonly number[]
  readonly nodeHours: number
}

/** @param untilWeek plays no further */
export async function measure(files: SemesterFiles, untilWeek?: number): Promise<Figures> {
  const world = await worldOf(files, untilWeek)
  return {
    ...(await costOf(world)),
    oracle: (await played(world, { at: 'oracle' })).nodeHours.paid,
    justInTime: (await played(world, { at: 'oracle-just-in-time' })).nodeHours.paid,
  }
}

/** @param untilWeek it ends there */
export async function worldOf(files: SemesterFiles, untilWeek?: number): Promise<Scenario> {
  const { 'scenario.yaml': scenario, 'people.csv': people, 'calendar.ics': ics } = files
  const { scenario: whole } = await readScenario(scenario, {
    readText: async (path) => (path === 'people.csv' ? people : ics),
  })
  const endMs = untilWeek === undefined ? whole.endMs : whole.startMs + untilWeek * 7 * DAY_MS
  return { ...whole, endMs, visits: whole.visits.filter(({ arrivesMs }) => arrivesMs < endMs) }
}

/** Plays it with the product. */
export async function costOf(world: Scenario): Promise<Cost> {
  const { startMs, endMs } = world
  const ours = await played(world, WARMSEATS)
  const lateByWeek: number[] = Array.from({ length: Math.ceil((endMs - startMs) / (7 * DAY_MS)) }, () => 0)
  for (const { atMs, waitedMs } of ours.everybody) {
    const week = Math.min(lateByWeek.length - 1, Math.floor((atMs - startMs) / (7 * DAY_MS)))
    if (waitedMs > LONG_WAIT_MS) lateByWeek[week] = (lateByWeek[week] ?? 0) + 1
  }
  return { lateByWeek, people: ours.waits.people, nodeHours: ours.nodeHours.paid }
}

const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0)

export const lateIn = ({ lateByWeek }: Pick<Cost, 'lateByWeek'>, from = 1, to = lateByWeek.length): number =>
  sum(lateByWeek.slice(from - 1, to))

export function sayFigures(figures: Figures): string {
  const { people, nodeHours, oracle, justInTime } = figures
  return [
    `${lateIn(figures)} of ${people} people waited more than 30 s: ${lateIn(figures, 1, 3)} in weeks 1 to 3, ${lateIn(figures, 4)} after`,
    `${nodeHours.toFixed(0)} node-hours: ${(nodeHours / oracle).toFixed(3)} times the oracle's ${oracle.toFixed(0)}, ${(nodeHours / justInTime).toFixed(3)} times ${justInTime.toFixed(0)} just in time`,
  ].join('\n')
}
