import type { Step } from '../act/step.ts'
import { titleOf } from '../calendar/event-name.ts'
import type { Timeline } from '../demand/timeline.ts'
import { fingerprint } from '../fingerprint.ts'
import { given } from '../given.ts'
import { sayInstant } from '../instant.ts'
import { compare } from '../order.ts'
import type { Config } from '../settings/config.ts'
import { sayAdvice, sayVerdict } from '../verdict/say.ts'
import type { Verdict } from '../verdict/verdict.ts'

/** What became of a class. */
export interface ClassView {
  readonly pool: string
  /** Missing: the calendar does not name it now, and its title is not remembered. */
  readonly title?: string
  readonly startsAt: string
  /** `338 of 350 came, nobody waited` */
  readonly text: string
  /** Written in its event; 0: none. */
  readonly announced: number
  readonly came: number
  /** Of these so many waited for over 30 s, and the longest so long. */
  readonly late: number
  readonly longestSeconds: number
  /** Missing: nobody looked then. */
  readonly readyAtStart?: number
  /** When there were seats for all who came; missing: never. */
  readonly allReadyAt?: string
  /** While its people came; missing: no node ever told how much it holds. */
  readonly nodeHours?: { readonly paid: number; readonly used: number; readonly perfect: number }
  /** Of the node-hours paid, in the pool's money. */
  readonly cost?: number
  /** `Write 230 next time`; missing: there is nothing to change. */
  readonly advice?: string
}

/** Of the last classes that are remembered, the last one first. */
export function classesOf(step: Step | undefined): ClassView[] {
  if (!step) return []
  const { decision, observed } = step
  const verdicts = Object.values(decision.memory.verdicts.verdicts)
  const titles = titlesOf(verdicts, decision.timeline)
  return verdicts
    .toSorted((a, b) => b.startMs - a.startMs || compare(a.pool, b.pool) || compare(a.uid, b.uid))
    .map((verdict) => classOf(verdict, titles.get(keyOf(verdict.uid, verdict.startMs)), observed.config))
}

const keyOf = (uid: string, startMs: number) => `${startMs} ${uid}`

/** Of the events that began when one of the classes did. */
function titlesOf(verdicts: readonly Verdict[], { intervals }: Timeline): ReadonlyMap<string, string> {
  const starts = new Set(verdicts.map(({ startMs }) => startMs))
  const own = intervals.filter(({ startMs }) => starts.has(startMs))
  return new Map(own.map((one) => [keyOf(fingerprint(one.uid), one.startMs), titleOf(one)]))
}

function classOf(verdict: Verdict, title: string | undefined, config: Config): ClassView {
  const { pool, startMs, announced, came, late, longestMs, readyAtStart, allReadyMs, cost, advice } = verdict
  const price = config.pools.get(pool)?.pricePerNodeHour
  return {
    pool,
    ...given({ title }),
    startsAt: sayInstant(startMs),
    text: sayVerdict(verdict),
    announced,
    came,
    late,
    longestSeconds: Math.round(longestMs / 1000),
    ...given({
      readyAtStart,
      allReadyAt: allReadyMs === undefined ? undefined : sayInstant(startMs + allReadyMs),
      nodeHours: cost && { paid: tenths(cost.paid), used: tenths(cost.used), perfect: tenths(cost.oracle) },
      cost: cost && price !== undefined ? Math.round(cost.paid * price * 100) / 100 : undefined,
      advice: advice && sayAdvice(advice),
    }),
  }
}

const tenths = (hours: number): number => Math.round(hours * 10) / 10
