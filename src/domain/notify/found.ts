import type { Step } from '../act/step.ts'
import type { Timeline } from '../demand/timeline.ts'
import { MINUTE_MS, SECOND_MS } from '../duration.ts'
import { fingerprint } from '../fingerprint.ts'
import { given } from '../given.ts'
import { oncePerObject } from '../remembered.ts'
import { withoutPodNames } from '../snapshot/problems.ts'
import { sayProblem } from '../snapshot/say-problem.ts'
import type { Doing } from '../snapshot/waiting/cause.ts'
import { classesNow } from '../snapshot/waiting/classes-now.ts'
import type { Place } from '../snapshot/waiting/doing.ts'
import { fitCauseOf } from '../snapshot/waiting/fit-causes.ts'
import { sayClassNow, sayWaits } from '../snapshot/waiting/say-verdict.ts'
import { waitCauses } from '../snapshot/waiting/wait-causes.ts'
import { type PoolWait, waitsIn } from '../snapshot/waiting/waits.ts'
import type { Found } from './advance.ts'
import type { Trouble } from './notice.ts'

export interface Scene {
  readonly place: Place
  readonly zone: string
  readonly nowMs: number
}

/** What is wrong by a step, as far as people are told of it. Costs a pass over nodes, and users who wait. */
export function troublesIn(step: Step, scene: Scene): readonly Trouble[] {
  return [...waiting(step, scene), ...unfitting(step), ...misread(step.observed.timeline)].map(inPublic)
}

/** Kinds of which a step sees too little to say that they are over. */
export function unseenIn({ observed: { sight, calendar } }: Step): Found['unseen'] {
  const isRead = calendar.at === 'good' || calendar.at === 'none'
  return new Set<Trouble['kind']>([
    ...(sight.at === 'live' ? [] : (['waits', 'doesNotFit'] as const)),
    ...(isRead ? [] : (['doesNotFit', 'events'] as const)),
  ])
}

/** Nodes are on their way, and people have waited for so long all the same. */
const VERY_LONG_MS = 10 * MINUTE_MS

function waiting(step: Step, { place, zone, nowMs }: Scene): Trouble[] {
  const waits = waitsIn(step, nowMs).filter(isTrouble)
  if (waits.length === 0) return []
  const classes = classesNow(step, nowMs)
  return waits.map((wait) => {
    const { pool } = wait
    const causes = waitCauses({ step, waits: [wait], classes, place, dryRun: false, nowMs })
    return {
      kind: 'waits',
      key: `waits ${pool ?? ''}`,
      ...given({ pool }),
      headline: `${pool ?? 'no pool'}: ${sayWaits([wait], { nowMs, zone })}`,
      lines: [...causes.map(({ text }) => text), ...classes.filter((one) => one.pool === pool).map(sayClassNow)],
      doings: causes.map(({ doing }) => doing),
    }
  })
}

const isTrouble = ({ isServed, longestSeconds }: PoolWait): boolean =>
  !isServed || longestSeconds * SECOND_MS >= VERY_LONG_MS

/** One of the same events in the same pool is the same, also next week: its numbers may change, and it is told once. */
function unfitting({ decision, observed: { config } }: Step): Trouble[] {
  const zone = config.calendar.timezone ?? 'utc'
  return [...decision.pools.values()].flatMap(({ pool, shortfalls }) =>
    shortfalls.map((one): Trouble => {
      const { text, doing } = fitCauseOf(pool, one, zone)
      return {
        kind: 'doesNotFit',
        key: `doesNotFit ${pool} ${fingerprint(JSON.stringify(one.ahead.events))}`,
        pool,
        headline: `${pool}: ${text}`,
        lines: [],
        doings: [doing],
        ...given({ passesMs: one.again ? undefined : one.ahead.toMs }),
      }
    }),
  )
}

const MEND: Doing = {
  text: 'edit the event; this shows how each one is understood',
  copy: 'warmseats calendar ADDRESS --config values.yaml',
}

/** What stands in no event, such as an address that does not answer, is on the page; whoever writes events cannot mend it. */
const misread = oncePerObject(({ problems }: Timeline): Trouble[] =>
  problems
    .filter(({ where }) => where.startsWith('event '))
    .map((one) => ({
      kind: 'events',
      key: `events ${fingerprint(`${one.where}\n${one.text}`)}`,
      headline: sayProblem(one),
      lines: [],
      doings: [MEND],
      ...given({ organizer: one.organizer }),
    })),
)

/** A user's pod bears the user's name: neither a name nor a command that has one leaves the cluster. */
const inPublic = (one: Trouble): Trouble => ({
  ...one,
  headline: withoutPodNames(one.headline),
  lines: one.lines.map(withoutPodNames),
})
