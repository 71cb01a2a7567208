import type { Step } from '../../domain/act/step.ts'
import { labelOf, NO_POOL } from '../../domain/figures/sample.ts'
import { USER_STATES, usersByState } from '../../domain/figures/users.ts'
import { createWaitBook } from '../../domain/figures/wait-book.ts'
import { waitsIn } from '../../domain/snapshot/waiting/waits.ts'
import type { Families } from './families.ts'

/** 30 s are what verdicts call late; then how long nodes take to boot. */
const WAIT_SECONDS = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1200, 1800]

/** The people: who waits, for how long, and who has a seat. @returns is told of each Step */
export function peopleMetrics(
  { shown, histogram }: Families,
  latest: () => Step | undefined,
  now: () => number,
): (step: Step) => void {
  const waits = histogram(
    'seat_wait_duration_seconds',
    "How long people waited for a seat: from their server's creation until it had a node (`seated`), or until it went without one (`gave_up`). Each wait counts once, when it is over.",
    WAIT_SECONDS,
    ['pool', 'outcome'],
  )
  const book = createWaitBook()
  const begun = new Set<string>()
  /** There with 0 before the first comes, whose wait is an increase then. */
  const begin = (pool: string) => {
    if (begun.has(pool)) return
    begun.add(pool)
    for (const outcome of ['seated', 'gave_up']) waits.zero({ pool, outcome })
  }
  const look = (step: Step) => {
    for (const pool of step.observed.config.pools.keys()) begin(pool)
    for (const { pool, outcome, waitedMs } of book.look(step.observed, now()))
      waits.observe({ pool, outcome: labelOf(outcome) }, waitedMs / 1000)
  }
  shown(
    'users',
    "People's servers by state: `waiting` for a node; on one and `starting`; on one and `stuck`, since its image cannot be had; `seated`.",
    ['pool', 'state'],
    function* () {
      const step = latest()
      if (!step) return
      for (const { pool, users } of usersByState(step.observed))
        for (const state of USER_STATES) yield { labels: { pool, state }, value: users[state] }
    },
  )
  shown(
    'users_unserved',
    'People who have waited for a node for over 30 seconds while not enough nodes are on their way for all of them.',
    ['pool'],
    function* () {
      const step = latest()
      if (!step) return
      const served = new Map([...step.observed.config.pools.keys()].map((pool) => [pool, 0]))
      for (const { pool = NO_POOL, long, isServed } of waitsIn(step, now())) served.set(pool, isServed ? 0 : long)
      for (const [pool, value] of served) yield { labels: { pool }, value }
    },
  )
  shown(
    'seat_wait_longest_duration_seconds',
    'How long the longest of those who wait for a node has waited until now; absent while nobody waits.',
    ['pool'],
    function* () {
      const step = latest()
      if (!step) return
      for (const { pool = NO_POOL, longestSeconds } of waitsIn(step, now()))
        yield { labels: { pool }, value: longestSeconds }
    },
  )
  return look
}
