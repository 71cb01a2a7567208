import { defer, expand, ignoreElements, type Observable, of, type SchedulerLike, switchMap, tap, timer } from 'rxjs'
import type { Occurrence } from '../../domain/calendar/occurrence.ts'
import { expand as occurrencesOf } from '../../domain/calendar/occurrences/expand.ts'
import { parseCalendar } from '../../domain/calendar/occurrences/parse.ts'
import { MINUTE_MS } from '../../domain/duration.ts'
import type { PoolConfig } from '../../domain/settings/config.ts'
import { type CalendarFeed, outageAt } from '../actors/calendar-feed.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { type ByHand, setReplicas } from './by-hand.ts'
import { type Candidates, pollingCount } from './polling-rule.ts'

export interface PollingOptions extends ByHand {
  readonly calendar: CalendarFeed | undefined
  readonly fromMs: number
  readonly toMs: number
}

const EVERY_MS = MINUTE_MS
/** Two requests a node, one after the other: 1,004 of them took 39.5 s. */
const PER_NODE_MS = 79
const RESTART_MS = 10_000
const LONGEST_RESTART_MS = 5 * MINUTE_MS

/**
 * The Python predecessor's loop: look at everything, fetch the calendar, set the counts, sleep for a minute. When the
 * calendar answers with an error its events are forgotten; when it does not answer the process dies, and what it
 * remembers with it.
 */
export const polling = (cluster: Cluster, options: PollingOptions, clock: SchedulerLike): Observable<never> =>
  defer(() => {
    const occurrences = readAll(options)
    let candidates: Candidates = new Map()
    let crashes = 0
    const crash = () => {
      candidates = new Map()
      crashes += 1
      return timer(Math.min(LONGEST_RESTART_MS, RESTART_MS * 2 ** (crashes - 1)), clock)
    }
    const turn = (): Observable<unknown> => {
      const nowMs = clock.now()
      const outage = options.calendar && outageAt(options.calendar, nowMs)
      if (outage?.kind === 'timeout') return crash()
      crashes = 0
      const active = outage ? [] : occurrences.filter(({ startMs, endMs }) => startMs <= nowMs && nowMs < endMs)
      const pools = [...options.config.pools.values()]
      const seen = { cluster, before: candidates, nowMs }
      const decided = pools.map((pool) => ({ pool, ...pollingCount(pool, askedOf(pool, active), seen) }))
      candidates = new Map(decided.flatMap((one) => [...one.candidates]))
      return timer(cluster.nodes.all().length * PER_NODE_MS, clock).pipe(
        tap(() => {
          for (const { pool, count } of decided) setReplicas(cluster, pool, count, options)
        }),
        switchMap(() => timer(EVERY_MS, clock)),
      )
    }
    return of(undefined).pipe(expand(turn), ignoreElements())
  })

function readAll({ calendar, fromMs, toMs }: PollingOptions): readonly Occurrence[] {
  const parsed = calendar && parseCalendar(calendar.text)
  return parsed?.at === 'calendar' ? occurrencesOf(parsed.calendar, fromMs, toMs).occurrences : []
}

/** Whole numbers only: people's units did not exist. */
function askedOf(pool: PoolConfig, active: readonly Occurrence[]): number | undefined {
  const asked = active.flatMap(({ description }) => description.asks.get(pool.name)?.integer ?? [])
  return asked.length > 0 ? Math.max(...asked) : undefined
}
